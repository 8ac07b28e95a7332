-- The public's questions, from the form to the answer. What is asked, what was decided and who can be written to belong to a role that nobody
-- can sign in as. The public's process may call a few functions that take a question in, or show an asker their own; staff read questions and
-- decide by one function; addresses stand in a schema of their own, which neither of them can look into. What everybody may see of a
-- question is copied in the transaction that lets them.
do $$
begin
  if not exists (select from pg_roles where rolname = 'scrutiny_question') then
    create role scrutiny_question nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'scrutiny_contacts') then
    create role scrutiny_contacts nologin;
  end if;
exception
  -- Another database of this server was migrated at the same moment.
  when duplicate_object or unique_violation then null;
end
$$;

-- Only for this migration, as with the record; of meetings, to let questions be asked for those that are published.
do $$
begin
  execute format('grant scrutiny_question, scrutiny_meeting to %I', current_user);
exception
  when insufficient_privilege then
    if not (pg_has_role(current_user, 'scrutiny_question', 'member') and pg_has_role(current_user, 'scrutiny_meeting', 'member')) then
      raise exception 'the user that migrates may not make roles: have an administrator create the roles scrutiny_question and scrutiny_contacts (nologin) and grant scrutiny_question and scrutiny_meeting to this user until the migration is done';
    end if;
end
$$;

do $$
begin
  execute format('grant connect on database %I to scrutiny_contacts', current_database());
end
$$;

create schema question authorization scrutiny_question;
create schema contact authorization scrutiny_question;
grant usage, create on schema published to scrutiny_question;
set local role scrutiny_meeting;
grant select on published.meeting to scrutiny_question;
reset role;
set local role scrutiny_question;

-- Groups of three letters of each word, as pg_trgm makes them; written here, so that no extension is needed.
create function published.trigrams(words text) returns text[] language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct substr(padded, start, 3)), '{}')
  from (select '  ' || word || ' ' from regexp_split_to_table(lower(words), '[^[:alnum:]]+') word where word <> '') as split (padded),
       generate_series(1, length(padded) - 2) start
$$;

-- How much of both is in both, from 0 to 1.
create function published.likeness(one text[], other text[]) returns real language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select case when both_ + cardinality(one) + cardinality(other) = 0 then 0 else both_::real / nullif(cardinality(one) + cardinality(other) - both_, 0) end
  from (select count(*) from unnest(one) t where t = any (other)) as counted (both_)
$$;

create table question.theme (
  theme text primary key check (theme ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(theme) <= 60),
  title text not null check (length(btrim(title)) between 1 and 120)
);

