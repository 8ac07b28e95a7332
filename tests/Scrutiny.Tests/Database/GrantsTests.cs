using Dapper;
using Npgsql;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Database;

/// <summary>Every right in the catalogue, against a file that a person has approved.</summary>
[Category("G-10")]
internal sealed class GrantsTests
{
    private const string Approved = "tests/Scrutiny.Tests/Database/Files/grants.approved.txt";
    private const string Received = "artifacts/grants.received.txt";

    // Functions without an access list are everybody's to execute, so "null" is resolved to the default before it is listed.
    private const string Sql = """
        with ours as (
          select oid, nspname from pg_namespace where nspname not like 'pg\_%' and nspname <> 'information_schema'
        ),
        rights (kind, name, acl, owner) as (
          select 'database', 'this', coalesce(datacl, acldefault('d', datdba)), datdba from pg_database where datname = current_database()
          union all
          select 'schema', n.nspname::text, coalesce(n.nspacl, acldefault('n', n.nspowner)), n.nspowner from pg_namespace n join ours using (oid)
          union all
          select case c.relkind when 'r' then 'table' when 'p' then 'table' when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'relation ' || c.relkind::text end,
                 ours.nspname || '.' || c.relname, coalesce(c.relacl, acldefault(case when c.relkind = 'S' then 's' else 'r' end::"char", c.relowner)), c.relowner
          from pg_class c join ours on ours.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
          union all
          select 'column', ours.nspname || '.' || c.relname || '.' || a.attname, a.attacl, c.relowner
          from pg_attribute a join pg_class c on c.oid = a.attrelid join ours on ours.oid = c.relnamespace where a.attacl is not null and not a.attisdropped
          union all
          select case when p.prosecdef then 'security definer function' else 'function' end, ours.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
                 coalesce(p.proacl, acldefault('f', p.proowner)), p.proowner
          from pg_proc p join ours on ours.oid = p.pronamespace
          union all
          select 'default on ' || case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types' else 'schemas' end,
                 'made by ' || d.defaclrole::regrole || coalesce(' in ' || n.nspname, ''), d.defaclacl, d.defaclrole
          from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace
          union all
          select 'large object', l.oid::text, coalesce(l.lomacl, acldefault('L', l.lomowner)), l.lomowner from pg_largeobject_metadata l
        ),
        lines as (
          select format('%s %s: %s to %s%s', r.kind, r.name, string_agg(lower(a.privilege_type), ', ' order by a.privilege_type), case when a.grantee = 0 then 'PUBLIC' else a.grantee::regrole::text end, case when a.is_grantable then ' with grant option' else '' end) as line
          from rights r cross join lateral aclexplode(r.acl) a
          -- An owner has every right; of defaults the owner's stand too, since what is missing beside them was taken away.
          where a.grantee <> r.owner or r.kind like 'default on %'
          group by r.kind, r.name, a.grantee, a.is_grantable
          union all
          select format('%s %s: owned by %s', kind, name, owner::regrole) from rights where kind in ('database', 'schema') or owner <> 'scrutiny_owner'::regrole
          union all
          select format('role %s: %s', rolname, concat_ws(', ', case when rolsuper then 'superuser' end, case when rolbypassrls then 'bypassrls' end, case when rolcreatedb then 'createdb' end, case when rolcreaterole then 'createrole' end,
                        case when rolreplication then 'replication' end, case when rolcanlogin then 'login' end, case when rolinherit then 'inherit' end))
          from pg_roles where rolname like 'scrutiny%'
          union all
          select format('member %s of %s', member::regrole, roleid::regrole) from pg_auth_members where member::regrole::text like 'scrutiny%' or roleid::regrole::text like 'scrutiny%'
        )
        select line from lines order by line collate "C"
        """;

