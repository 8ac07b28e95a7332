-- Observations as narrow as they can be, since files of millions of rows are nothing unusual. A series belongs to one source, a load
-- is a number, and a cell's text is kept only where it is not the value's own. What was loaded before is carried over; receipts keep
-- their numbers.
create temporary table former_working on commit drop as
select s.measure, s.area, s.breakdown, l.number as load_number, o.*
from working.observation o join working.series s using (series_id) join working.load l using (load_id);
create temporary table former_earlier on commit drop as
select s.measure, s.area, s.breakdown, e.* from working.earlier_edition e join working.series s using (series_id);
create temporary table former_published on commit drop as
select s.measure, s.area, s.breakdown, l.publication_id as load_number, o.*
from published.observation o join published.series s using (series_id) join published.load l using (load_id);

drop table working.earlier_edition, working.observation, working.series, published.observation, published.series;

create table working.series (
  series_id integer generated always as identity primary key,
  source text not null check (source ~ '^[a-z0-9-]+$'),
  measure text not null check (measure ~ '^[a-z0-9-]+$'),
  area text not null check (area ~ '^[A-Z][A-Z0-9-]+$'),
  breakdown text not null default 'total' check (breakdown ~ '^[a-z0-9-]+$'),
  unique (measure, area, breakdown, source)
);

-- No foreign keys: a look-up for each of two million rows costs more than all the rest, and the loader takes series and load from the
-- very rows that these would look up (a test compares them).
create table working.observation (
  observation_id bigint generated always as identity,
  series_id integer not null,
  load_number integer not null,
  period_from date not null,
  period_to date not null,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  -- Release date of the newest edition that carried this value, which need not be the one that first brought it.
  released date,
  value numeric,
  numerator numeric,
  denominator numeric,
  status text not null default 'final' check (status in ('final', 'provisional', 'revised', 'break', 'low-reliability', 'not-available', 'not-applicable', 'confidential')),
  sheet text not null default '',
  row_number integer not null,
  column_number integer not null,
  -- The cell's stored text where it is not the value's own, and its displayed text where that is another again.
  raw text,
  displayed text,
  -- Of an aggregate: how many rows it counted, and which ("4,9,12-15"; null where there are too many to list). Its raw text is the filter in words.
  counted_rows integer check (counted_rows > 0),
  counted_ranges text,
  check (period_to >= period_from),
  check (known_to > known_from),
  check ((value is null) = (status in ('not-available', 'not-applicable', 'confidential'))),
  check (value is not null or raw is not null)
);
create unique index observation_timeline on working.observation (series_id, period_from, period_to, known_from);
-- Both numbers rise with the place in the table, so a summary of every 16 pages finds either, and costs a load next to nothing.
create index observation_by_number on working.observation using brin (observation_id, load_number) with (pages_per_range = 16);

-- What the last load said of a series, all its figures in one number: a file that says the same has changed nothing, and need not be
-- compared figure by figure. The row with the highest number counts; a null digest says that the next file must be compared.
create table working.series_digest (
  series_id integer not null,
  number bigint generated always as identity,
  digest uuid,
  released date,
  primary key (series_id, number)
);

-- Figures that a load took back: its file holds the whole of their period and lacks them.
create table working.withdrawal (
  load_number integer not null,
  series_id integer not null,
  period_from date not null,
  period_to date not null,
  primary key (load_number, series_id, period_from, period_to)
);

-- Figures of an edition released before the one on show: kept and listed, never shown in its place.
create table working.earlier_edition (
  load_id text not null references working.load,
  series_id integer not null references working.series,
  period_from date not null,
  period_to date not null,
  value numeric,
  status text not null,
  released date not null,
  sheet text not null,
  row_number integer not null,
  column_number integer not null,
  raw text,
  primary key (load_id, series_id, period_from, period_to)
);

-- The published side: the same names and columns, keys of its own. A load's number here is that of its publication.
alter table published.load add column number integer;
update published.load set number = publication_id;
alter table published.load alter column number set not null, add unique (number);

create table published.series (
  series_id integer generated always as identity primary key,
  source text not null,
  measure text not null,
  area text not null,
  breakdown text not null,
  unique (measure, area, breakdown, source)
);

