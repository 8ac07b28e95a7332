-- The wall. Two schemas hold the same kind of figures: working (all that was loaded) and published (a copy of what the public may
-- see). Roles belong to the server, so they may be there already; they get their passwords from whoever runs the server.
do $$
declare
  role_name text;
begin
  foreach role_name in array array['scrutiny_ingest', 'scrutiny_staff', 'scrutiny_public'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I nologin', role_name);
    end if;
    execute format('grant connect on database %I to %I', current_database(), role_name);
  end loop;
  -- The loader stages each file in a temporary table; nobody else needs one.
  execute format('grant temporary on database %I to scrutiny_ingest', current_database());
end
$$;

create schema working;
create schema published;
create schema scheduler;

grant usage on schema working to scrutiny_ingest, scrutiny_staff;
grant usage on schema published to scrutiny_ingest, scrutiny_staff, scrutiny_public;
grant usage on schema scheduler to scrutiny_ingest;

-- Functions are executable by everybody unless said otherwise.
alter default privileges revoke execute on functions from public;
