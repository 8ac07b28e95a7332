-- An answer that was corrected in the meeting's log is corrected beside the question, and keeps what it said before. Whoever asked can't tell a
-- question that is held, or that somebody would decline, from one that waits. As in 0013, the functions belong to a role that nobody can sign in as.
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

grant create on schema published to scrutiny_question;
set local role scrutiny_question;

-- Whether an answer was taken back; its words are then among the earlier ones.
alter table question.answer add column struck boolean not null default false;
alter table published.question_answer add column struck boolean not null default false;

-- What a published answer said before it was corrected.
create table question.answer_wording (
  question bigint not null,
  answer integer not null,
  number integer not null check (number > 0),
  text text not null,
  why text not null check (length(why) between 1 and 4000),
  replaced_at timestamptz not null,
  primary key (question, answer, number),
  foreign key (question, answer) references question.answer
);

create table published.question_answer_wording (
  reference text not null,
  answer integer not null,
  number integer not null,
  text text not null,
  why text not null,
  replaced_at timestamptz not null,
  primary key (reference, answer, number),
  foreign key (reference, answer) references published.question_answer on delete cascade
);

-- Everybody's copy, with the answers' earlier words.
create or replace function question.copy(wanted bigint) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
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
    insert into published.question_answer (reference, number, kind, text, who, meeting, seq, at, struck)
    select q.reference, a.number, a.kind, a.text, a.who, a.meeting, a.seq, a.at, a.struck from question.answer a where a.question = wanted and a.state = 'published';
    insert into published.question_answer_wording (reference, answer, number, text, why, replaced_at)
    select q.reference, w.answer, w.number, w.text, w.why, w.replaced_at from question.answer_wording w join question.answer a on a.question = w.question and a.number = w.answer where w.question = wanted and a.state = 'published';
  end if;
end
$$;

-- As before, and corrects an answer that was given in a meeting.
create or replace function question.write(wanted text, expected integer, who text, person_ text, act text, state_after text, change jsonb, shown_after boolean, moment timestamptz) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  q question.question;
  at_ timestamptz;
  into_ bigint;
  answered integer;
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
  if change ? 'corrected' then
    -- What was said in the meeting is said anew, or does not count any more; what it said before stays beside it.
    select a.number into answered from question.answer a where a.question = q.number and a.meeting = change -> 'corrected' ->> 'meeting' and a.seq = (change -> 'corrected' ->> 'seq')::bigint;
    if not found then
      raise exception 'there is no such answer' using errcode = 'SQ004';
    end if;
    insert into question.answer_wording (question, answer, number, text, why, replaced_at)
    select a.question, a.number, coalesce((select max(w.number) from question.answer_wording w where w.question = a.question and w.answer = a.number), 0) + 1, a.text, change -> 'corrected' ->> 'why', at_
    from question.answer a where a.question = q.number and a.number = answered and not a.struck;
    update question.answer a set text = coalesce(change -> 'corrected' ->> 'text', a.text), struck = change -> 'corrected' ->> 'text' is null where a.question = q.number and a.number = answered;
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
    answered_at = case when state_after = 'answered' then coalesce(answered_at, at_) when state_after <> 'put' then answered_at end
  where number = q.number;
  insert into question.event (question, number, at, kind, state, reason, actor, person) values (q.number, q.version + 1, at_, act, state_after, change ->> 'reason', who, person_);
  if state_after = 'erased' then
    delete from question.wording where question = q.number;
    update question.question set signs = '{}', told = null, said_where = null where number = q.number;
    perform question.forget(q.number, 'question');
  elsif change ? 'corrected' then
    perform question.tell(q.number, 'answer-corrected');
  elsif state_after <> q.state then
    perform question.tell(q.number, state_after);
  end if;
  perform question.copy(q.number);
  perform pg_notify('scrutiny_working', 'question:' || q.number);
  return q.version + 1;
end
$$;

-- An asker's count of changes: not of those that are not told, so that no number tells of a hold.
create function question.told_version(wanted bigint) returns integer language sql stable set search_path = pg_catalog, pg_temp as $$
  select count(*)::integer from question.event e where e.question = wanted and e.kind not in ('held', 'released', 'decline-proposed', 'themed', 'piled', 'answer-drafted', 'answer-approved')
$$;