create table published.observation (
  observation_id bigint generated always as identity,
  series_id integer not null,
  load_number integer not null,
  period_from date not null,
  period_to date not null,
  known_from timestamptz not null,
  known_to timestamptz not null default 'infinity',
  value numeric,
  numerator numeric,
  denominator numeric,
  status text not null,
  sheet text not null,
  row_number integer not null,
  column_number integer not null,
  raw text,
  displayed text,
  counted_rows integer,
  counted_ranges text,
  check (known_to > known_from)
);
create unique index observation_timeline on published.observation (series_id, period_from, period_to, known_from);
create index observation_by_number on published.observation using brin (observation_id, load_number) with (pages_per_range = 16);

insert into working.series (source, measure, area, breakdown)
select source, measure, area, breakdown from former_working union select source, measure, area, breakdown from former_earlier order by 1, 2, 3, 4;

insert into working.observation (observation_id, series_id, load_number, period_from, period_to, known_from, known_to, released, value, numerator, denominator, status, sheet, row_number, column_number, raw, displayed)
overriding system value
select f.observation_id, s.series_id, f.load_number, f.period_from, f.period_to, f.known_from, f.known_to, f.released, f.value, f.numerator, f.denominator, f.status, f.sheet, f.row_number, f.column_number,
       nullif(f.raw, f.value::text), nullif(f.displayed, f.raw)
from former_working f join working.series s using (source, measure, area, breakdown)
order by f.observation_id;

insert into working.earlier_edition (load_id, series_id, period_from, period_to, value, status, released, sheet, row_number, column_number, raw)
select f.load_id, s.series_id, f.period_from, f.period_to, f.value, f.status, f.released, f.sheet, f.row_number, f.column_number, nullif(f.raw, f.value::text)
from former_earlier f join working.series s using (source, measure, area, breakdown);

insert into published.series (source, measure, area, breakdown)
select distinct source, measure, area, breakdown from former_published order by 1, 2, 3, 4;

insert into published.observation (observation_id, series_id, load_number, period_from, period_to, known_from, known_to, value, numerator, denominator, status, sheet, row_number, column_number, raw, displayed)
overriding system value
select f.observation_id, s.series_id, f.load_number, f.period_from, f.period_to, f.known_from, f.known_to, f.value, f.numerator, f.denominator, f.status, f.sheet, f.row_number, f.column_number,
       nullif(f.raw, f.value::text), nullif(f.displayed, f.raw)
from former_published f join published.series s using (source, measure, area, breakdown)
order by f.observation_id;

select setval('working.observation_observation_id_seq', max(observation_id)) from working.observation having count(*) > 0;
select setval('published.observation_observation_id_seq', max(observation_id)) from published.observation having count(*) > 0;

-- New pages enter the summary when a load ends; only a table's owner may ask for that.
create function working.index_new_observations() returns integer language sql security definer set search_path = pg_catalog
  as $$ select brin_summarize_new_values('working.observation_by_number'::regclass) $$;
create function published.index_new_observations() returns integer language sql security definer set search_path = pg_catalog
  as $$ select brin_summarize_new_values('published.observation_by_number'::regclass) $$;
revoke all on function working.index_new_observations(), published.index_new_observations() from public;
grant execute on function working.index_new_observations(), published.index_new_observations() to scrutiny_ingest;

grant select, insert on working.series, working.observation, working.series_digest, working.withdrawal, working.earlier_edition, published.series, published.observation to scrutiny_ingest;
-- A load must know its number and those of its new series before its rows are written.
grant usage on sequence working.series_series_id_seq, working.load_number_seq to scrutiny_ingest;
-- Only the end of a row's life and which edition carried it last may be written, so that no figure can be changed by the process that loads them.
grant update (known_to, released) on working.observation to scrutiny_ingest;
grant update (known_to) on published.observation to scrutiny_ingest;
grant select on working.series, working.observation, working.series_digest, working.withdrawal, working.earlier_edition, published.series, published.observation to scrutiny_staff;
grant select on published.series, published.observation to scrutiny_public;
