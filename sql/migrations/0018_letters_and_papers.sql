-- Papers of meetings, each version kept and none changed; and letters: a written challenge is a meeting in writing, whose log is shown to the
-- public event by event, when and as far as somebody decides.
do $$
begin
  execute format('grant scrutiny_meeting to %I', current_user);
exception
  when insufficient_privilege then
    if not pg_has_role(current_user, 'scrutiny_meeting', 'member') then
      raise exception 'the user that migrates may not make roles: have an administrator grant scrutiny_meeting to this user until the migration is done';
    end if;
end
$$;

grant usage, create on schema published to scrutiny_meeting;
set local role scrutiny_meeting;

-- A letter while it is written. What is sent stands in the log; then this row is history.
create table meeting.letter (
  meeting bigint primary key references meeting.meeting,
  addressee text not null check (length(addressee) between 1 and 200),
  body text not null check (length(body) <= 12000),
  standard text not null check (length(standard) <= 4000),
  asks text not null check (length(asks) <= 4000),
  reply_by date
);

create table meeting.paper (
  meeting bigint not null references meeting.meeting,
  -- In its address: nobody guesses it before it is public.
  paper text not null check (paper ~ '^[a-z0-9]{28}$'),
  version integer not null check (version > 0),
  -- By the item's title, since items are numbered anew whenever the plan changes; null for the meeting as a whole, or for a letter.
  item text check (length(item) between 1 and 300),
  title text not null check (length(title) between 1 and 200),
  kind text not null check (kind in ('written', 'pdf', 'odt', 'docx')),
  file_name text not null check (length(file_name) between 1 and 200 and file_name !~ '[/\\[:cntrl:]]'),
  content bytea not null check (length(content) > 0),
  -- What some people can't read in it; then there is a word on what they do instead.
  warnings text[] not null,
  alternative text check (length(alternative) between 1 and 1000),
  actor text not null check (actor ~ '^[a-z][a-z0-9-]{0,39}(/[a-z0-9]{8,40})?$'),
  added_at timestamptz not null default clock_timestamp(),
  primary key (paper, version),
  check (cardinality(warnings) = 0 or alternative is not null)
);
create index paper_of_meeting on meeting.paper (meeting);

create table published.paper (
  paper text not null,
  version integer not null,
  meeting bigint not null references published.meeting,
  item text,
  title text not null,
  kind text not null,
  file_name text not null,
  -- The file; of a written paper its markup, with the figures that it had then.
  content bytea not null,
  sha256 text not null check (sha256 = encode(sha256(content), 'hex')),
  alternative text,
  published_at timestamptz not null,
  primary key (paper, version)
);
create index paper_of_meeting on published.paper (meeting);

create function meeting.refuse_paper_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'a published paper is never changed; a replacement is published beside it' using errcode = 'insufficient_privilege';
end
$$;
create trigger never_changed before update or delete or truncate on published.paper for each statement execute function meeting.refuse_paper_change();
create trigger never_changed before update or truncate on meeting.paper for each statement execute function meeting.refuse_paper_change();

