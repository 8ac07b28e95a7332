-- A meeting is its log: whatever is done in it is a numbered event, chained by hashes, added by one function in the transaction of its
-- effect. The log belongs to a role that nobody can sign in as. What the public may see of it is copied in the same transaction, under
-- numbers and hashes of its own, so that no gap tells of what is restricted.
do $$
begin
  if not exists (select from pg_roles where rolname = 'scrutiny_meeting') then
    create role scrutiny_meeting nologin;
  end if;
exception
  -- Another database of this server was migrated at the same moment.
  when duplicate_object or unique_violation then null;
end
$$;

-- Only for this migration, as with the record.
do $$
begin
  execute format('grant scrutiny_meeting to %I', current_user);
exception
  when insufficient_privilege then
    if not pg_has_role(current_user, 'scrutiny_meeting', 'member') then
      raise exception 'the user that migrates may not make roles: have an administrator create the role scrutiny_meeting (nologin) and grant it to this user until the migration is done';
    end if;
end
$$;

create schema meeting authorization scrutiny_meeting;
grant usage, create on schema published to scrutiny_meeting;
set local role scrutiny_meeting;

create table meeting.meeting (
  number bigint generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80 and slug <> 'plan'),
  title text not null check (length(title) between 1 and 200),
  kind text not null check (kind in ('public-cops', 'formal', 'one-to-one', 'panel', 'written-challenge')),
  -- Nothing of a closed meeting is ever copied to the public's side.
  closed boolean not null check (closed or kind <> 'one-to-one'),
  theme text check (length(theme) <= 200),
  priorities text[] not null,
  starts timestamptz not null,
  place text not null check (length(place) between 1 and 200),
  watch text check (length(watch) <= 1000),
  stream_link text check (stream_link ~ '^https://' and length(stream_link) <= 500),
  questions_from timestamptz,
  questions_until timestamptz,
  -- Figures are shown as they were known at this moment; null for the moment at which they are shown.
  data_cut timestamptz,
  -- Made up, to show what a meeting looks like.
  sample boolean not null default false,
  -- A projection of the log, kept for lists; a test folds the log and compares.
  state text not null default 'planned' check (state in ('planned', 'published', 'live', 'paused', 'closed', 'minutes-draft', 'approved', 'cancelled')),
  -- Rises with each change of head or agenda, as calendars want it.
  sequence integer not null default 0,
  events bigint not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex') check (length(hash) = 32),
  changed_at timestamptz not null default clock_timestamp(),
  check ((questions_from is null) = (questions_until is null) and questions_from < questions_until)
);

create table meeting.item (
  meeting bigint not null references meeting.meeting,
  -- Public items are numbered from 1 without gaps; those that are not have numbers from 1001, so that none is missed on the public's side.
  item integer not null check (item > 0),
  turn integer not null check (turn > 0),
  title text not null check (length(title) between 1 and 300),
  visibility text not null check (visibility in ('public', 'restricted', 'hidden')),
  reason text check (length(reason) between 1 and 500),
  priority text,
  primary key (meeting, item),
  unique (meeting, turn),
  check ((visibility = 'public') = (item < 1000)),
  check ((visibility = 'restricted') = (reason is not null))
);

create table meeting.event (
  meeting bigint not null references meeting.meeting,
  number bigint not null check (number > 0),
  at timestamptz not null,
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  -- The text that was hashed.
  data json not null,
  restricted boolean not null,
  -- The event's number on the public's side; null where it is not there.
  seq bigint,
  actor text not null check (actor ~ '^[a-z][a-z0-9-]{0,39}(/[a-z0-9]{8,40})?$'),
  -- Number of the first event of the same act, and the key by which a repeated act is known.
  act bigint not null,
  key text check (key ~ '^[A-Za-z0-9_-]{8,64}$'),
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  primary key (meeting, number),
  unique (meeting, seq),
  unique (meeting, key),
  check ((key is null) = (number <> act)),
  check (not (restricted and seq is not null))
);

