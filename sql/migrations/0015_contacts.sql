-- How long it is kept whom to write to, how an erasure outlives a restored backup, and mail to those who asked for it. As in 0013, its
-- functions belong to a role that nobody can sign in as.
do $$
begin
  execute format('grant scrutiny_question, scrutiny_meeting to %I', current_user);
exception
  when insufficient_privilege then
    if not (pg_has_role(current_user, 'scrutiny_question', 'member') and pg_has_role(current_user, 'scrutiny_meeting', 'member')) then
      raise exception 'the user that migrates may not make roles: have an administrator grant scrutiny_question and scrutiny_meeting to this user until the migration is done';
    end if;
end
$$;

set local role scrutiny_question;

-- What a subscriber was told of last.
alter table contact.subscription add column told_until timestamptz not null default clock_timestamp();

-- Secrets of links in mails, as hashes: each mail has its own, and those of earlier mails stay good.
create table contact.link (
  hash bytea primary key check (length(hash) = 32),
  purpose text not null check (purpose in ('confirm', 'stop')),
  question bigint references contact.asker on delete cascade,
  subscription bigint references contact.subscription on delete cascade,
  made_at timestamptz not null default clock_timestamp(),
  check (num_nonnulls(question, subscription) = 1)
);

-- The same for one that is known and one that is not.
create or replace function contact.confirm(secret bytea) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  with meant as (select l.question, l.subscription from contact.link l where l.hash = secret and l.purpose = 'confirm'),
       asker as (update contact.asker a set confirmed_at = coalesce(a.confirmed_at, clock_timestamp()) from meant where a.question = meant.question)
  update contact.subscription s set confirmed_at = coalesce(s.confirmed_at, clock_timestamp()), told_until = case when s.confirmed_at is null then clock_timestamp() else s.told_until end from meant where s.subscription_id = meant.subscription
$$;

create or replace function contact.unsubscribe(secret bytea) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  with meant as (select l.question, l.subscription from contact.link l where l.hash = secret and l.purpose = 'stop'),
       asker as (update contact.asker a set unsubscribed_at = coalesce(a.unsubscribed_at, clock_timestamp()) from meant where a.question = meant.question)
  update contact.subscription s set unsubscribed_at = coalesce(s.unsubscribed_at, clock_timestamp()) from meant where s.subscription_id = meant.subscription
$$;

-- Nobody can have more than three mails sent to somebody else's address: those that are not confirmed are counted. The caller learns nothing of it.
create or replace function contact.subscribe(address text, what text, wanted text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  id bigint;
begin
  if (select count(*) from contact.subscription s where lower(s.email) = lower(address) and s.confirmed_at is null) >= 3 then
    return;
  end if;
  insert into contact.subscription (email, kind, subject) values (address, what, wanted) on conflict do nothing returning subscription_id into id;
  if id is not null then
    insert into contact.mail (subscription, kind) values (id, 'confirm');
  end if;
end
$$;

-- The moment from which the time of an address runs: the last word on its question, and of one that was joined to another the last word on that. Null while there is none.
create function question.last_word(wanted bigint) returns timestamptz language sql stable set search_path = pg_catalog, pg_temp as $$
  select max(e.at) from question.question q left join question.question m on m.number = q.merged_into
  join question.event e on e.question = coalesce(m.number, q.number)
  where q.number = wanted and coalesce(m.state, q.state) in ('answered', 'declined', 'redirected', 'withdrawn', 'erased')
    and e.kind in ('answered-aloud', 'answer-published', 'declined', 'redirected', 'withdrawn', 'erased')
$$;

-- Addresses go so many days after the last word on their question; also those of subscriptions that were ended, or not confirmed in a week.
create or replace function question.forget_due(days integer) returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  due bigint;
  ended bigint[];
  forgotten integer := 0;
begin
  for due in
    select q.number from question.question q
    where (q.browser_hash is not null or exists (select from contact.asker a where a.question = q.number))
      and question.last_word(q.number) < clock_timestamp() - make_interval(days => days)
    for update of q skip locked
  loop
    perform question.forget(due, 'contact');
    forgotten := forgotten + 1;
  end loop;
  ended := array(select s.subscription_id from contact.subscription s where s.unsubscribed_at is not null or (s.confirmed_at is null and s.asked_at < clock_timestamp() - interval '7 days') for update skip locked);
  delete from contact.mail where subscription = any (ended);
  delete from contact.subscription where subscription_id = any (ended);
  return forgotten + cardinality(ended);
end
$$;

-- The ledger of erasures for the file beside the database, which a restored backup does not touch.
create function question.erasures(after bigint) returns table (number bigint, kind text, salt bytea, hash bytea, erased_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select e.number, e.kind, e.salt, e.hash, e.erased_at from contact.erasure e where e.number > after order by e.number
$$;

-- Erases again what a line of the ledger says was erased, and says how many there were that were not.
create function question.erase_again(kinds text[], salts bytea[], hashes bytea[]) returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_ record;
  again integer := 0;
begin
  for found_ in
    select q.number, q.reference, q.version, q.state, l.kind
    from unnest(kinds, salts, hashes) as l (kind, salt, hash) join question.question q on l.hash = sha256(l.salt || convert_to(q.reference, 'UTF8'))
    order by q.number, l.kind
  loop
    if found_.kind = 'question' and found_.state <> 'erased' then
      perform question.write(found_.reference, found_.version, 'ledger', null, 'erased', 'erased', '{"text": null, "display_name": null}', false, null);
      again := again + 1;
    elsif found_.kind = 'contact' and exists (select from contact.asker a where a.question = found_.number) then
      perform question.forget(found_.number, 'contact');
      again := again + 1;
    end if;
  end loop;
  return again;
end
$$;

-- How the outbox stands, for staff: how many, never to whom.
create function contact.outbox() returns table (state text, kind text, mails bigint, oldest timestamptz, most_tries integer, last_status integer)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.state, m.kind, count(*), min(m.due_at), max(m.tries), max(m.last_status) from contact.mail m where m.state <> 'sent' or m.ended_at > clock_timestamp() - interval '30 days' group by m.state, m.kind order by m.state, m.kind
$$;

revoke execute on function question.last_word(bigint), question.forget_due(integer), question.erasures(bigint), question.erase_again(text[], bytea[], bytea[]), contact.outbox() from public;
grant execute on function question.forget_due(integer), question.erasures(bigint), question.erase_again(text[], bytea[], bytea[]) to scrutiny_ingest;
grant usage on schema contact to scrutiny_staff;
grant execute on function contact.outbox() to scrutiny_staff;
grant update (told_until) on contact.subscription to scrutiny_contacts;
grant select, insert on contact.link to scrutiny_contacts;
grant select (merged_into) on question.question to scrutiny_contacts;
reset role;

-- Mail says what is new as everybody sees it.
set local role scrutiny_meeting;
grant select on published.meeting to scrutiny_contacts;
reset role;
grant select on published.publication, published.publication_series to scrutiny_contacts;

do $$
begin
  execute format('revoke scrutiny_question, scrutiny_meeting from %I', current_user);
exception
  when insufficient_privilege then null;
end
$$;
