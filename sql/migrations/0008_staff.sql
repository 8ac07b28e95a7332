-- What staff ask for and the ingest process does. The two processes never call each other: staff insert a request, ingest carries it
-- out and writes down what became of it.

-- Who brought a file and who decided about it; null where nobody did (an inbox, a schedule). `reason` stays the file's own.
alter table working.load
  add column brought_by text check (length(brought_by) between 1 and 80),
  add column decided_by text check (length(decided_by) between 1 and 80),
  add column decided_at timestamptz,
  add column decided_reason text,
  -- What a load in quarantine would revise: its figures are not merged, so nothing else could say.
  add column proposed jsonb,
  add check ((decided_by is null) = (decided_at is null));
grant update (decided_by, decided_at, decided_reason) on working.load to scrutiny_ingest;

-- A file sent by hand, in pieces, until ingest has taken it into the store of files. Only ingest may take the pieces away.
create table working.upload (
  upload_id text primary key check (upload_id ~ '^[a-z0-9]{20}$'),
  source text not null check (source ~ '^[a-z0-9-]+$'),
  file_name text not null check (length(file_name) between 1 and 200),
  byte_count bigint not null check (byte_count > 0),
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  released date,
  -- A document that proves a typed figure: kept for whoever decides, never read as data.
  evidence boolean not null default false,
  uploaded_by text not null check (length(uploaded_by) between 1 and 80),
  uploaded_at timestamptz not null default now()
);

create table working.upload_chunk (
  upload_id text not null references working.upload deferrable initially deferred,
  number integer not null check (number >= 0),
  content bytea not null,
  primary key (upload_id, number)
);
alter table working.upload_chunk alter column content set storage external;

create table working.request (
  request_id bigint generated always as identity primary key,
  kind text not null check (kind in ('take-upload', 'approve', 'reject', 'run-source', 'rerun', 'type-figure')),
  source text not null check (source ~ '^[a-z0-9-]+$'),
  load_id text references working.load,
  upload_id text references working.upload,
  dry_run boolean not null default false,
  reason text,
  figure jsonb,
  asked_by text not null check (length(asked_by) between 1 and 80),
  asked_at timestamptz not null default now(),
  state text not null default 'open' check (state in ('open', 'done', 'failed')),
  outcome text,
  -- Of a dry run: what would happen.
  report jsonb,
  became text references working.load,
  finished_at timestamptz,
  check (kind not in ('approve', 'reject', 'rerun') or load_id is not null),
  check (kind <> 'reject' or length(btrim(reason)) > 0),
  check (kind <> 'take-upload' or upload_id is not null),
  check (kind <> 'type-figure' or figure is not null),
  check ((state = 'open') = (finished_at is null)),
  check (state = 'open' or outcome is not null)
);
create index request_open on working.request (request_id) where state = 'open';

-- A load while it runs, written in transactions of its own: the load's own transaction shows nothing before it commits.
create table working.load_progress (
  load_id text primary key,
  progress_id bigint generated always as identity unique,
  request_id bigint references working.request,
  source text not null,
  file_name text not null,
  phase text not null check (phase in ('storing', 'reading', 'comparing', 'writing', 'publishing', 'ended')),
  rows_read bigint not null default 0,
  started_at timestamptz not null,
  updated_at timestamptz not null
);
create index load_progress_running on working.load_progress (source) where phase <> 'ended';

-- When each load came, against when it was due: lateness is itself a measure.
create table working.arrival (
  load_id text primary key references working.load,
  source text not null,
  received date not null,
  -- Last day of the newest period that it brought; null where it brought nothing new.
  data_to date,
  -- Null where the source declares no due date, or where it brought no newer period than was known.
  due date,
  days_late integer check (days_late >= 0),
  check ((due is null) = (days_late is null))
);
create index arrival_by_source on working.arrival (source, data_to);

create table working.alert (
  alert_id bigint generated always as identity primary key,
  kind text not null check (kind in ('late', 'quarantine', 'fault')),
  source text not null,
  load_id text references working.load,
  sentence text not null,
  raised_at timestamptz not null default now(),
  cleared_at timestamptz
);
create unique index alert_once on working.alert (kind, source, coalesce(load_id, '')) where cleared_at is null;

grant select on working.upload, working.upload_chunk to scrutiny_ingest;
grant delete on working.upload_chunk to scrutiny_ingest;
grant select on working.request to scrutiny_ingest;
grant update (state, outcome, report, became, finished_at) on working.request to scrutiny_ingest;
grant select, insert on working.load_progress, working.arrival, working.alert to scrutiny_ingest;
grant update (phase, rows_read, updated_at) on working.load_progress to scrutiny_ingest;
grant update (cleared_at) on working.alert to scrutiny_ingest;

grant select, insert on working.upload, working.upload_chunk to scrutiny_staff;
grant select on working.request, working.load_progress, working.arrival, working.alert to scrutiny_staff;
-- A request's outcome is not staff's to write.
grant insert (kind, source, load_id, upload_id, dry_run, reason, figure, asked_by) on working.request to scrutiny_staff;
-- When each source is looked at next.
grant usage on schema scheduler to scrutiny_staff;
grant select (trigger_name, trigger_group, next_fire_time) on scheduler.qrtz_triggers to scrutiny_staff;
