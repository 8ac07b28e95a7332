-- What was quoted and has changed since, and explanations that were given for figures. Both are staff's until a publisher lets a correction out:
-- the watch writes here what it finds, also of figures that are not published yet, and the public's side takes a copy of what was decided.
alter table working.request drop constraint request_kind_check;
alter table working.request add constraint request_kind_check check (kind in (
  'take-upload', 'approve', 'reject', 'run-source', 'rerun', 'type-figure',
  'schedule', 'unschedule', 'withdraw', 'invite', 'uninvite', 'write-note', 'decide-note', 'except-note', 'set-period', 'drop-period',
  'draft-correction', 'decide-corrections', 'write-explanation', 'strike-explanation'));
alter table working.request add check (kind not in ('draft-correction', 'decide-corrections', 'write-explanation', 'strike-explanation') or detail is not null);

-- One alert about all corrections that wait; 'quoted' stands where others have the source.
alter table working.alert drop constraint alert_kind_check;
alter table working.alert add constraint alert_kind_check check (kind in ('late', 'quarantine', 'fault', 'promise', 'correction'));

create table working.correction (
  correction_id bigint generated always as identity primary key,
  measure text not null check (measure ~ '^[a-z0-9-]+$'),
  area text not null,
  breakdown text not null,
  period_from date not null,
  period_to date not null,
  -- What was said last, and what is known instead; null where no figure stands there any more.
  old_value numeric not null,
  new_value numeric,
  -- Whether the public sees the new figure: before that, nothing of this may be published.
  ready boolean not null,
  -- Known to staff beside a new figure that is public: a load that waits would change it again.
  coming boolean not null default false,
  -- Why, where the revision says it itself; and in the analyst's words.
  source_reason text,
  reason text check (length(btrim(reason)) between 1 and 1000),
  -- The notice in the analyst's words, and for which new figure they were written; null for the words that the program proposes.
  notice text check (length(btrim(notice)) between 1 and 2000),
  drafted_for numeric,
  drafted_by text check (length(drafted_by) between 1 and 80),
  drafted_at timestamptz,
  state text not null default 'open' check (state in ('open', 'published', 'dismissed', 'closed')),
  version integer not null default 1,
  opened_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp(),
  decided_by text check (length(decided_by) between 1 and 80),
  decided_at timestamptz,
  decided_reason text,
  publication_id bigint unique references published.publication,
  check (period_to >= period_from),
  check ((state = 'open') = (decided_at is null)),
  check ((state = 'published') = (publication_id is not null)),
  check ((drafted_by is null) = (drafted_at is null))
);
create unique index correction_open_once on working.correction (measure, area, breakdown, period_from, period_to) where state = 'open';

-- Every place that says the old figure.
create table working.correction_place (
  correction_id bigint not null references working.correction,
  kind text not null check (kind in ('pack', 'meeting', 'answer', 'commentary')),
  -- The pack's or meeting's name in addresses, the question's reference, or the measure that a note is about.
  name text not null,
  -- Edition, number of the event, of the answer, or of the note.
  part bigint not null,
  title text not null,
  detail text not null,
  quoted numeric not null,
  -- Number of the event on the public's side; null where there is none.
  seq bigint,
  is_public boolean not null,
  -- Found by the number and the period in somebody's words, and not pinned.
  by_words boolean not null,
  -- Staff may say that a place found by words does not quote it.
  counts boolean not null default true,
  primary key (correction_id, kind, name, part)
);

-- What was given as the reason for a figure, by whom and when. Offices only, no names of the public.
create table working.explanation (
  explanation_id bigint generated always as identity primary key,
  measure text not null check (measure ~ '^[a-z0-9-]+$'),
  area text not null,
  breakdown text not null default 'total',
  -- The period that it explains; null for the measure at that time.
  period_from date,
  period_to date,
  given_on date not null,
  given_by text not null check (length(btrim(given_by)) between 1 and 120),
  via text not null check (via in ('meeting', 'letter', 'reply', 'other')),
  -- In which meeting, or which letter.
  reference text check (length(btrim(reference)) between 1 and 200),
  text text not null check (length(btrim(text)) between 1 and 4000),
  written_by text not null check (length(written_by) between 1 and 80),
  written_at timestamptz not null default clock_timestamp(),
  struck_by text check (length(struck_by) between 1 and 80),
  struck_at timestamptz,
  check ((period_from is null) = (period_to is null) and period_to >= period_from),
  check ((struck_by is null) = (struck_at is null))
);
create index explanation_by_measure on working.explanation (measure, area);

grant select, insert on working.correction, working.correction_place, working.explanation to scrutiny_ingest;
grant update (old_value, new_value, ready, coming, source_reason, reason, notice, drafted_for, drafted_by, drafted_at, state, version, changed_at, decided_by, decided_at, decided_reason, publication_id) on working.correction to scrutiny_ingest;
grant delete, update (title, detail, quoted, seq, is_public, by_words, counts) on working.correction_place to scrutiny_ingest;
grant update (struck_by, struck_at) on working.explanation to scrutiny_ingest;
grant select on working.correction, working.correction_place, working.explanation to scrutiny_staff;

-- The public's side: one more kind in the one register.
alter table published.notice drop constraint notice_kind_check;
alter table published.notice add constraint notice_kind_check check (kind in ('correction', 'withdrawal', 'note-correction', 'note-withdrawal', 'quotation'));
alter table published.notice drop constraint notice_check;
alter table published.notice add constraint notice_check check ((load_id is null) = (kind in ('note-correction', 'note-withdrawal', 'quotation')));

create table published.correction (
  publication_id bigint primary key references published.notice,
  measure text not null,
  area text not null,
  breakdown text not null,
  period_from date not null,
  period_to date not null,
  -- What was said stays said. What is right is found where it is published, so that a later withdrawal reaches it here too.
  old_value numeric not null,
  series_id integer,
  new_known_from timestamptz,
  -- Null once the new figure was withdrawn: the words name it.
  notice text,
  check ((series_id is null) = (new_known_from is null))
);
create index correction_by_measure on published.correction (measure, area);

create table published.correction_place (
  publication_id bigint not null references published.correction,
  number integer not null check (number > 0),
  kind text not null check (kind in ('pack', 'meeting', 'answer', 'commentary')),
  name text not null,
  -- Edition, or the number of event, answer or note that the public knows it by; null for none.
  part bigint,
  title text not null,
  detail text not null,
  quoted numeric not null,
  primary key (publication_id, number)
);
create index correction_by_place on published.correction_place (kind, name);

grant select, insert on published.correction, published.correction_place to scrutiny_ingest;
grant select on published.correction, published.correction_place to scrutiny_staff, scrutiny_public;

-- As before, and the words of corrections go that name a figure which is withdrawn.
create or replace function published.withdraw_figures(of_load text, by_notice bigint) returns bigint
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

  update published.correction c set notice = null
  from published.withdrawn_figure w
  where w.publication_id = by_notice and w.series_id = c.series_id and w.period_from = c.period_from and w.period_to = c.period_to and w.known_from = c.new_known_from;

  -- The file's rows and what the load reported of them hold figures too.
  delete from published.row_block b where b.load_id = of_load;
  update published.load set notes = '[]', withdrawn_at = clock_timestamp() where load_id = of_load;
  update published.notice set figures = moved where publication_id = by_notice;
  return moved;
end
$$;