create table published.meeting (
  number bigint primary key check (number > 0),
  slug text not null unique,
  title text not null,
  kind text not null,
  theme text,
  priorities text[] not null,
  starts timestamptz not null,
  place text not null,
  watch text,
  stream_link text,
  questions_from timestamptz,
  questions_until timestamptz,
  data_cut timestamptz,
  sample boolean not null,
  state text not null check (state <> 'planned'),
  sequence integer not null,
  events bigint not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex') check (length(hash) = 32),
  changed_at timestamptz not null
);

create table published.meeting_item (
  meeting bigint not null references published.meeting,
  item integer not null check (item between 1 and 999),
  title text not null,
  priority text,
  primary key (meeting, item)
);

create table published.meeting_event (
  meeting bigint not null references published.meeting,
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  kind text not null check (kind not in ('note-kept', 'operator-changed')),
  data json not null,
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32),
  primary key (meeting, seq)
);

create function meeting.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'a meeting''s log is only ever added to' using errcode = 'insufficient_privilege';
end
$$;
create trigger never_changed before update or delete or truncate on meeting.event for each statement execute function meeting.refuse_change();
create trigger never_changed before update or delete or truncate on published.meeting_event for each statement execute function meeting.refuse_change();

-- Brings the public's copy of head and agenda to what they are.
create function meeting.copy_head(wanted bigint) returns bigint language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  m meeting.meeting;
  copied bigint;
begin
  select * into strict m from meeting.meeting where number = wanted;
  select p.number into copied from published.meeting p where p.slug = m.slug;
  if copied is null then
    perform pg_advisory_xact_lock(hashtext('scrutiny.meeting'));
    insert into published.meeting (number, slug, title, kind, theme, priorities, starts, place, watch, stream_link, questions_from, questions_until, data_cut, sample, state, sequence, changed_at)
    select coalesce(max(p.number), 0) + 1, m.slug, m.title, m.kind, m.theme, m.priorities, m.starts, m.place, m.watch, m.stream_link, m.questions_from, m.questions_until, m.data_cut, m.sample, 'published', m.sequence, m.changed_at
    from published.meeting p
    returning number into copied;
  else
    update published.meeting p
    set title = m.title, theme = m.theme, priorities = m.priorities, starts = m.starts, place = m.place, watch = m.watch, stream_link = m.stream_link,
        questions_from = m.questions_from, questions_until = m.questions_until, data_cut = m.data_cut, sequence = m.sequence, changed_at = m.changed_at
    where p.number = copied;
    delete from published.meeting_item where meeting = copied;
  end if;
  insert into published.meeting_item (meeting, item, title, priority)
  select copied, i.item, i.title, i.priority from meeting.item i where i.meeting = wanted and i.visibility = 'public';
  return copied;
end
$$;

