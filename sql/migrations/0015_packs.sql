-- The papers for a meeting. Drafts belong to a role that nobody can sign in as and lie where the public's role can't look; a published edition is
-- copied, byte for byte, in the transaction that publishes it, and neither copy is ever changed.
do $$
begin
  if not exists (select from pg_roles where rolname = 'scrutiny_pack') then
    create role scrutiny_pack nologin;
  end if;
exception
  -- Another database of this server was migrated at the same moment.
  when duplicate_object or unique_violation then null;
end
$$;

-- Only for this migration, as with the record.
do $$
begin
  execute format('grant scrutiny_pack to %I', current_user);
exception
  when insufficient_privilege then
    if not pg_has_role(current_user, 'scrutiny_pack', 'member') then
      raise exception 'the user that migrates may not make roles: have an administrator create the role scrutiny_pack (nologin) and grant it to this user until the migration is done';
    end if;
end
$$;

create schema pack authorization scrutiny_pack;
grant usage, create on schema published to scrutiny_pack;
set local role scrutiny_pack;

create table pack.pack (
  number bigint generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80 and slug <> 'plan'),
  title text not null check (length(title) between 1 and 200),
  occasion text check (length(occasion) between 1 and 200),
  meeting text check (meeting ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  cut timestamptz not null,
  area text not null,
  -- Made up, to show what a pack looks like.
  sample boolean not null default false,
  state text not null default 'draft' check (state in ('draft', 'signed-off', 'published')),
  edition integer not null default 1,
  -- Rises with each change of head or chapters: what was signed is what is published.
  version integer not null default 1,
  -- Accounts that changed this edition: none of them signs it off where a second person must.
  editors text[] not null default '{}',
  signed_by text,
  changed_at timestamptz not null default clock_timestamp(),
  check ((state = 'draft') = (signed_by is null))
);

create table pack.chapter (
  pack bigint not null references pack.pack,
  chapter integer not null check (chapter > 0),
  turn integer not null,
  heading text not null check (length(heading) between 1 and 200),
  commentary text not null check (length(commentary) <= 20000),
  new_page boolean not null,
  promises boolean not null,
  panels jsonb not null,
  version integer not null default 1,
  -- Who has it open, by account and by the name that colleagues see.
  holder text,
  holder_name text,
  held_until timestamptz,
  primary key (pack, chapter),
  unique (pack, turn) deferrable initially deferred
);

create table published.pack (
  slug text not null,
  edition integer not null check (edition > 0),
  title text not null,
  occasion text,
  meeting text,
  cut timestamptz not null,
  sample boolean not null,
  synthetic boolean not null,
  manifest_sha256 text not null check (manifest_sha256 ~ '^[0-9a-f]{64}$'),
  published_at timestamptz not null,
  primary key (slug, edition)
);

create table published.pack_file (
  slug text not null,
  edition integer not null,
  name text not null check (name ~ '^[a-z0-9-]+(/[a-z0-9-]+)?\.[a-z0-9]+$' or name = 'SHA256SUMS'),
  content bytea not null,
  primary key (slug, edition, name),
  foreign key (slug, edition) references published.pack
);

-- The figures of a published edition: what a later load is compared with.
create table pack.figure (
  slug text not null,
  edition integer not null,
  measure text not null,
  area text not null,
  breakdown text not null,
  period_from date not null,
  period_to date not null,
  value numeric not null,
  places text not null,
  primary key (slug, edition, measure, area, breakdown, period_from, period_to)
);

create function pack.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'a published pack is never changed; a new edition is published beside it' using errcode = 'insufficient_privilege';
end
$$;
create trigger never_changed before update or delete or truncate on published.pack for each statement execute function pack.refuse_change();
create trigger never_changed before update or delete or truncate on published.pack_file for each statement execute function pack.refuse_change();
create trigger never_changed before update or delete or truncate on pack.figure for each statement execute function pack.refuse_change();

-- The pack as whoever changes it has seen it; nobody else changes it before this transaction ends.
create function pack.take(wanted text, expected integer) returns pack.pack language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  p pack.pack;
begin
  select * into p from pack.pack where slug = wanted for update;
  if p.number is null then
    raise exception 'there is no such pack' using errcode = 'SM003';
  end if;
  if expected is not null and p.version <> expected then
    raise exception 'the pack moved on: it was changed % times, not %', p.version, expected using errcode = 'SM001';
  end if;
  if p.state = 'published' then
    raise exception 'the edition is published' using errcode = 'SM002';
  end if;
  return p;