    [Test]
    public async Task The_catalogue_grants_exactly_what_is_approved()
    {
        var received = await ReadAsync();
        var approved = File.Exists(Repository.PathTo(Approved)) ? await File.ReadAllLinesAsync(Repository.PathTo(Approved)) : [];

        var more = received.Except(approved).Select(line => "+ " + line).ToList();
        var fewer = approved.Except(received).Select(line => "- " + line).ToList();
        if (more.Count + fewer.Count > 0 || !received.SequenceEqual(approved))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Repository.PathTo(Received))!);
            await File.WriteAllTextAsync(Repository.PathTo(Received), string.Join('\n', received) + "\n");
            Assert.Fail($"Rights differ from {Approved} (received: {Received}; if each line is meant, copy it over):\n{string.Join('\n', more.Concat(fewer))}");
        }
    }

    [Test]
    public async Task Nobody_of_ours_is_above_the_rules_and_everybody_gets_nothing_besides_what_the_server_gives()
    {
        var lines = await ReadAsync();

        Assert.Multiple(() =>
        {
            Assert.That(lines.Where(line => line.StartsWith("role ", StringComparison.Ordinal)), Has.None.Match("superuser|bypassrls|createdb|replication"));
            Assert.That(lines.Where(line => line.EndsWith("to PUBLIC", StringComparison.Ordinal)), Is.EqualTo(new[] { "schema public: usage to PUBLIC", "table public.schema_migration: select to PUBLIC" }));
            Assert.That(lines.Where(line => line.Contains("security definer", StringComparison.Ordinal)), Is.EqualTo(new[]
            {
                "security definer function audit.append(who text, what text, kind text, id text, facts jsonb): execute to scrutiny_ingest",
                "security definer function audit.append(who text, what text, kind text, id text, facts jsonb): execute to scrutiny_staff",
                "security definer function audit.append(who text, what text, kind text, id text, facts jsonb): owned by scrutiny_audit",
                "security definer function audit.publish_head(): execute to scrutiny_ingest",
                "security definer function audit.publish_head(): owned by scrutiny_audit",
                "security definer function contact.confirm(secret bytea): execute to scrutiny_public",
                "security definer function contact.confirm(secret bytea): owned by scrutiny_question",
                "security definer function contact.outbox(): execute to scrutiny_staff",
                "security definer function contact.outbox(): owned by scrutiny_question",
                "security definer function contact.subscribe(address text, what text, wanted text): execute to scrutiny_public",
                "security definer function contact.subscribe(address text, what text, wanted text): owned by scrutiny_question",
                "security definer function contact.unsubscribe(secret bytea): execute to scrutiny_public",
                "security definer function contact.unsubscribe(secret bytea): owned by scrutiny_question",
                "security definer function meeting.append(wanted text, expected bigint, act_key text, who text, state_after text, acts json, OUT first_number bigint, OUT last_number bigint, OUT repeated boolean): execute to scrutiny_staff",
                "security definer function meeting.append(wanted text, expected bigint, act_key text, who text, state_after text, acts json, OUT first_number bigint, OUT last_number bigint, OUT repeated boolean): owned by scrutiny_meeting",
                "security definer function meeting.append_sample(wanted text, expected bigint, act_key text, state_after text, acts json, moment timestamp with time zone, OUT first_number bigint, OUT last_number bigint, OUT repeated boolean): execute to scrutiny_ingest",
                "security definer function meeting.append_sample(wanted text, expected bigint, act_key text, state_after text, acts json, moment timestamp with time zone, OUT first_number bigint, OUT last_number bigint, OUT repeated boolean): owned by scrutiny_meeting",
                "security definer function meeting.drop_paper(wanted text, which text, expected integer): execute to scrutiny_staff",
                "security definer function meeting.drop_paper(wanted text, which text, expected integer): owned by scrutiny_meeting",
                "security definer function meeting.file_paper(wanted text, which text, head jsonb, content bytea, who text): execute to scrutiny_staff",
                "security definer function meeting.file_paper(wanted text, which text, head jsonb, content bytea, who text): owned by scrutiny_meeting",
                "security definer function meeting.judge(wanted text, expected bigint, act_key text, acts json, OUT first_number bigint, OUT last_number bigint, OUT repeated boolean): execute to scrutiny_ingest",
                "security definer function meeting.judge(wanted text, expected bigint, act_key text, acts json, OUT first_number bigint, OUT last_number bigint, OUT repeated boolean): owned by scrutiny_meeting",
                "security definer function meeting.plan(wanted text, expected integer, head jsonb, items jsonb): execute to scrutiny_staff",
                "security definer function meeting.plan(wanted text, expected integer, head jsonb, items jsonb): owned by scrutiny_meeting",
                "security definer function meeting.plan_sample(wanted text, head jsonb, items jsonb): execute to scrutiny_ingest",
                "security definer function meeting.plan_sample(wanted text, head jsonb, items jsonb): owned by scrutiny_meeting",
                "security definer function meeting.publish_paper(wanted text, which text, wanted_version integer, shown bytea): execute to scrutiny_staff",
                "security definer function meeting.publish_paper(wanted text, which text, wanted_version integer, shown bytea): owned by scrutiny_meeting",
                "security definer function meeting.write_letter(wanted text, content jsonb): execute to scrutiny_staff",
                "security definer function meeting.write_letter(wanted text, content jsonb): owned by scrutiny_meeting",
                "security definer function pack.begin_edition(wanted text, account text): execute to scrutiny_staff",
                "security definer function pack.begin_edition(wanted text, account text): owned by scrutiny_pack",
                "security definer function pack.hold_chapter(wanted text, which integer, account text, name text): execute to scrutiny_staff",
                "security definer function pack.hold_chapter(wanted text, which integer, account text, name text): owned by scrutiny_pack",
                "security definer function pack.move_chapter(wanted text, which integer, expected integer, direction integer, account text): execute to scrutiny_staff",
                "security definer function pack.move_chapter(wanted text, which integer, expected integer, direction integer, account text): owned by scrutiny_pack",
                "security definer function pack.plan(wanted text, expected integer, head jsonb, account text): execute to scrutiny_staff",
                "security definer function pack.plan(wanted text, expected integer, head jsonb, account text): owned by scrutiny_pack",
                "security definer function pack.publish(wanted text, expected integer, is_synthetic boolean, manifest text, names text[], contents bytea[], figures jsonb): execute to scrutiny_staff",
                "security definer function pack.publish(wanted text, expected integer, is_synthetic boolean, manifest text, names text[], contents bytea[], figures jsonb): owned by scrutiny_pack",
                "security definer function pack.publish_sample(wanted text, head jsonb, chapters jsonb, is_synthetic boolean, manifest text, names text[], contents bytea[], figures jsonb, moment timestamp with time zone): execute to scrutiny_ingest",
                "security definer function pack.publish_sample(wanted text, head jsonb, chapters jsonb, is_synthetic boolean, manifest text, names text[], contents bytea[], figures jsonb, moment timestamp with time zone): owned by scrutiny_pack",
                "security definer function pack.put_chapter(wanted text, which integer, expected integer, content jsonb, account text): execute to scrutiny_staff",
                "security definer function pack.put_chapter(wanted text, which integer, expected integer, content jsonb, account text): owned by scrutiny_pack",
                "security definer function pack.sign(wanted text, expected integer, account text, second_person boolean): execute to scrutiny_staff",
                "security definer function pack.sign(wanted text, expected integer, account text, second_person boolean): owned by scrutiny_pack",
                "security definer function published.index_new_observations(): execute to scrutiny_ingest",
                "security definer function published.withdraw_figures(of_load text, by_notice bigint): execute to scrutiny_ingest",
                "security definer function published.withdraw_note(of_note bigint): execute to scrutiny_ingest",
                "security definer function question.act(wanted text, expected integer, who text, person text, act text, state_after text, change jsonb, shown boolean): execute to scrutiny_staff",
                "security definer function question.act(wanted text, expected integer, who text, person text, act text, state_after text, change jsonb, shown boolean): owned by scrutiny_question",
                "security definer function question.act_sample(wanted text, expected integer, act text, state_after text, change jsonb, shown boolean, moment timestamp with time zone): execute to scrutiny_ingest",
                "security definer function question.act_sample(wanted text, expected integer, act text, state_after text, change jsonb, shown boolean, moment timestamp with time zone): owned by scrutiny_question",
                "security definer function question.ask(asked jsonb, secret bytea, browser bytea, candidates text[], email text, spam text[], earlier bytea, OUT taken text, OUT repeated boolean): execute to scrutiny_public",
                "security definer function question.ask(asked jsonb, secret bytea, browser bytea, candidates text[], email text, spam text[], earlier bytea, OUT taken text, OUT repeated boolean): owned by scrutiny_question",
                "security definer function question.ask_sample(asked jsonb, secret bytea, candidate text, spam text[], moment timestamp with time zone): execute to scrutiny_ingest",
                "security definer function question.ask_sample(asked jsonb, secret bytea, candidate text, spam text[], moment timestamp with time zone): owned by scrutiny_question",
                "security definer function question.enter(asked jsonb, candidates text[], email text): execute to scrutiny_staff",
                "security definer function question.enter(asked jsonb, candidates text[], email text): owned by scrutiny_question",
                "security definer function question.erase_again(kinds text[], salts bytea[], hashes bytea[]): execute to scrutiny_ingest",
                "security definer function question.erase_again(kinds text[], salts bytea[], hashes bytea[]): owned by scrutiny_question",
                "security definer function question.erasures(after bigint): execute to scrutiny_ingest",
                "security definer function question.erasures(after bigint): owned by scrutiny_question",
                "security definer function question.forget_due(days integer): execute to scrutiny_ingest",
                "security definer function question.forget_due(days integer): owned by scrutiny_question",
                "security definer function question.own(secret bytea): execute to scrutiny_public",
                "security definer function question.own(secret bytea): owned by scrutiny_question",
                "security definer function question.own_act(secret bytea, expected integer, act text, new_text text): execute to scrutiny_public",
                "security definer function question.own_act(secret bytea, expected integer, act text, new_text text): owned by scrutiny_question",
                "security definer function question.set_theme(wanted text, words text): execute to scrutiny_ingest",
                "security definer function question.set_theme(wanted text, words text): execute to scrutiny_staff",
                "security definer function question.set_theme(wanted text, words text): owned by scrutiny_question",
                "security definer function question.set_window(wanted text, opens_ timestamp with time zone, closes_ timestamp with time zone, live boolean, most integer, who text): execute to scrutiny_staff",
                "security definer function question.set_window(wanted text, opens_ timestamp with time zone, closes_ timestamp with time zone, live boolean, most integer, who text): owned by scrutiny_question",
                "security definer function question.tally(): execute to scrutiny_ingest",
                "security definer function question.tally(): execute to scrutiny_staff",
                "security definer function question.tally(): owned by scrutiny_question",
                "security definer function working.index_new_observations(): execute to scrutiny_ingest",
            }), "give it a search_path, and list it here");
            Assert.That(lines, Has.None.Contains("with grant option"));
        });
    }

    private static async Task<IReadOnlyList<string>> ReadAsync()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = new NpgsqlConnection(database.Superuser);
        return [.. await connection.QueryAsync<string>(Sql)];
    }
}