create function meeting.write_letter(wanted text, content jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  m meeting.meeting;
begin
  select * into m from meeting.meeting where slug = wanted for update;
  if m.number is null or m.kind <> 'written-challenge' then
    raise exception 'there is no such letter' using errcode = 'SM003';
  end if;
  if m.state <> 'planned' then
    raise exception 'the letter was sent, or taken back' using errcode = 'SM002';
  end if;
  insert into meeting.letter (meeting, addressee, body, standard, asks, reply_by)
  values (m.number, content ->> 'addressee', content ->> 'body', content ->> 'standard', content ->> 'asks', (content ->> 'reply_by')::date)
  on conflict (meeting) do update set addressee = excluded.addressee, body = excluded.body, standard = excluded.standard, asks = excluded.asks, reply_by = excluded.reply_by;
end
$$;

-- Keeps a paper, or the next version of one. Nobody but staff sees it before it is published.
create function meeting.file_paper(wanted text, which text, head jsonb, content bytea, who text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  m meeting.meeting;
  latest integer;
begin
  -- Who comes second waits here, and has the next version.
  select * into m from meeting.meeting where slug = wanted for update;
  if m.number is null or exists (select from meeting.paper p where p.paper = which and p.meeting <> m.number) then
    raise exception 'there is no such meeting or paper' using errcode = 'SM003';
  end if;
  select coalesce(max(p.version), 0) + 1 into latest from meeting.paper p where p.paper = which;
  insert into meeting.paper (meeting, paper, version, item, title, kind, file_name, content, warnings, alternative, actor)
  values (m.number, which, latest, head ->> 'item', head ->> 'title', head ->> 'kind', head ->> 'file_name', content, array(select jsonb_array_elements_text(head -> 'warnings')), head ->> 'alternative', who);
  perform pg_notify('scrutiny_working', 'meeting:' || m.number);
  return latest;
end
$$;

-- Takes the newest version back, as long as no log names it.
create function meeting.drop_paper(wanted text, which text, expected integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  m meeting.meeting;
begin
  select * into m from meeting.meeting where slug = wanted for update;
  delete from meeting.paper p
  where p.meeting = m.number and p.paper = which and p.version = expected and not exists (select from meeting.paper n where n.paper = which and n.version > expected)
    and not exists (select from meeting.event e where e.meeting = m.number and e.kind = 'paper-added' and e.data ->> 'paper' = which and (e.data ->> 'version')::integer = expected);
  if not found then
    raise exception 'the paper moved on, or was made public' using errcode = 'SM001';
  end if;
  perform pg_notify('scrutiny_working', 'meeting:' || m.number);
end
$$;

-- Copies a paper to the public's side, in the transaction of the event that names it by its hash. Not where the meeting, or its item, is not public.
create function meeting.publish_paper(wanted text, which text, wanted_version integer, shown bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  m meeting.meeting;
  p meeting.paper;
  copied bigint;
  bytes bytea;
begin
  select * into m from meeting.meeting where slug = wanted for update;
  select * into p from meeting.paper o where o.meeting = m.number and o.paper = which and o.version = wanted_version;
  if p.paper is null then
    raise exception 'there is no such paper' using errcode = 'SM003';
  end if;
  select c.number into copied from published.meeting c where c.slug = m.slug;
  if copied is null or m.closed then
    raise exception 'the meeting is not public' using errcode = 'SM002';
  end if;
  if p.item is not null and not coalesce((select bool_and(i.visibility = 'public') from meeting.item i where i.meeting = m.number and i.title = p.item), false) then
    raise exception 'the item is not public, or not there' using errcode = 'SM002';
  end if;
  bytes := case when p.kind = 'written' then shown else p.content end;
  if not exists (
    select from meeting.event e
    where e.meeting = m.number and e.kind = 'paper-added' and e.data ->> 'paper' = which and (e.data ->> 'version')::integer = wanted_version and e.data ->> 'sha256' = encode(sha256(bytes), 'hex')
      and (e.seq is not null or exists (select from meeting.event r where r.meeting = m.number and r.kind = 'revealed' and r.seq is not null and (r.data ->> 'number')::bigint = e.number))) then
    raise exception 'the public log does not name this paper' using errcode = 'SM002';
  end if;
  insert into published.paper (paper, version, meeting, item, title, kind, file_name, content, sha256, alternative, published_at)
  values (p.paper, p.version, copied, p.item, p.title, p.kind, p.file_name, bytes, encode(sha256(bytes), 'hex'), p.alternative, clock_timestamp());
end
$$;

-- When the public learned of an event that had happened before; null where it learned of it at once.
alter table published.meeting_event add column shown_at timestamptz;

-- As in 0012, and an earlier event may be shown to the public later.
create or replace function meeting.write(wanted text, expected bigint, act_key text, who text, state_after text, acts json, moment timestamptz, out first_number bigint, out last_number bigint, out repeated boolean)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  m meeting.meeting;
  act json;
  added meeting.event;
  shown published.meeting_event;
  earlier meeting.event;
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
      if added.kind = 'revealed' then
        -- An earlier event becomes public: the public's copy is that event, with its own moment and words.
        select * into earlier from meeting.event e where e.meeting = m.number and e.number = (added.data ->> 'number')::bigint;
        if earlier.number is null or earlier.seq is not null or earlier.kind in ('note-kept', 'enquiry-kept', 'operator-changed', 'revealed') then
          raise exception 'there is no event % that could be shown', added.data ->> 'number' using errcode = 'check_violation';
        end if;
        shown.at := earlier.at;
        shown.shown_at := added.at;
        shown.kind := earlier.kind;
        shown.data := coalesce(act -> 'shown', earlier.data);
      else
        shown.at := added.at;
        shown.shown_at := null;
        shown.kind := added.kind;
        -- Where an event points at another one, each side has its own number for that.
        shown.data := coalesce(act -> 'shown', added.data);
      end if;
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

revoke execute on all functions in schema meeting from public;
grant select on meeting.letter, meeting.paper to scrutiny_staff;
grant select on published.paper to scrutiny_staff, scrutiny_ingest, scrutiny_public;
grant execute on function meeting.write_letter(text, jsonb) to scrutiny_staff;
grant execute on function meeting.file_paper(text, text, jsonb, bytea, text) to scrutiny_staff;
grant execute on function meeting.drop_paper(text, text, integer) to scrutiny_staff;
grant execute on function meeting.publish_paper(text, text, integer, bytea) to scrutiny_staff;
reset role;
revoke create on schema published from scrutiny_meeting;

do $$
begin
  execute format('revoke scrutiny_meeting from %I', current_user);
exception
  when insufficient_privilege then null;
end
$$;

-- An alert about a letter has the letter's slug where others have the source.
alter table working.alert drop constraint alert_kind_check;
alter table working.alert add constraint alert_kind_check check (kind in ('late', 'quarantine', 'fault', 'promise', 'correction', 'letter'));
