-- What becomes of figures between load and public, and after: releases at a moment, early sight of them, corrections, withdrawals,
-- commentary, and periods before elections. Each is a committed change of state by this database's clock; nobody else's decides.

-- A published load that was taken off every public surface. Its bytes may be delivered anew, as after a rejection.
alter table working.load drop constraint load_publication_check;
alter table working.load add constraint load_publication_check check (publication in ('published', 'waiting', 'rejected', 'none', 'withdrawn'));
alter table working.load
  add column withdrawn_by text check (length(withdrawn_by) between 1 and 80),
  add column withdrawn_at timestamptz,
  add column withdrawn_reason text,
  add check ((publication = 'withdrawn') = (withdrawn_at is not null));
drop index working.load_exactly_once;
create unique index load_exactly_once on working.load (source, file_sha256, declaration_sha256) where state = 'accepted' and publication not in ('rejected', 'withdrawn');
grant update (withdrawn_by, withdrawn_at, withdrawn_reason) on working.load to scrutiny_ingest;

-- Further things that staff ask for. What concerns no source is asked under the name 'office'.
alter table working.request drop constraint request_kind_check;
alter table working.request add constraint request_kind_check check (kind in (
  'take-upload', 'approve', 'reject', 'run-source', 'rerun', 'type-figure',
  'schedule', 'unschedule', 'withdraw', 'invite', 'uninvite', 'write-note', 'decide-note', 'except-note', 'set-period', 'drop-period'));
alter table working.request
  add column detail jsonb,
  add check (kind not in ('schedule', 'withdraw') or load_id is not null),
  add check (kind not in ('schedule', 'unschedule', 'invite', 'uninvite', 'write-note', 'decide-note', 'except-note', 'set-period', 'drop-period') or detail is not null);
grant insert (detail) on working.request to scrutiny_staff;

-- Words about a measure, plain text. A new version replaces one that is published when it is published itself.
create table working.note (
  note_id bigint generated always as identity primary key,
  measure text not null check (measure ~ '^[a-z0-9-]+$'),
  text text not null check (length(btrim(text)) between 1 and 4000),
  job_title text not null check (length(btrim(job_title)) between 1 and 80),
  replaces bigint references working.note,
  written_by text not null check (length(written_by) between 1 and 80),
  written_at timestamptz not null default clock_timestamp(),
  state text not null default 'waiting' check (state in ('waiting', 'published', 'rejected', 'withdrawn', 'replaced')),
  decided_by text,
  decided_at timestamptz,
  decided_reason text,
  check ((decided_by is null) = (decided_at is null)),
  check ((state = 'waiting') = (decided_at is null))
);

-- Something that waits and is to be published at a moment.
create table working.release (
  release_id bigint generated always as identity primary key,
  load_id text references working.load,
  note_id bigint references working.note,
  source text not null check (source ~ '^[a-z0-9-]+$'),
  -- One day in March lacks the hour after one o'clock, and one in October has it twice.
  due_at timestamptz not null check (extract(hour from due_at at time zone 'Europe/London') <> 1),
  -- Why published figures were wrong, for the public; null where the load is no correction.
  correction text,
  scheduled_by text not null check (length(scheduled_by) between 1 and 80),
  scheduled_as text not null,
  scheduled_at timestamptz not null default clock_timestamp(),
  state text not null default 'scheduled' check (state in ('scheduled', 'published', 'cancelled', 'replaced', 'held', 'failed')),
  ended_at timestamptz,
  ended_by text,
  outcome text,
  check (num_nonnulls(load_id, note_id) = 1),
  check ((state = 'scheduled') = (ended_at is null))
);
create unique index release_scheduled_once on working.release (coalesce(load_id, 'note/' || note_id)) where state = 'scheduled';
create index release_due on working.release (due_at) where state = 'scheduled';

-- Who may see a scheduled release early: named by job title, bound to a person, for a window.
create table working.pre_release (
  access_id bigint generated always as identity primary key,
  release_id bigint not null references working.release,
  person text not null references account.account,
  job_title text not null check (length(btrim(job_title)) between 1 and 80),
  purpose text not null check (purpose in ('briefing', 'checking-facts', 'preparing-a-response')),
  from_at timestamptz not null,
  to_at timestamptz not null,
  granted_by text not null check (length(granted_by) between 1 and 80),
  granted_at timestamptz not null default clock_timestamp(),
  revoked_by text,
  revoked_at timestamptz,
  check (to_at > from_at),
  check ((revoked_by is null) = (revoked_at is null))
);
create index pre_release_by_person on working.pre_release (person, release_id);

-- While a period is on, commentary is held. Began and ended when the change of state was committed.
create table working.pre_election (
  period_id bigint generated always as identity primary key,
  name text not null check (length(btrim(name)) between 1 and 120),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  set_by text not null check (length(set_by) between 1 and 80),
  set_at timestamptz not null default clock_timestamp(),
  dropped_by text,
  dropped_at timestamptz,
  began_at timestamptz,
  ended_at timestamptz,
  check (ends_at > starts_at),
  check ((dropped_by is null) = (dropped_at is null)),
  exclude using gist (tstzrange(starts_at, ends_at) with &&) where (dropped_at is null)
);

create table working.pre_election_exception (
  period_id bigint not null references working.pre_election,
  note_id bigint not null references working.note,
  reason text not null check (length(btrim(reason)) > 0),
  approved_by text not null check (length(approved_by) between 1 and 80),
  approved_as text not null,
  approved_at timestamptz not null default clock_timestamp(),
  primary key (period_id, note_id)
);