end
$$;

-- What is changed is signed off anew.
create function pack.touch(wanted bigint, account text) returns integer language sql set search_path = pg_catalog, pg_temp as $$
  update pack.pack set version = version + 1, state = 'draft', signed_by = null, editors = case when account = any(editors) then editors else editors || account end, changed_at = clock_timestamp()
  where number = wanted returning version
$$;

create function pack.put(wanted text, expected integer, head jsonb, account text, made_up boolean) returns integer language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  p pack.pack;
begin
  if expected = 0 then
    begin
      insert into pack.pack (slug, title, occasion, meeting, cut, area, sample, editors)
      values (wanted, head ->> 'title', head ->> 'occasion', head ->> 'meeting', (head ->> 'cut')::timestamptz, head ->> 'area', made_up, array[account]);
    exception
      when unique_violation then
        raise exception 'there is a pack of that name already' using errcode = 'SM001';
    end;
    return 1;
  end if;
  p := pack.take(wanted, expected);
  update pack.pack set title = head ->> 'title', occasion = head ->> 'occasion', meeting = head ->> 'meeting', cut = (head ->> 'cut')::timestamptz where number = p.number;
  return pack.touch(p.number, account);
end
$$;

-- Changes a chapter, or adds one at the end (chapter 0). Two people may change two chapters at once, so it is the chapter's own version that counts.
create function pack.put_chapter(wanted text, which integer, expected integer, content jsonb, account text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p pack.pack := pack.take(wanted, null);
  c pack.chapter;
begin
  if which = 0 then
    insert into pack.chapter (pack, chapter, turn, heading, commentary, new_page, promises, panels)
    select p.number, coalesce(max(o.chapter), 0) + 1, coalesce(max(o.turn), 0) + 1, content ->> 'heading', content ->> 'commentary', (content ->> 'new_page')::boolean, (content ->> 'promises')::boolean, content -> 'panels'
    from pack.chapter o where o.pack = p.number
    returning chapter into which;
  else
    select * into c from pack.chapter o where o.pack = p.number and o.chapter = which;
    if c.chapter is null or c.version <> expected then
      raise exception 'the chapter moved on' using errcode = 'SM001';
    end if;
    if c.held_until > clock_timestamp() and c.holder <> account then
      raise exception 'somebody else has the chapter open' using errcode = 'SM001';
    end if;
    update pack.chapter o
    set heading = content ->> 'heading', commentary = content ->> 'commentary', new_page = (content ->> 'new_page')::boolean, promises = (content ->> 'promises')::boolean, panels = content -> 'panels',
        version = o.version + 1, holder = null, holder_name = null, held_until = null
    where o.pack = p.number and o.chapter = which;
  end if;
  perform pack.touch(p.number, account);
  return which;
end
$$;

-- Moves a chapter up (-1) or down (1), or takes it out (0).
create function pack.move_chapter(wanted text, which integer, expected integer, direction integer, account text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p pack.pack := pack.take(wanted, expected);
  mine integer;
  other pack.chapter;
begin
  select o.turn into mine from pack.chapter o where o.pack = p.number and o.chapter = which;
  if mine is null then
    raise exception 'there is no such chapter' using errcode = 'SM003';
  end if;
  if direction = 0 then
    delete from pack.chapter o where o.pack = p.number and o.chapter = which;
  else
    select * into other from pack.chapter o where o.pack = p.number and sign(o.turn - mine) = direction order by abs(o.turn - mine) limit 1;
    if other.chapter is not null then
      update pack.chapter o set turn = case o.chapter when which then other.turn else mine end where o.pack = p.number and o.chapter in (which, other.chapter);
    end if;
  end if;
  perform pack.touch(p.number, account);
end
$$;

-- Opens a chapter for one person, who is shown to the others for a quarter of an hour; false where somebody else has it open.
create function pack.hold_chapter(wanted text, which integer, account text, name text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p pack.pack := pack.take(wanted, null);
begin
  update pack.chapter o set holder = account, holder_name = name, held_until = clock_timestamp() + interval '15 minutes'
  where o.pack = p.number and o.chapter = which and (o.holder is null or o.holder = account or o.held_until <= clock_timestamp());
  return found;
end
$$;

create function pack.sign(wanted text, expected integer, account text, second_person boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p pack.pack := pack.take(wanted, expected);
begin
  if second_person and account = any(p.editors) then
    raise exception 'a second person signs it off' using errcode = 'SM004';
  end if;
  update pack.pack set state = 'signed-off', signed_by = account, changed_at = clock_timestamp() where number = p.number;
end
$$;

create function pack.copy(wanted text, expected integer, is_synthetic boolean, manifest text, names text[], contents bytea[], figures jsonb, moment timestamptz) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  p pack.pack := pack.take(wanted, expected);
begin
  if p.state <> 'signed-off' then
    raise exception 'it is not signed off' using errcode = 'SM002';
  end if;
  insert into published.pack (slug, edition, title, occasion, meeting, cut, sample, synthetic, manifest_sha256, published_at)
  values (p.slug, p.edition, p.title, p.occasion, p.meeting, p.cut, p.sample, is_synthetic, manifest, coalesce(moment, clock_timestamp()));
  insert into published.pack_file (slug, edition, name, content)
  select p.slug, p.edition, f.name, f.content from unnest(names, contents) as f(name, content);
  insert into pack.figure (slug, edition, measure, area, breakdown, period_from, period_to, value, places)
  select p.slug, p.edition, f.measure, f.area, f.breakdown, f.period_from, f.period_to, f.value, f.places
  from jsonb_to_recordset(figures) as f(measure text, area text, breakdown text, period_from date, period_to date, value numeric, places text);
  update pack.pack set state = 'published', changed_at = clock_timestamp() where number = p.number;
  perform pg_notify('scrutiny_published', 'pack:' || (select count(*) from published.pack));
  return p.edition;
end
$$;

create function pack.plan(wanted text, expected integer, head jsonb, account text) returns integer
language sql security definer set search_path = pg_catalog, pg_temp as $$ select pack.put(wanted, expected, head, account, false) $$;

create function pack.publish(wanted text, expected integer, is_synthetic boolean, manifest text, names text[], contents bytea[], figures jsonb) returns integer
language sql security definer set search_path = pg_catalog, pg_temp as $$ select pack.copy(wanted, expected, is_synthetic, manifest, names, contents, figures, null) $$;

create function pack.begin_edition(wanted text, account text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  begun integer;
begin
  update pack.pack set edition = edition + 1, state = 'draft', signed_by = null, editors = array[account], version = version + 1, changed_at = clock_timestamp()
  where slug = wanted and state = 'published' returning edition into begun;
  if begun is null then
    raise exception 'only a published pack has a next edition' using errcode = 'SM002';
  end if;
  return begun;
end
$$;

-- The sample pack says on every page that it is made up, and is dated as what it shows.
create function pack.publish_sample(wanted text, head jsonb, chapters jsonb, is_synthetic boolean, manifest text, names text[], contents bytea[], figures jsonb, moment timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  made integer := pack.put(wanted, 0, head, 'sample', true);
  content jsonb;
begin
  for content in select value from jsonb_array_elements(chapters) loop
    perform pack.put_chapter(wanted, 0, 0, content, 'sample');
  end loop;
  select version into made from pack.pack where slug = wanted;
  perform pack.sign(wanted, made, 'sample', false);
  return pack.copy(wanted, made, is_synthetic, manifest, names, contents, figures, moment);
end
$$;

revoke execute on all functions in schema pack from public;
grant usage on schema pack to scrutiny_staff, scrutiny_ingest;
grant select on pack.pack, pack.chapter to scrutiny_staff, scrutiny_ingest;
grant select on pack.figure to scrutiny_staff, scrutiny_ingest;
grant select on published.pack, published.pack_file to scrutiny_staff, scrutiny_ingest, scrutiny_public;
grant execute on function pack.plan(text, integer, jsonb, text) to scrutiny_staff;
grant execute on function pack.put_chapter(text, integer, integer, jsonb, text) to scrutiny_staff;
grant execute on function pack.move_chapter(text, integer, integer, integer, text) to scrutiny_staff;
grant execute on function pack.hold_chapter(text, integer, text, text) to scrutiny_staff;
grant execute on function pack.sign(text, integer, text, boolean) to scrutiny_staff;
grant execute on function pack.publish(text, integer, boolean, text, text[], bytea[], jsonb) to scrutiny_staff;
grant execute on function pack.begin_edition(text, text) to scrutiny_staff;
grant execute on function pack.publish_sample(text, jsonb, jsonb, boolean, text, text[], bytea[], jsonb, timestamptz) to scrutiny_ingest;
reset role;
revoke create on schema published from scrutiny_pack;

do $$
begin
  execute format('revoke scrutiny_pack from %I', current_user);
exception
  when insufficient_privilege then null;
end
$$;