-- Plans a meeting, or changes one that has not begun.
create function meeting.put(wanted text, expected integer, head jsonb, items jsonb, made_up boolean) returns bigint language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  m meeting.meeting;
begin
  insert into meeting.meeting (slug, title, kind, closed, theme, priorities, starts, place, sample)
  select wanted, head ->> 'title', head ->> 'kind', (head ->> 'closed')::boolean, head ->> 'theme', '{}', (head ->> 'starts')::timestamptz, head ->> 'place', made_up
  where expected = 0
  on conflict (slug) do nothing;
  select * into m from meeting.meeting where slug = wanted for update;
  if m.number is null or m.sequence <> expected then
    raise exception 'the meeting moved on: its plan was changed % times, not %', m.sequence, expected using errcode = 'SM001';
  end if;
  if m.state not in ('planned', 'published') then
    raise exception 'the meeting has begun or was cancelled; its plan stands' using errcode = 'SM002';
  end if;
  if m.state = 'published' and (m.kind, m.closed) is distinct from (head ->> 'kind', (head ->> 'closed')::boolean) then
    raise exception 'what kind of meeting it is stands once it is published' using errcode = 'SM002';
  end if;

  update meeting.meeting
  set title = head ->> 'title', kind = head ->> 'kind', closed = (head ->> 'closed')::boolean, theme = head ->> 'theme',
      priorities = array(select jsonb_array_elements_text(head -> 'priorities')), starts = (head ->> 'starts')::timestamptz, place = head ->> 'place', watch = head ->> 'watch', stream_link = head ->> 'stream_link',
      questions_from = (head ->> 'questions_from')::timestamptz, questions_until = (head ->> 'questions_until')::timestamptz, data_cut = (head ->> 'data_cut')::timestamptz,
      sequence = sequence + 1, changed_at = clock_timestamp()
  where number = m.number;
  delete from meeting.item where meeting = m.number;
  insert into meeting.item (meeting, item, turn, title, visibility, reason, priority)
  select m.number,
         case when i.visibility = 'public' then row_number() over (partition by i.visibility = 'public' order by i.turn) else 1000 + row_number() over (partition by i.visibility = 'public' order by i.turn) end,
         i.turn, i.title, i.visibility, i.reason, i.priority
  from (select value ->> 'title', value ->> 'visibility', value ->> 'reason', value ->> 'priority', ordinality::integer from jsonb_array_elements(items) with ordinality) as i (title, visibility, reason, priority, turn);
  perform pg_notify('scrutiny_working', 'meeting:' || m.number);
  if m.state = 'published' and not m.closed then
    perform pg_notify('scrutiny_published', 'meeting:' || meeting.copy_head(m.number));
  end if;
  return m.number;
end
$$;

-- Adds the events of one act. moment is for made-up meetings only; otherwise the database's clock says when.
create function meeting.write(wanted text, expected bigint, act_key text, who text, state_after text, acts json, moment timestamptz, out first_number bigint, out last_number bigint, out repeated boolean)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  m meeting.meeting;
  act json;
  added meeting.event;
  shown published.meeting_event;
  copied bigint;
  seen bigint;
  seen_hash bytea;
  latest timestamptz;
begin
  -- Who comes second waits here until the first has committed.
  select * into m from meeting.meeting where slug = wanted for update;
  if m.number is null then
    raise exception 'there is no such meeting' using errcode = 'SM003';
  end if;

  select e.act into first_number from meeting.event e where e.meeting = m.number and e.key = act_key;
  if found then
    select max(e.number) into last_number from meeting.event e where e.meeting = m.number and e.act = first_number;
    repeated := true;
    return;
  end if;

  if m.events <> expected then
    raise exception 'the meeting moved on: its log has % events, not %', m.events, expected using errcode = 'SM001';
  end if;
  if json_array_length(acts) = 0 or acts::text ~ e'\n' then
    raise exception 'an act is at least one event, each on one line' using errcode = 'check_violation';
  end if;

  repeated := false;
  first_number := m.events + 1;
  select max(e.at) into latest from meeting.event e where e.meeting = m.number;
  select p.number, p.events, p.hash into copied, seen, seen_hash from published.meeting p where p.slug = m.slug for update;
  for act in select value from json_array_elements(acts) loop
    if act ->> 'kind' = 'meeting-published' and not m.closed and copied is null then
      copied := meeting.copy_head(m.number);
      seen := 0;
      seen_hash := decode(repeat('00', 32), 'hex');
    end if;

    m.events := m.events + 1;
    added.meeting := m.number;
    added.number := m.events;
    -- A clock that was set back does not make the log run backwards; and nothing has happened yet that is to come.
    added.at := greatest(least(moment, clock_timestamp()), latest);
    added.kind := act ->> 'kind';
    added.data := act -> 'data';
    added.restricted := (act ->> 'restricted')::boolean;
    added.seq := case when not added.restricted and copied is not null then seen + 1 end;
    added.actor := who;
    added.act := first_number;
    added.key := case when added.number = first_number then act_key end;
    added.previous := m.hash;
    added.hash := sha256(convert_to(concat_ws(e'\n',
      'scrutiny-meeting-1', m.slug, added.number, to_char(added.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), added.kind, case when added.restricted then 'restricted' else 'open' end,
      coalesce(added.seq::text, '-'), added.actor, added.data::text, encode(added.previous, 'hex')), 'UTF8'));
    insert into meeting.event select added.*;
    m.hash := added.hash;
    latest := added.at;

    if added.seq is not null then
      shown.meeting := copied;
      shown.seq := added.seq;
      shown.at := added.at;
      shown.kind := added.kind;
      -- Where an event points at another one, each side has its own number for that.
      shown.data := coalesce(act -> 'shown', added.data);
      shown.previous := seen_hash;
      shown.hash := sha256(convert_to(concat_ws(e'\n',
        'scrutiny-meeting-public-1', m.slug, shown.seq, to_char(shown.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), shown.kind, shown.data::text, encode(shown.previous, 'hex')), 'UTF8'));
      insert into published.meeting_event select shown.*;
      seen := shown.seq;
      seen_hash := shown.hash;
    end if;
  end loop;

  update meeting.meeting set events = m.events, hash = m.hash, state = state_after,
    sequence = sequence + (state_after = 'cancelled')::integer, changed_at = case when state_after = 'cancelled' then clock_timestamp() else changed_at end
  where number = m.number;
  perform pg_notify('scrutiny_working', 'meeting:' || m.number);
  if copied is not null and seen > coalesce((select p.events from published.meeting p where p.number = copied), 0) then
    update published.meeting p set events = seen, hash = seen_hash, state = state_after,
      sequence = p.sequence + (state_after = 'cancelled')::integer, changed_at = case when state_after = 'cancelled' then clock_timestamp() else p.changed_at end
    where p.number = copied;
    perform pg_notify('scrutiny_published', 'meeting:' || copied);
  end if;
  last_number := m.events;
