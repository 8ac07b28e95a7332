-- The record of what was done, by whom and when: each entry holds the hash of the one before it, so that a change of any of them
-- shows. It belongs to a role that nobody can sign in as; everybody else appends through one function, in the transaction of what is recorded.
do $$
begin
  if not exists (select from pg_roles where rolname = 'scrutiny_audit') then
    create role scrutiny_audit nologin;
  end if;
exception
  -- Another database of this server was migrated at the same moment.
  when duplicate_object or unique_violation then null;
end
$$;

-- Only for this migration: who migrates must not be able to change the record afterwards.
do $$
begin
  execute format('grant scrutiny_audit to %I', current_user);
exception
  when insufficient_privilege then
    if not pg_has_role(current_user, 'scrutiny_audit', 'member') then
      raise exception 'the user that migrates may not make roles: have an administrator create the role scrutiny_audit (nologin) and grant it to this user until the migration is done';
    end if;
end
$$;

create schema audit authorization scrutiny_audit;
set local role scrutiny_audit;

create table audit.entry (
  number bigint primary key check (number > 0),
  at timestamptz not null,
  -- Which process wrote it: the role by which it is connected, which it can't choose.
  writer text not null,
  -- On whose behalf: a process, or a role with the number of its session. Never a name or an address.
  actor text not null check (actor ~ '^[a-z][a-z0-9-]{0,39}(/[a-z0-9]{8,40})?$'),
  act text not null check (act ~ '^[a-z][a-z-]{1,39}$'),
  subject_kind text not null check (subject_kind ~ '^[a-z][a-z-]{1,39}$'),
  subject_id text not null check (subject_id ~ '^[a-z0-9/][a-z0-9._:/{}-]{0,119}$'),
  -- Kept as the text that was hashed: the rendering of jsonb may change with the server's version.
  detail json not null,
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32)
);
create index entry_by_act on audit.entry (act, number);
create index entry_by_subject on audit.entry (subject_kind, subject_id, number);
create index entry_by_time on audit.entry (at);

create function audit.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'the record is only ever added to' using errcode = 'insufficient_privilege';
end
$$;
create trigger never_changed before update or delete or truncate on audit.entry for each statement execute function audit.refuse_change();

-- Hashed are the fields below, a line each; none can hold a line break. AuditEntry of the library says the same in C#.
create function audit.append(who text, what text, kind text, id text, facts jsonb) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  latest record;
  added audit.entry;
begin
  -- No sentence, name or address fits: words of a machine and numbers only.
  if jsonb_typeof(facts) is distinct from 'object' or exists (
    select from jsonb_each(facts) fact
    where fact.key !~ '^[a-z][a-z0-9_]{0,39}$'
       or jsonb_typeof(fact.value) not in ('string', 'number', 'boolean', 'null')
       or (jsonb_typeof(fact.value) = 'string' and fact.value #>> '{}' !~ '^[a-z0-9/][a-z0-9._:/{}-]{0,119}$')) then
    raise exception 'the record takes facts as slugs, ids, hashes and numbers, and no other text' using errcode = 'check_violation';
  end if;

  -- One at a time until the transaction ends, so that numbers have no gaps and each entry follows from a committed one.
  perform pg_advisory_xact_lock(hashtext('scrutiny.audit'));
  select e.number, e.at, e.hash into latest from audit.entry e order by e.number desc limit 1;

  added.number := coalesce(latest.number, 0) + 1;
  -- A clock that was set back does not make the record run backwards.
  added.at := greatest(clock_timestamp(), latest.at);
  added.writer := session_user;
  added.actor := who;
  added.act := what;
  added.subject_kind := kind;
  added.subject_id := id;
  added.detail := facts::text::json;
  added.previous := coalesce(latest.hash, decode(repeat('00', 32), 'hex'));
  added.hash := sha256(convert_to(concat_ws(e'\n',
    'scrutiny-audit-1', added.number, to_char(added.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), added.writer, added.actor, added.act, added.subject_kind, added.subject_id,
    added.detail::text, encode(added.previous, 'hex')), 'UTF8'));
  insert into audit.entry select added.*;
  return added.number;
end
$$;

revoke execute on all functions in schema audit from public;
grant usage on schema audit to scrutiny_ingest, scrutiny_staff;
grant select on audit.entry to scrutiny_ingest, scrutiny_staff;
grant execute on function audit.append(text, text, text, text, jsonb) to scrutiny_ingest, scrutiny_staff;
reset role;

-- A chain does not show that its end was cut off, or that it was made anew. So once a day its head goes where others keep copies.
grant usage, create on schema published to scrutiny_audit;
set local role scrutiny_audit;
create table published.audit_head (
  day date primary key,
  entries bigint not null check (entries >= 0),
  hash bytea not null check (length(hash) = 32),
  published_at timestamptz not null default clock_timestamp()
);
create trigger never_changed before update or delete or truncate on published.audit_head for each statement execute function audit.refuse_change();

create function audit.publish_head() returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into published.audit_head (day, entries, hash)
  select (clock_timestamp() at time zone 'Europe/London')::date, coalesce(max(e.number), 0), coalesce((array_agg(e.hash))[1], decode(repeat('00', 32), 'hex'))
  from (select number, hash from audit.entry order by number desc limit 1) e
  on conflict do nothing
$$;
revoke execute on function audit.publish_head() from public;
grant execute on function audit.publish_head() to scrutiny_ingest;
grant select on published.audit_head to scrutiny_ingest, scrutiny_staff, scrutiny_public;
reset role;
revoke create on schema published from scrutiny_audit;

-- A request says by which role and session it was made, so that the record need not name anybody.
alter table working.request add column asked_as text not null default 'staff' check (asked_as ~ '^[a-z][a-z0-9-]{0,39}(/[a-z0-9]{8,40})?$');
grant insert (asked_as) on working.request to scrutiny_staff;

-- Loads from now on each have an entry; those that are there already have none.
alter table working.load add column recorded boolean not null default false;
alter table working.load alter column recorded set default true;

do $$
begin
  execute format('revoke scrutiny_audit from %I', current_user);
exception
  when insufficient_privilege then null;
end
$$;