create or replace function question.own(secret bytea) returns table (
  reference text, version integer, meeting text, topic text, locality text, display_name text, text text, state text, reason text, told text, shown boolean, place integer, merged_into text, main_state text, main_shown boolean,
  followed boolean, has_email boolean, erasure_asked boolean, sample boolean, received_at timestamptz, changed_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select q.reference, question.told_version(q.number), q.meeting, q.topic, q.locality, q.display_name, q.text, q.state, q.reason, q.told, q.shown, q.place, m.reference, m.state, m.shown,
         exists (select from question.question f where f.follows = q.number), exists (select from contact.asker a where a.question = q.number), q.erasure_asked_at is not null, q.sample, q.received_at, q.changed_at
  from question.question q left join question.question m on m.number = q.merged_into where q.token_hash = secret
$$;

create or replace function question.own_act(secret bytea, expected integer, act text, new_text text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  q question.question;
begin
  select * into q from question.question o where o.token_hash = secret for update;
  if q.number is null then
    raise exception 'there is no such question' using errcode = 'SQ004';
  elsif question.told_version(q.number) <> expected then
    raise exception 'the question moved on' using errcode = 'SQ001';
  elsif act = 'withdrawn' and q.state in ('received', 'held', 'reword-asked', 'decline-proposed', 'accepted', 'ordered') then
    return question.write(q.reference, q.version, 'asker', null, act, 'withdrawn', '{"place": null}', false, null);
  elsif act = 'reworded' and new_text is not null and q.state in ('received', 'held', 'reword-asked', 'decline-proposed') then
    -- As if nobody had looked at it: a hold stays, and a proposal to decline was about other words.
    return question.write(q.reference, q.version, 'asker', null, act, case when q.state = 'held' then 'held' else 'received' end, jsonb_build_object('text', new_text, 'told', null, 'reason', null), false, null);
  elsif act = 'erasure-asked' and not q.shown and q.state <> 'erased' then
    return question.write(q.reference, q.version, 'asker', null, 'erased', 'erased', '{"text": null, "display_name": null, "erasure_asked": true}', false, null);
  elsif act = 'erasure-asked' and q.state <> 'erased' then
    -- What everybody has seen: name and address go at once, and a person decides about the words.
    perform question.forget(q.number, 'contact');
    return question.write(q.reference, q.version, 'asker', null, act, q.state, '{"erasure_asked": true, "display_name": null}', q.shown, null);
  end if;
  raise exception 'that can''t be done with it now' using errcode = 'SQ004';
end
$$;

-- The address stays as long after a correction as after the answer.
create or replace function question.last_word(wanted bigint) returns timestamptz language sql stable set search_path = pg_catalog, pg_temp as $$
  select max(e.at) from question.question q left join question.question m on m.number = q.merged_into
  join question.event e on e.question = coalesce(m.number, q.number)
  where q.number = wanted and coalesce(m.state, q.state) in ('answered', 'declined', 'redirected', 'withdrawn', 'erased')
    and e.kind in ('answered-aloud', 'answer-corrected', 'answer-published', 'declined', 'redirected', 'withdrawn', 'erased')
$$;

-- Fairness by theme too, of questions that everybody sees; what is held counts as what it is told to be.
alter table published.question_tally add column theme text not null default '';
alter table published.question_tally drop constraint question_tally_pkey;
alter table published.question_tally add primary key (meeting, topic, theme, state, reason);

create or replace function question.tally() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('scrutiny.question.tally'));
  delete from published.question_tally;
  insert into published.question_tally (meeting, topic, theme, state, reason, questions)
  select coalesce(q.meeting, ''), q.topic, case when q.shown then coalesce((select t.title from question.theme t where t.theme = q.theme), '') else '' end, case when q.state in ('held', 'decline-proposed') then 'received' else q.state end, case when state in ('declined', 'redirected') then coalesce(reason, '') else '' end, count(*) from question.question q group by 1, 2, 3, 4, 5;
  insert into published.question_count (counted_at, median_days_to_decide, median_days_to_answer, oldest_waiting)
  select clock_timestamp(),
         percentile_cont(0.5) within group (order by extract(epoch from decided_at - received_at) / 86400), percentile_cont(0.5) within group (order by extract(epoch from answered_at - received_at) / 86400),
         min((received_at at time zone 'Europe/London')::date) filter (where state in ('received', 'held', 'decline-proposed'))
  from question.question
  on conflict (only_one) do update set counted_at = excluded.counted_at, median_days_to_decide = excluded.median_days_to_decide, median_days_to_answer = excluded.median_days_to_answer, oldest_waiting = excluded.oldest_waiting;
  perform pg_notify('scrutiny_published', 'question:' || nextval('published.question_change'));
end
$$;

revoke execute on function question.told_version(bigint) from public;
grant select on question.answer_wording to scrutiny_staff;
grant select on published.question_answer_wording to scrutiny_staff, scrutiny_ingest, scrutiny_public;
reset role;
revoke create on schema published from scrutiny_question;

do $$
begin
  execute format('revoke scrutiny_question, scrutiny_meeting from %I', current_user);
exception
  when insufficient_privilege then null;
end
$$;