end
$$;

create function meeting.plan(wanted text, expected integer, head jsonb, items jsonb) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$ select meeting.put(wanted, expected, head, items, false) $$;

create function meeting.append(wanted text, expected bigint, act_key text, who text, state_after text, acts json, out first_number bigint, out last_number bigint, out repeated boolean)
language sql security definer set search_path = pg_catalog, pg_temp as $$ select * from meeting.write(wanted, expected, act_key, who, state_after, acts, null) $$;

-- Samples are dated as what they show: by another function, for meetings that say on every page that they are made up.
create function meeting.plan_sample(wanted text, head jsonb, items jsonb) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$ select meeting.put(wanted, 0, head, items, true) $$;

create function meeting.append_sample(wanted text, expected bigint, act_key text, state_after text, acts json, moment timestamptz, out first_number bigint, out last_number bigint, out repeated boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not coalesce((select m.sample from meeting.meeting m where m.slug = wanted), false) then
    raise exception 'only a sample is dated by hand' using errcode = 'insufficient_privilege';
  end if;
  select w.first_number, w.last_number, w.repeated into first_number, last_number, repeated from meeting.write(wanted, expected, act_key, 'sample', state_after, acts, moment) w;
end
$$;

revoke execute on all functions in schema meeting from public;
grant usage on schema meeting to scrutiny_staff, scrutiny_ingest;
grant select on meeting.meeting, meeting.item, meeting.event to scrutiny_staff, scrutiny_ingest;
grant select on published.meeting, published.meeting_item, published.meeting_event to scrutiny_staff, scrutiny_ingest, scrutiny_public;
grant execute on function meeting.plan(text, integer, jsonb, jsonb) to scrutiny_staff;
grant execute on function meeting.append(text, bigint, text, text, text, json) to scrutiny_staff;
grant execute on function meeting.plan_sample(text, jsonb, jsonb) to scrutiny_ingest;
grant execute on function meeting.append_sample(text, bigint, text, text, json, timestamptz) to scrutiny_ingest;
reset role;
revoke create on schema published from scrutiny_meeting;

do $$
begin
  execute format('revoke scrutiny_meeting from %I', current_user);
exception
  when insufficient_privilege then null;
end
$$;
