-- How files come: fetched over https too, and held side by side while it is not clear which of them is right.
alter table working.load drop constraint load_delivered_by_check;
alter table working.load add constraint load_delivered_by_check check (delivered_by in ('inbox', 'hand', 'sample', 'web'));

-- Every question put to a publisher's server, for staff to see. No query string: it may carry a key.
create table working.fetch (
  fetch_id bigint generated always as identity primary key,
  source text not null check (source ~ '^[a-z0-9-]+$'),
  -- Of the declaration that was followed: what an earlier one fetched says nothing of this one's file.
  declaration_sha256 text not null check (declaration_sha256 ~ '^[0-9a-f]{64}$'),
  asked_at timestamptz not null,
  seconds numeric not null check (seconds >= 0),
  host text not null,
  status integer check (status between 100 and 999),
  byte_count bigint check (byte_count >= 0),
  outcome text not null check (outcome in ('fetched', 'unchanged', 'put-off', 'failed')),
  sentence text not null,
  etag text,
  last_modified text,
  not_before timestamptz,
  file_sha256 text check (file_sha256 ~ '^[0-9a-f]{64}$'),
  load_id text references working.load,
  check ((outcome = 'fetched') = (load_id is not null and file_sha256 is not null))
);
create index fetch_by_time on working.fetch (source, asked_at);

-- Figures of files that are not merged, so that another file can be compared with them: of files delivered together, until each is
-- loaded, and of a file in quarantine, until a person decides.
create table working.held_file (
  held_id bigint generated always as identity primary key,
  source text not null,
  file_sha256 text not null,
  file_name text not null,
  released date,
  unique (source, file_sha256)
);
create table working.held_figure (
  held_id bigint not null references working.held_file on delete cascade,
  measure text not null,
  area text not null,
  breakdown text not null,
  period_from date not null,
  period_to date not null,
  value numeric,
  status text not null
);
create index held_figure_by_series on working.held_figure (measure, area, breakdown, period_from);
create index held_figure_by_file on working.held_figure (held_id);

grant select, insert on working.fetch to scrutiny_ingest;
grant select, insert, delete on working.held_file, working.held_figure to scrutiny_ingest;
grant update (released) on working.held_file to scrutiny_ingest;
grant select on working.fetch, working.held_file, working.held_figure to scrutiny_staff;
