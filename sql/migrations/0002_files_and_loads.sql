-- Delivered files, byte for byte, and what became of each.
create table working.file (
  file_sha256 text primary key check (file_sha256 ~ '^[0-9a-f]{64}$'),
  byte_count bigint not null check (byte_count >= 0),
  received_at timestamptz not null default now()
);

-- The file's bytes, gzipped as one stream and cut into pieces, so that neither end ever holds a whole file in memory.
create table working.file_chunk (
  file_sha256 text not null references working.file,
  number integer not null check (number >= 0),
  content bytea not null,
  primary key (file_sha256, number)
);
alter table working.file_chunk alter column content set storage external;

create table working.load (
  load_id text primary key check (load_id ~ '^[a-z0-9]{12}$'),
  number bigint generated always as identity unique,
  source text not null check (source ~ '^[a-z0-9-]+$'),
  declaration_sha256 text not null check (declaration_sha256 ~ '^[0-9a-f]{64}$'),
  file_sha256 text not null references working.file,
  file_name text not null,
  byte_count bigint not null check (byte_count >= 0),
  delivered_by text not null check (delivered_by in ('inbox', 'hand', 'sample')),
  state text not null check (state in ('accepted', 'quarantined', 'refused')),
  publication text not null check (publication in ('published', 'waiting', 'rejected', 'none')),
  known_from timestamptz not null,
  back_filled boolean not null default false,
  released date,
  loaded_at timestamptz not null,
  finished_at timestamptz not null,
  rows_read bigint not null default 0,
  loaded bigint not null default 0,
  unchanged bigint not null default 0,
  revised bigint not null default 0,
  earlier bigint not null default 0,
  rejected bigint not null default 0,
  reason text,
  notes jsonb not null default '[]',
  title text not null,
  publisher text not null,
  licence text not null,
  check (state <> 'refused' or reason is not null)
);
-- The same bytes through the same declaration count once, whoever delivers them and however often.
create unique index load_exactly_once on working.load (source, file_sha256, declaration_sha256) where state = 'accepted' and publication <> 'rejected';
create index load_by_time on working.load (source, known_from);

create table working.reject (
  load_id text not null references working.load,
  number integer not null,
  sheet text,
  row_number integer,
  column_name text,
  raw text,
  reason text not null,
  primary key (load_id, number)
);

-- The rows that observations came from, as they stood in the file, a few hundred to a block: what a receipt shows.
create table working.row_block (
  load_id text not null references working.load,
  sheet text not null,
  first_row integer not null,
  last_row integer not null check (last_row >= first_row),
  content bytea not null,
  primary key (load_id, sheet, first_row)
);
alter table working.row_block alter column content set storage external;

grant select, insert on working.file, working.file_chunk, working.reject, working.row_block to scrutiny_ingest;
grant select, insert on working.load to scrutiny_ingest;
grant update (state, publication, reason, finished_at) on working.load to scrutiny_ingest;
grant select on working.file, working.load, working.reject, working.row_block to scrutiny_staff;
