-- What the public may see: a copy made when a load is published. Same names and columns as in working, so that one query serves
-- both audiences by its search_path; here known_from and known_to are the publication's clock. Keys are this schema's own: a gap in
-- them would tell that something unpublished exists.
create table published.publication (
  publication_id bigint generated always as identity primary key,
  published_at timestamptz not null
);

create table published.load (
  load_id text primary key,
  source text not null,
  file_sha256 text not null,
  file_name text not null,
  byte_count bigint not null,
  known_from timestamptz not null,
  back_filled boolean not null,
  released date,
  loaded_at timestamptz not null,
  rows_read bigint not null,
  rejected bigint not null,
  notes jsonb not null,
  title text not null,
  publisher text not null,
  licence text not null,
  publication_id bigint not null references published.publication
);
create index load_by_time on published.load (source, known_from);

create table published.row_block (
  load_id text not null references published.load,
  sheet text not null,
  first_row integer not null,
  last_row integer not null,
  content bytea not null,
  primary key (load_id, sheet, first_row)
);
alter table published.row_block alter column content set storage external;

create table published.series (
  series_id integer generated always as identity primary key,
  measure text not null,
  area text not null,
  breakdown text not null,
  unique (measure, area, breakdown)
);

create table published.observation (
  observation_id bigint generated always as identity primary key,
  series_id integer not null references published.series,
  source text not null,
  period_from date not null,
  period_to date not null,
  value numeric,
  numerator numeric,
  denominator numeric,
  status text not null,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  load_id text not null references published.load,
  sheet text not null,
  row_number integer not null,
  column_number integer not null,
  raw text not null,
  displayed text not null,
  check (known_to > known_from)
);
create unique index observation_timeline on published.observation (series_id, period_from, period_to, source, known_from);
create index observation_by_load on published.observation (load_id);

-- Which series a publication changed: what an open page asks after its doorbell rang.
create table published.publication_series (
  publication_id bigint not null references published.publication,
  measure text not null,
  area text not null,
  primary key (publication_id, measure, area)
);
create index publication_series_by_measure on published.publication_series (measure, area, publication_id);

grant select, insert on published.publication, published.load, published.row_block, published.series, published.observation, published.publication_series to scrutiny_ingest;
grant update (known_to) on published.observation to scrutiny_ingest;
grant select on published.publication, published.load, published.row_block, published.series, published.observation, published.publication_series to scrutiny_staff, scrutiny_public;
