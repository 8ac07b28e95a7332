-- What becomes of a meeting afterwards: later figures judge its promises, and staff are told when one comes at risk.

-- The process that loads figures adds judgements to a log, and nothing else. The log's owner is needed for this migration only, as with 0012.
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

set local role scrutiny_meeting;

create function meeting.judge(wanted text, expected bigint, act_key text, acts json, out first_number bigint, out last_number bigint, out repeated boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from json_array_elements(acts) a where a ->> 'kind' is distinct from 'promise-judged') then
    raise exception 'figures judge promises, and nothing else' using errcode = 'insufficient_privilege';
  end if;
  -- A judgement leaves the meeting in the state in which it is.
  select w.first_number, w.last_number, w.repeated into first_number, last_number, repeated
  from meeting.meeting m, meeting.write(wanted, expected, act_key, 'ingest', m.state, acts, null) w where m.slug = wanted;
end
$$;

revoke execute on function meeting.judge(text, bigint, text, json) from public;
grant execute on function meeting.judge(text, bigint, text, json) to scrutiny_ingest;
reset role;

do $$
begin
  execute format('revoke scrutiny_meeting from %I', current_user);
exception
  when insufficient_privilege then null;
end
$$;

-- An alert about a promise has the promise's id where others have the source.
alter table working.alert drop constraint alert_kind_check;
alter table working.alert add constraint alert_kind_check check (kind in ('late', 'quarantine', 'fault', 'promise'));