grant select, insert on working.note, working.release, working.pre_release, working.pre_election, working.pre_election_exception to scrutiny_ingest;
grant update (state, decided_by, decided_at, decided_reason) on working.note to scrutiny_ingest;
grant update (state, ended_at, ended_by, outcome) on working.release to scrutiny_ingest;
grant update (revoked_by, revoked_at) on working.pre_release to scrutiny_ingest;
grant update (dropped_by, dropped_at, began_at, ended_at) on working.pre_election to scrutiny_ingest;
grant select on working.note, working.release, working.pre_release, working.pre_election, working.pre_election_exception to scrutiny_staff;

-- The public's side. Keys are the publications' numbers, so that no gap tells of something that is not public.
alter table published.load add column withdrawn_at timestamptz;

-- What was corrected or withdrawn: one register. Further kinds may be added by later migrations.
create table published.notice (
  publication_id bigint primary key references published.publication,
  kind text not null check (kind in ('correction', 'withdrawal', 'note-correction', 'note-withdrawal')),
  load_id text references published.load,
  measure text,
  at timestamptz not null,
  reason text not null check (length(btrim(reason)) > 0),
  figures bigint not null default 0,
  check ((load_id is null) = (kind in ('note-correction', 'note-withdrawal')))
);
create index notice_by_load on published.notice (load_id);

-- Which figures a correction changed: where they are found, not what they are, so that a later withdrawal reaches them here too.
create table published.notice_change (
  publication_id bigint not null references published.notice,
  series_id integer not null,
  period_from date not null,
  period_to date not null,
  old_known_from timestamptz not null,
  -- Null where the figure was taken back.
  new_known_from timestamptz,
  primary key (publication_id, series_id, period_from, period_to)
);

-- What is left of a withdrawn figure: its receipt's number, so that the address can say what became of it. No value.
create table published.withdrawn_figure (
  observation_id bigint primary key,
  publication_id bigint not null references published.notice,
  series_id integer not null,
  period_from date not null,
  period_to date not null,
  known_from timestamptz not null
);

create table published.release (
  publication_id bigint primary key references published.publication,
  title text not null,
  due_at timestamptz not null,
  published_at timestamptz not null
);
create table published.release_access (
  publication_id bigint not null references published.release,
  number integer not null,
  job_title text not null,
  purpose text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  primary key (publication_id, number)
);

create table published.note (
  publication_id bigint primary key references published.publication,
  measure text not null,
  text text,
  job_title text not null,
  published_at timestamptz not null,
  replaces bigint references published.note,
  replaced_at timestamptz,
  withdrawn_at timestamptz,
  check ((withdrawn_at is null) = (text is not null))
);
create index note_by_measure on published.note (measure);
-- Which published note a working one became; staff's side of the wall.
alter table working.note add column publication_id bigint unique references published.note;
grant update (publication_id) on working.note to scrutiny_ingest;

create table published.pre_election (
  publication_id bigint primary key references published.publication,
  name text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz
);
create table published.pre_election_exception (
  publication_id bigint not null references published.pre_election,
  number integer not null,
  measure text not null,
  job_title text not null,
  reason text not null,
  approved_by_role text not null,
  approved_at timestamptz not null,
  published_at timestamptz,
  primary key (publication_id, number)
);
alter table working.pre_election add column publication_id bigint unique references published.pre_election;
grant update (publication_id) on working.pre_election to scrutiny_ingest;

grant select, insert on published.notice, published.notice_change, published.release, published.release_access, published.note, published.pre_election, published.pre_election_exception to scrutiny_ingest;
grant select on published.withdrawn_figure to scrutiny_ingest;
grant update (replaced_at) on published.note to scrutiny_ingest;
grant update (ended_at) on published.pre_election to scrutiny_ingest;
grant select on published.notice, published.notice_change, published.withdrawn_figure, published.release, published.release_access, published.note, published.pre_election, published.pre_election_exception to scrutiny_staff, scrutiny_public;

-- Takes the figures of a load away from the public's side, as its notice says: the only way in which a published figure can go.
create function published.withdraw_figures(of_load text, by_notice bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  moved bigint;
begin
  if not exists (select from published.notice n where n.publication_id = by_notice and n.load_id = of_load and n.kind = 'withdrawal') then
    raise exception 'no notice says that this load is withdrawn' using errcode = 'insufficient_privilege';
  end if;

  with gone as (
    delete from published.observation o using published.load l where l.load_id = of_load and o.load_number = l.number
    returning o.observation_id, o.series_id, o.period_from, o.period_to, o.known_from
  )
  insert into published.withdrawn_figure (observation_id, publication_id, series_id, period_from, period_to, known_from)
  select observation_id, by_notice, series_id, period_from, period_to, known_from from gone;
  get diagnostics moved = row_count;

  -- The file's rows and what the load reported of them hold figures too.
  delete from published.row_block b where b.load_id = of_load;
  update published.load set notes = '[]', withdrawn_at = clock_timestamp() where load_id = of_load;
  update published.notice set figures = moved where publication_id = by_notice;
  return moved;
end
$$;

create function published.withdraw_note(of_note bigint) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update published.note set text = null, withdrawn_at = clock_timestamp() where publication_id = of_note and withdrawn_at is null
$$;
revoke all on function published.withdraw_figures(text, bigint), published.withdraw_note(bigint) from public;
grant execute on function published.withdraw_figures(text, bigint), published.withdraw_note(bigint) to scrutiny_ingest;
