-- What is known, and since when. Nothing is updated in place: a changed value closes the old row (known_to) and adds a new one.
create table working.series (
  series_id integer generated always as identity primary key,
  measure text not null check (measure ~ '^[a-z0-9-]+$'),
  area text not null check (area ~ '^[A-Z][A-Z0-9-]+$'),
  breakdown text not null default 'total' check (breakdown ~ '^[a-z0-9-]+$'),
  unique (measure, area, breakdown)
);

create table working.observation (
  observation_id bigint generated always as identity primary key,
  series_id integer not null references working.series,
  source text not null,
  period_from date not null,
  period_to date not null,
  value numeric,
  numerator numeric,
  denominator numeric,
  status text not null default 'final' check (status in ('final', 'provisional', 'revised', 'break', 'low-reliability', 'not-available', 'not-applicable', 'confidential')),
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  -- Release date of the newest edition that carried this value, which need not be the one that first brought it.
  released date,
  load_id text not null references working.load,
  sheet text not null default '',
  row_number integer not null,
  column_number integer not null,
  raw text not null,
  displayed text not null,
  check (period_to >= period_from),
  check (known_to > known_from),
  check ((value is null) = (status in ('not-available', 'not-applicable', 'confidential')))
);
create unique index observation_timeline on working.observation (series_id, period_from, period_to, source, known_from);
create index observation_by_load on working.observation (load_id);

-- Figures of an edition released before the one on show: kept and listed, never shown in its place.
create table working.earlier_edition (
  load_id text not null references working.load,
  series_id integer not null references working.series,
  source text not null,
  period_from date not null,
  period_to date not null,
  value numeric,
  status text not null,
  released date not null,
  sheet text not null,
  row_number integer not null,
  column_number integer not null,
  raw text not null,
  primary key (load_id, series_id, period_from, period_to)
);

grant select, insert on working.series, working.observation, working.earlier_edition to scrutiny_ingest;
-- Only the end of a row's life and which edition carried it last may be written, so that no figure can be changed by the process that loads them.
grant update (known_to, released) on working.observation to scrutiny_ingest;
grant select on working.series, working.observation, working.earlier_edition to scrutiny_staff;