create table question.question (
  number bigint generated always as identity primary key,
  -- A label for everybody, not a secret; without signs that are mistaken for each other.
  reference text not null unique check (reference ~ '^Q-[23456789CDFHJKMNPQRTVWXY]{4,8}$'),
  -- SHA-256 of the secret by which its asker finds it; the secret itself is kept nowhere. Null where staff entered it.
  token_hash bytea unique check (length(token_hash) = 32),
  -- SHA-256 of a random mark of the asker's browser, for the number of questions a person may ask.
  browser_hash bytea check (length(browser_hash) = 32),
  -- For which published meeting; null for none in particular.
  meeting text,
  came_by text not null check (came_by in ('form', 'api', 'staff')),
  -- Of what staff entered: where it was said, and what was promised to whoever said it.
  said_where text check (length(said_where) <= 200),
  reply_promised_by date,
  -- As it stands now; null once it is erased. Earlier wordings are in question.wording.
  text text check (length(text) between 1 and 4000),
  topic text not null check (topic ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  locality text check (locality ~ '^[A-Z][0-9]{8}$'),
  display_name text check (length(display_name) between 1 and 100),
  state text not null default 'received' check (state in ('received', 'held', 'reword-asked', 'accepted', 'decline-proposed', 'declined', 'redirected', 'merged', 'ordered', 'put', 'answered', 'withdrawn', 'erased')),
  -- Code of a standard reason, and what the asker was told besides.
  reason text check (reason ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  told text check (length(told) <= 2000),
  -- Whether everybody sees it: decided with each act, since some reasons hide it.
  shown boolean not null default false,
  safeguarding boolean not null default false,
  -- Why it may be spam: it waits in a pile of its own, and is still read by a person.
  signs text[] not null default '{}',
  suspected boolean not null default false,
  merged_into bigint references question.question,
  -- The answered question that it follows up; one for each.
  follows bigint unique references question.question,
  theme text references question.theme,
  -- Its turn in the meeting.
  place integer check (place > 0),
  erasure_asked_at timestamptz,
  sample boolean not null default false,
  version integer not null default 1,
  received_at timestamptz not null default clock_timestamp(),
  decided_at timestamptz,
  answered_at timestamptz,
  changed_at timestamptz not null default clock_timestamp(),
  words tsvector generated always as (to_tsvector('english', coalesce(text, ''))) stored,
  trigrams text[] generated always as (published.trigrams(coalesce(text, ''))) stored,
  check ((state = 'merged') = (merged_into is not null)),
  check (merged_into <> number and follows <> number),
  check (state <> 'erased' or (text is null and display_name is null)),
  check (not shown or state in ('accepted', 'ordered', 'put', 'answered', 'merged', 'declined', 'redirected'))
);
create index question_by_state on question.question (state, received_at);
create index question_by_meeting on question.question (meeting, place);
create index question_by_browser on question.question (browser_hash, received_at);
create index question_by_words on question.question using gin (words);
create index question_by_trigrams on question.question using gin (trigrams);

-- What happened to it, only ever added to. No words of a person stand here.
create table question.event (
  question bigint not null references question.question,
  number integer not null check (number > 0),
  at timestamptz not null,
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  state text not null,
  reason text,
  actor text not null check (actor ~ '^[a-z][a-z0-9-]{0,39}(/[a-z0-9]{8,40})?$'),
  -- Which account: a second opinion is another person's.
  person text check (person ~ '^[a-z0-9]{12}$'),
  primary key (question, number)
);

-- Earlier wordings, for those who may see them: as it was typed, before it was corrected or redacted.
create table question.wording (
  question bigint not null references question.question,
  number integer not null check (number > 0),
  text text not null,
  why text check (length(why) <= 500),
  replaced_by text not null,
  replaced_at timestamptz not null,
  primary key (question, number)
);

create table question.answer (
  question bigint not null references question.question,
  number integer not null check (number > 0),
  kind text not null check (kind in ('spoken', 'written')),
  text text not null check (length(text) between 1 and 8000),
  who text not null check (length(who) between 1 and 200),
  -- Of a spoken one: the meeting, and the public number of the response in its log, by which the recording and the figures are found.
  meeting text,
  seq bigint check (seq > 0),
  state text not null check (state in ('draft', 'approved', 'published')),
  drafted_by text,
  approved_by text,
  at timestamptz not null,
  primary key (question, number),
  check ((kind = 'spoken') = (meeting is not null)),
  check (seq is null or meeting is not null)
);

create table published.question_window (
  -- A published meeting; '' for questions between meetings. Of a meeting, its own dates say from when until when.
  meeting text primary key,
  opens timestamptz,
  closes timestamptz,
  -- Whether questions are taken while the meeting goes on.
  while_live boolean not null default false,
  each_person integer not null default 3 check (each_person between 1 and 100),
  who_may_ask text not null default 'Anyone who lives, works or studies in the area.' check (length(btrim(who_may_ask)) between 1 and 300),
  check (opens < closes),
  check (meeting = '' or (opens is null and closes is null))
);
insert into published.question_window (meeting) values ('');

create sequence published.question_change;

create table published.question (
  reference text primary key,
  meeting text,
  topic text not null,
  locality text,
  theme text,
  display_name text,
  -- Null where only what became of it is shown.
  text text,
  state text not null check (state in ('accepted', 'ordered', 'put', 'answered', 'merged', 'declined', 'redirected')),
  reason text,
  merged_into text,
  follows text,
  place integer,
  received_on date not null,
  answered_at timestamptz,
  changed_at timestamptz not null,
  sample boolean not null,
  change bigint not null unique,
  words tsvector not null,
  trigrams text[] not null
);
create index published_question_by_words on published.question using gin (words);
create index published_question_by_trigrams on published.question using gin (trigrams);
create index published_question_by_meeting on published.question (meeting, place);

create table published.question_answer (
  reference text not null references published.question on delete cascade,
  number integer not null,
  kind text not null,
  text text not null,
  who text not null,
  meeting text,
  seq bigint,
  at timestamptz not null,
  primary key (reference, number)
);

-- Fairness in numbers, as last counted: all that arrived, also what nobody else sees.
create table published.question_tally (
  meeting text not null,
  topic text not null,
  state text not null,
  reason text not null,
  questions integer not null check (questions > 0),
  primary key (meeting, topic, state, reason)
);

create table published.question_count (
  only_one boolean primary key default true check (only_one),
  counted_at timestamptz not null,
  -- From arrival to the decision, and to the answer.
  median_days_to_decide numeric(6, 1),
  median_days_to_answer numeric(6, 1),
  oldest_waiting date
);

-- Whom to write to. Only its own role reads these.
create table contact.asker (
  question bigint primary key references question.question,
  email text not null check (length(email) between 3 and 254),
  -- Set when the mail that asks for it is sent; the secrets themselves stand in that mail only.
  confirm_hash bytea unique check (length(confirm_hash) = 32),
  confirmed_at timestamptz,
  unsubscribe_hash bytea unique check (length(unsubscribe_hash) = 32),
  unsubscribed_at timestamptz,
  given_at timestamptz not null default clock_timestamp()
);
create index asker_by_email on contact.asker (lower(email));

create table contact.subscription (
  subscription_id bigint generated always as identity primary key,
  email text not null check (length(email) between 3 and 254),
  kind text not null check (kind in ('meeting', 'topic', 'measure')),
  subject text not null check (subject ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(subject) <= 80),
  confirm_hash bytea unique check (length(confirm_hash) = 32),
  confirmed_at timestamptz,
  unsubscribe_hash bytea unique check (length(unsubscribe_hash) = 32),
  unsubscribed_at timestamptz,
  asked_at timestamptz not null default clock_timestamp()
);
create unique index subscription_once on contact.subscription (lower(email), kind, subject) where unsubscribed_at is null;

-- Mail that is to be sent: what about, never to which address and never the words.
create table contact.mail (
  mail_id bigint generated always as identity primary key,
  question bigint references question.question,
  subscription bigint references contact.subscription,
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  due_at timestamptz not null default clock_timestamp(),
  tries integer not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dropped')),
  ended_at timestamptz,
  -- The server's number, never its words: those may hold the address.
  last_status integer,
  check (num_nonnulls(question, subscription) = 1),
  check ((state = 'waiting') = (ended_at is null))
);
create index mail_waiting on contact.mail (due_at) where state = 'waiting';

-- What was erased, so that it can be erased again after an old backup is restored: a salted hash of the reference, no more.
create table contact.erasure (
  number bigint generated always as identity primary key,
  kind text not null check (kind in ('contact', 'question')),
  salt bytea not null check (length(salt) = 16),
  hash bytea not null check (length(hash) = 32),
  erased_at timestamptz not null default clock_timestamp()
);

create function question.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what happened to a question is only ever added to' using errcode = 'insufficient_privilege';
end
$$;
create trigger never_changed before update or delete or truncate on question.event for each statement execute function question.refuse_change();

-- Brings everybody's copy to what it is, and rings.
create function question.copy(wanted bigint) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  q question.question;
  turned bigint;
begin
  select * into strict q from question.question where number = wanted;
  delete from published.question where reference = q.reference;
  if found or q.shown then
    turned := nextval('published.question_change');
    perform pg_notify('scrutiny_published', 'question:' || turned);
  end if;
  if q.shown then
    insert into published.question (reference, meeting, topic, locality, theme, display_name, text, state, reason, merged_into, follows, place, received_on, answered_at, changed_at, sample, change, words, trigrams)
    select q.reference, q.meeting, q.topic, q.locality, (select t.title from question.theme t where t.theme = q.theme), q.display_name, case when q.state <> 'merged' then q.text end, q.state, q.reason,
           (select m.reference from question.question m where m.number = q.merged_into), (select f.reference from question.question f where f.number = q.follows and f.shown),
           q.place, (q.received_at at time zone 'Europe/London')::date, q.answered_at, q.changed_at, q.sample, turned,
           case when q.state <> 'merged' then q.words else '' end, case when q.state <> 'merged' then q.trigrams else '{}' end;
    insert into published.question_answer (reference, number, kind, text, who, meeting, seq, at)
    select q.reference, a.number, a.kind, a.text, a.who, a.meeting, a.seq, a.at from question.answer a where a.question = wanted and a.state = 'published';
  end if;
end
$$;

-- Mail to its asker, and to those of the questions that were merged into it.
create function question.tell(wanted bigint, what text) returns void language sql set search_path = pg_catalog, pg_temp as $$
  insert into contact.mail (question, kind)
  select a.question, what from contact.asker a join question.question q on q.number = a.question
  where (q.number = wanted or q.merged_into = wanted) and a.unsubscribed_at is null and (a.confirmed_at is not null or what = 'received')
$$;

-- Erases whom to write to, with a line in the ledger.
create function question.forget(wanted bigint, what text) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  salted bytea := uuid_send(gen_random_uuid());
begin
  insert into contact.erasure (kind, salt, hash) select what, salted, sha256(salted || convert_to(q.reference, 'UTF8')) from question.question q where q.number = wanted;
  delete from contact.mail where question = wanted;
  delete from contact.asker where question = wanted;
  update question.question set browser_hash = null where number = wanted;
end
$$;

-- Takes a question in. The window is judged by the database's clock; a secret that is known already changes nothing and gives the first reference.
create function question.take(asked jsonb, secret bytea, browser bytea, candidates text[], email text, spam text[], earlier bytea, made_up boolean, moment timestamptz, out taken text, out repeated boolean)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  wanted text := asked ->> 'meeting';
  at_ timestamptz := coalesce(moment, clock_timestamp());
  allowed record;
  followed bigint;
  id bigint;
begin
  if secret is not null then
    perform pg_advisory_xact_lock(hashtextextended(encode(secret, 'hex'), 13));
    select q.reference into taken from question.question q where q.token_hash = secret;
    if found then
      repeated := true;
      return;
    end if;
  end if;
  repeated := false;

  if earlier is not null then
    select q.number into followed from question.question q where q.token_hash = earlier and q.state = 'answered' and not exists (select from question.question f where f.follows = q.number);
    if not found then
      raise exception 'only an answered question is followed up, and once' using errcode = 'SQ004';
    end if;
  elsif not made_up and secret is not null then
    select w.* into allowed from published.question_window w where w.meeting = coalesce(wanted, '');
    if not found then
      select w.* into strict allowed from published.question_window w where w.meeting = '';
      allowed.while_live := false;
    end if;
    if (wanted is null and not (coalesce(allowed.opens, at_) <= at_ and at_ < coalesce(allowed.closes, 'infinity'))) or (wanted is not null and not exists (
      select from published.meeting m where m.slug = wanted and (
        (m.state in ('published', 'live', 'paused') and m.questions_from <= at_ and at_ < m.questions_until)
        or (m.state in ('live', 'paused') and allowed.while_live)))) then
      raise exception 'questions are not taken now' using errcode = 'SQ002';
    end if;
    if allowed.each_person <= (
      select count(*) from question.question q left join contact.asker a on a.question = q.number
      where q.meeting is not distinct from wanted and q.state <> 'withdrawn' and q.follows is null and (wanted is not null or q.received_at > at_ - interval '30 days')
        and (q.browser_hash = browser or lower(a.email) = lower(take.email))) then
      raise exception 'as many questions as one person may ask' using errcode = 'SQ003';
    end if;
  end if;

  -- Drawn by the caller: the first that is free. Whoever loses a race draws anew.
  select c.candidate into taken from unnest(candidates) with ordinality as c (candidate, turn) where not exists (select from question.question q where q.reference = c.candidate) order by c.turn limit 1;
  insert into question.question (reference, token_hash, browser_hash, meeting, came_by, said_where, reply_promised_by, text, topic, locality, display_name, signs, suspected, follows, sample, received_at, changed_at)
  values (taken, secret, browser, wanted, asked ->> 'came_by', asked ->> 'said_where', (asked ->> 'reply_promised_by')::date, asked ->> 'text', asked ->> 'topic', asked ->> 'locality', asked ->> 'display_name',
          spam, cardinality(spam) > 0, followed, made_up, at_, at_)
  returning number into id;
  insert into question.event (question, number, at, kind, state, actor) values (id, 1, at_, 'received', 'received', case when secret is null then 'staff' else 'asker' end);
  if email is not null then
    insert into contact.asker (question, email) values (id, email);
    perform question.tell(id, 'received');
  end if;
  perform pg_notify('scrutiny_working', 'question:' || id);
end
$$;

-- One act on a question: what changes is named in "change", and what is not named stays. What may happen when is the library's to say.
create function question.write(wanted text, expected integer, who text, person_ text, act text, state_after text, change jsonb, shown_after boolean, moment timestamptz) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  q question.question;
  at_ timestamptz;
  into_ bigint;
begin
  select * into q from question.question where reference = wanted for update;
  if not found then
    raise exception 'there is no such question' using errcode = 'SQ004';
  end if;
  if q.version <> expected then
    raise exception 'the question moved on: it was changed % times, not %', q.version, expected using errcode = 'SQ001';
  end if;
  at_ := greatest(least(moment, clock_timestamp()), q.changed_at);
  if change ? 'merged_into' then
    select m.number into into_ from question.question m where m.reference = change ->> 'merged_into' and m.number <> q.number and m.state not in ('merged', 'withdrawn', 'erased', 'declined', 'redirected');
    if not found or exists (select from question.question m where m.merged_into = q.number) then
      raise exception 'it can''t be merged into that question' using errcode = 'SQ004';
    end if;
  end if;
  if change ->> 'meeting' is not null and not exists (select from published.meeting m where m.slug = change ->> 'meeting') then
    raise exception 'the meeting is not published' using errcode = 'SQ004';
  end if;
  if change ? 'text' and q.text is not null then
    insert into question.wording (question, number, text, why, replaced_by, replaced_at)
    select q.number, coalesce(max(w.number), 0) + 1, q.text, change ->> 'why', who, at_ from question.wording w where w.question = q.number;
  end if;
  if change ? 'answer' then
    insert into question.answer as a (question, number, kind, text, who, meeting, seq, state, drafted_by, approved_by, at)
    select q.number, coalesce((change -> 'answer' ->> 'number')::integer, 1 + (select coalesce(max(o.number), 0) from question.answer o where o.question = q.number)), change -> 'answer' ->> 'kind', change -> 'answer' ->> 'text', change -> 'answer' ->> 'who',
           change -> 'answer' ->> 'meeting', (change -> 'answer' ->> 'seq')::bigint, change -> 'answer' ->> 'state', who, case when change -> 'answer' ->> 'state' <> 'draft' then who end, at_
    on conflict (question, number) do update set text = excluded.text, who = excluded.who, seq = excluded.seq, state = excluded.state,
      drafted_by = case when excluded.state = 'draft' then excluded.drafted_by else a.drafted_by end, approved_by = case when excluded.state = 'approved' then excluded.approved_by else a.approved_by end, at = excluded.at;
  end if;

  update question.question set
    text = case when change ? 'text' then change ->> 'text' else text end,
    topic = case when change ? 'topic' then change ->> 'topic' else topic end,
    locality = case when change ? 'locality' then change ->> 'locality' else locality end,
    display_name = case when change ? 'display_name' then change ->> 'display_name' else display_name end,
    reason = case when change ? 'reason' then change ->> 'reason' else reason end,
    told = case when change ? 'told' then change ->> 'told' else told end,
    meeting = case when change ? 'meeting' then change ->> 'meeting' else meeting end,
    place = case when change ? 'place' then (change ->> 'place')::integer else place end,
    theme = case when change ? 'theme' then change ->> 'theme' else theme end,
    safeguarding = coalesce((change ->> 'safeguarding')::boolean, safeguarding),
    suspected = coalesce((change ->> 'suspected')::boolean, suspected),
    merged_into = case when change ? 'merged_into' then into_ when state_after = 'merged' then merged_into end,
    erasure_asked_at = case when change ? 'erasure_asked' then at_ else erasure_asked_at end,
    state = state_after, shown = shown_after, version = version + 1, changed_at = at_,
    decided_at = case when state_after in ('accepted', 'declined', 'redirected', 'merged') and decided_at is null then at_ else decided_at end,
    answered_at = case when state_after = 'answered' then coalesce(answered_at, at_) else answered_at end
  where number = q.number;
  insert into question.event (question, number, at, kind, state, reason, actor, person) values (q.number, q.version + 1, at_, act, state_after, change ->> 'reason', who, person_);
  if state_after = 'erased' then
    delete from question.wording where question = q.number;
    update question.question set signs = '{}', told = null, said_where = null where number = q.number;
    perform question.forget(q.number, 'question');
  elsif state_after <> q.state then
    perform question.tell(q.number, state_after);
  end if;
  perform question.copy(q.number);
  perform pg_notify('scrutiny_working', 'question:' || q.number);
  return q.version + 1;
end
$$;

create function question.ask(asked jsonb, secret bytea, browser bytea, candidates text[], email text, spam text[], earlier bytea, out taken text, out repeated boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if secret is null then
    raise exception 'a question has a secret' using errcode = 'check_violation';
  end if;
  select t.taken, t.repeated into taken, repeated from question.take(asked, secret, browser, candidates, email, spam, earlier, false, null) t;
end
$$;

-- What was said elsewhere and is entered by staff. It has no asker to come back.
create function question.enter(asked jsonb, candidates text[], email text) returns text
language sql security definer set search_path = pg_catalog, pg_temp as $$ select t.taken from question.take(asked || '{"came_by": "staff"}', null, null, candidates, email, '{}', null, false, null) t $$;

create function question.act(wanted text, expected integer, who text, person text, act text, state_after text, change jsonb, shown boolean) returns integer
language sql security definer set search_path = pg_catalog, pg_temp as $$ select question.write(wanted, expected, who, person, act, state_after, change, shown, null) $$;

-- Samples are dated as what they show: by other functions, for questions that say that they are made up.
create function question.ask_sample(asked jsonb, secret bytea, candidate text, spam text[], moment timestamptz) returns text
language sql security definer set search_path = pg_catalog, pg_temp as $$ select t.taken from question.take(asked, secret, null, array[candidate], null, spam, null, true, moment) t $$;

create function question.act_sample(wanted text, expected integer, act text, state_after text, change jsonb, shown boolean, moment timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not coalesce((select q.sample from question.question q where q.reference = wanted), false) then
    raise exception 'only a sample is dated by hand' using errcode = 'insufficient_privilege';
  end if;
  return question.write(wanted, expected, 'sample', null, act, state_after, change, shown, moment);
end
$$;

-- An asker's own question, found by its secret's hash: no row for one that is not there, or not theirs.
create function question.own(secret bytea) returns table (
  reference text, version integer, meeting text, topic text, locality text, display_name text, text text, state text, reason text, told text, shown boolean, place integer, merged_into text, main_state text, main_shown boolean,
  followed boolean, has_email boolean, erasure_asked boolean, sample boolean, received_at timestamptz, changed_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select q.reference, q.version, q.meeting, q.topic, q.locality, q.display_name, q.text, q.state, q.reason, q.told, q.shown, q.place, m.reference, m.state, m.shown,
         exists (select from question.question f where f.follows = q.number), exists (select from contact.asker a where a.question = q.number), q.erasure_asked_at is not null, q.sample, q.received_at, q.changed_at
  from question.question q left join question.question m on m.number = q.merged_into where q.token_hash = secret
$$;

-- What an asker may do with their own question; in which states, QuestionRules of the library says too, and a test compares them.
create function question.own_act(secret bytea, expected integer, act text, new_text text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  q question.question;
begin
  select * into q from question.question o where o.token_hash = secret for update;
  if q.number is null then
    raise exception 'there is no such question' using errcode = 'SQ004';
  elsif act = 'withdrawn' and q.state in ('received', 'held', 'reword-asked', 'decline-proposed', 'accepted', 'ordered') then
    return question.write(q.reference, expected, 'asker', null, act, 'withdrawn', '{"place": null}', false, null);
  elsif act = 'reworded' and new_text is not null and q.state in ('received', 'reword-asked') then
    return question.write(q.reference, expected, 'asker', null, act, 'received', jsonb_build_object('text', new_text, 'told', null), false, null);
  elsif act = 'erasure-asked' and not q.shown and q.state <> 'erased' then
    return question.write(q.reference, expected, 'asker', null, 'erased', 'erased', '{"text": null, "display_name": null, "erasure_asked": true}', false, null);
  elsif act = 'erasure-asked' and q.state <> 'erased' then
    -- What everybody has seen: name and address go at once, and a person decides about the words.
    perform question.forget(q.number, 'contact');
    return question.write(q.reference, expected, 'asker', null, act, q.state, '{"erasure_asked": true, "display_name": null}', q.shown, null);
  end if;
  raise exception 'that can''t be done with it now' using errcode = 'SQ004';
end
$$;

-- Counts all that there is, for everybody.
create function question.tally() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('scrutiny.question.tally'));
  delete from published.question_tally;
  insert into published.question_tally (meeting, topic, state, reason, questions)
  select coalesce(meeting, ''), topic, state, case when state in ('declined', 'redirected') then coalesce(reason, '') else '' end, count(*) from question.question group by 1, 2, 3, 4;
  insert into published.question_count (counted_at, median_days_to_decide, median_days_to_answer, oldest_waiting)
  select clock_timestamp(),
         percentile_cont(0.5) within group (order by extract(epoch from decided_at - received_at) / 86400), percentile_cont(0.5) within group (order by extract(epoch from answered_at - received_at) / 86400),
         min((received_at at time zone 'Europe/London')::date) filter (where state in ('received', 'held', 'decline-proposed'))
  from question.question
  on conflict (only_one) do update set counted_at = excluded.counted_at, median_days_to_decide = excluded.median_days_to_decide, median_days_to_answer = excluded.median_days_to_answer, oldest_waiting = excluded.oldest_waiting;
  perform pg_notify('scrutiny_published', 'question:' || nextval('published.question_change'));
end
$$;

create function question.set_window(wanted text, opens_ timestamptz, closes_ timestamptz, live boolean, most integer, who text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if wanted <> '' and not exists (select from published.meeting m where m.slug = wanted) then
    raise exception 'the meeting is not published' using errcode = 'SQ004';
  end if;
  insert into published.question_window (meeting, opens, closes, while_live, each_person, who_may_ask) values (wanted, opens_, closes_, live, most, who)
  on conflict (meeting) do update set opens = excluded.opens, closes = excluded.closes, while_live = excluded.while_live, each_person = excluded.each_person, who_may_ask = excluded.who_may_ask;
  perform pg_notify('scrutiny_published', 'question:' || nextval('published.question_change'));
end
$$;

create function question.set_theme(wanted text, words text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into question.theme (theme, title) values (wanted, words) on conflict (theme) do update set title = excluded.title
$$;

-- Addresses go so many days after the last word on their question.
create function question.forget_due(days integer) returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  due bigint;
  forgotten integer := 0;
begin
  for due in
    select q.number from question.question q
    where q.state in ('answered', 'declined', 'redirected', 'merged', 'withdrawn') and q.changed_at < clock_timestamp() - make_interval(days => days)
      and (q.browser_hash is not null or exists (select from contact.asker a where a.question = q.number))
    for update skip locked
  loop
    perform question.forget(due, 'contact');
    forgotten := forgotten + 1;
  end loop;
  return forgotten;
end
$$;

-- Secrets of mails: what they confirm or end, and nothing else. The same for one that is known and one that is not.
create function contact.confirm(secret bytea) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  with asker as (update contact.asker set confirmed_at = coalesce(confirmed_at, clock_timestamp()) where confirm_hash = secret)
  update contact.subscription set confirmed_at = coalesce(confirmed_at, clock_timestamp()) where confirm_hash = secret
$$;

create function contact.unsubscribe(secret bytea) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  with asker as (update contact.asker set unsubscribed_at = coalesce(unsubscribed_at, clock_timestamp()) where unsubscribe_hash = secret)
  update contact.subscription set unsubscribed_at = coalesce(unsubscribed_at, clock_timestamp()) where unsubscribe_hash = secret
$$;

create function contact.subscribe(address text, what text, wanted text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  id bigint;
begin
  insert into contact.subscription (email, kind, subject) values (address, what, wanted) on conflict do nothing returning subscription_id into id;
  if id is not null then
    insert into contact.mail (subscription, kind) values (id, 'confirm');
  end if;
end
$$;

revoke execute on all functions in schema question from public;
revoke execute on all functions in schema contact from public;
revoke execute on function published.trigrams(text), published.likeness(text[], text[]) from public;
grant execute on function published.trigrams(text), published.likeness(text[], text[]) to scrutiny_staff, scrutiny_ingest, scrutiny_public;

grant usage on schema question to scrutiny_staff, scrutiny_ingest, scrutiny_public;
grant select on question.question, question.event, question.wording, question.answer, question.theme to scrutiny_staff;
grant select on question.question to scrutiny_ingest;
grant select on published.question, published.question_answer, published.question_window, published.question_tally, published.question_count to scrutiny_staff, scrutiny_ingest, scrutiny_public;
grant execute on function question.ask(jsonb, bytea, bytea, text[], text, text[], bytea), question.own(bytea), question.own_act(bytea, integer, text, text) to scrutiny_public;
grant execute on function question.act(text, integer, text, text, text, text, jsonb, boolean), question.enter(jsonb, text[], text), question.set_window(text, timestamptz, timestamptz, boolean, integer, text), question.set_theme(text, text), question.tally() to scrutiny_staff;
grant execute on function question.ask_sample(jsonb, bytea, text, text[], timestamptz), question.act_sample(text, integer, text, text, jsonb, boolean, timestamptz), question.tally(), question.forget_due(integer), question.set_theme(text, text) to scrutiny_ingest;

grant usage on schema contact to scrutiny_public, scrutiny_contacts;
grant execute on function contact.confirm(bytea), contact.unsubscribe(bytea), contact.subscribe(text, text, text) to scrutiny_public;
grant select on contact.asker, contact.subscription, contact.mail, contact.erasure to scrutiny_contacts;
grant update (confirm_hash, unsubscribe_hash) on contact.asker, contact.subscription to scrutiny_contacts;
grant update (due_at, tries, state, ended_at, last_status) on contact.mail to scrutiny_contacts;
grant insert on contact.mail to scrutiny_contacts;
reset role;
revoke create on schema published from scrutiny_question;

-- Mail says what became of a question as everybody sees it.
grant usage on schema published to scrutiny_contacts;
set local role scrutiny_question;
grant usage on schema question to scrutiny_contacts;
grant select (number, reference, state, reason, meeting) on question.question to scrutiny_contacts;
grant select on published.question, published.question_answer to scrutiny_contacts;
reset role;

do $$
begin
  execute format('revoke scrutiny_question, scrutiny_meeting from %I', current_user);
exception
  when insufficient_privilege then null;
end
$$;
