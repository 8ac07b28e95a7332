using Npgsql;
using Scrutiny.Database;
using Scrutiny.Tests.Leaks;

namespace Scrutiny.Tests.Database;

/// <summary>Ways round the wall that PostgreSQL is known to have, tried as the public's role over a database that holds secrets. What any role may see is in docs/accepted-risks.md.</summary>
[Category("L-8")]
internal sealed class FenceTests
{
    private TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        database = await SecretWorld.CopyAsync();
        await database.AskAsync("analyze");
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await database.DisposeAsync();

    [TestCase("select count(*) from working.load")]
    [TestCase("table working.observation")]
    [TestCase("select * from working.load_number_seq")]
    [TestCase("select nextval('working.load_number_seq')")]
    [TestCase("select last_value from published.observation_observation_id_seq")]
    [TestCase("copy working.load to stdout")]
    [TestCase("copy (select * from working.load) to stdout")]
    [TestCase("select audit.append('ingest', 'load-refused', 'load', 'a', '{}')")]
    [TestCase("select audit.publish_head()")]
    [TestCase("select working.index_new_observations()")]
    [TestCase("select * from audit.entry")]
    [TestCase("select pg_read_file('postgresql.conf')")]
    [TestCase("select pg_ls_dir('.')")]
    [TestCase("select pg_stat_file('postgresql.conf')")]
    [TestCase("select lo_import('/etc/passwd')")]
    [TestCase("select query from pg_stat_statements")]
    [TestCase("create view published.peep as select * from working.load")]
    [TestCase("create table published.peep (number integer references working.load (number))")]
    [TestCase("select * from dblink('', 'select 1') t(i int)")]
    [TestCase("select pg_terminate_backend(pid) from pg_stat_activity where usename is distinct from current_user limit 1")]
    [TestCase("set session authorization scrutiny_ingest")]
    [TestCase("prepare peep as select * from working.load")]
    [TestCase("do $$ begin perform 1 from working.load; end $$")]
    [TestCase("explain select * from working.load")]
    [TestCase("select row_to_json(l) from working.load l")]
    [TestCase("begin; lock table working.load in access share mode")]
    [TestCase("comment on table working.load is 'peep'")]
    [TestCase("select * from pg_authid")]
    public async Task A_way_round_is_closed(string statement)
    {
        var refusal = Assert.CatchAsync<PostgresException>(() => AskAsync(statement))!;

        // Refused, or not there at all; and the refusal names what was asked for and no row of it.
        Assert.That(refusal.SqlState, Is.AnyOf(PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.UndefinedTable, PostgresErrorCodes.UndefinedFunction));
        Assert.That(refusal.Detail, Is.Null);
        Assert.That(await Task.FromResult(refusal.MessageText), Does.Not.Match("november|secret|Ann Lyst"));
    }

    [Test]
    public async Task Statistics_of_hidden_tables_show_the_public_no_value() =>
        Assert.That(await AskAsync("select count(*) from pg_stats where schemaname not in ('pg_catalog', 'information_schema', 'published') and tablename <> 'schema_migration'"), Is.Zero);

    [Test]
    public async Task What_others_ask_is_hidden_from_the_public() =>
        Assert.That(await AskAsync("select count(*) from pg_stat_activity where usename <> current_user and query not in ('<insufficient privilege>', '')"), Is.Zero);

    [Test]
    public async Task There_are_no_materialised_views_and_every_view_reads_with_the_rights_of_who_asks()
    {
        const string Relations = "select string_agg(c.oid::regclass::text, ', ') from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('published', 'working', 'public', 'audit') and";

        Assert.That(await database.AskAsync($"{Relations} relkind = 'm'"), Is.EqualTo(DBNull.Value));
        Assert.That(await database.AskAsync($"{Relations} relkind = 'v' and not coalesce(reloptions @> array['security_invoker=true'], false)"), Is.EqualTo(DBNull.Value), "a view over hidden tables lets everybody through; say security_invoker, or write a function that the grants' list shows");
    }

    [Test]
    public async Task The_public_may_run_no_function_of_ours_but_those_that_are_listed() =>
        Assert.That(
            await database.AskAsync("select coalesce(string_agg(p.oid::regprocedure::text, ', ' order by p.oid::regprocedure::text collate \"C\"), '') from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname not in ('pg_catalog', 'information_schema') and has_schema_privilege('scrutiny_public', n.oid, 'usage') and has_function_privilege('scrutiny_public', p.oid, 'execute')"),
            // Compared, taken in, shown to who has the secret: none tells anything of a question to somebody without it.
            Is.EqualTo("contact.confirm(bytea), contact.subscribe(text,text,text), contact.unsubscribe(bytea), published.likeness(text[],text[]), published.trigrams(text), question.ask(jsonb,bytea,bytea,text[],text,text[],bytea), question.own(bytea), question.own_act(bytea,integer,text,text)"));

    [Test]
    public async Task No_large_object_holds_anything() => Assert.That(await database.AskAsync("select count(*) from pg_largeobject_metadata"), Is.Zero);

    [Test]
    public async Task A_key_of_a_published_table_points_at_published_tables_only() =>
        Assert.That(await database.AskAsync("select string_agg(conname, ', ') from pg_constraint c join pg_class r on r.oid = c.confrelid where c.contype = 'f' and c.connamespace = 'published'::regnamespace and r.relnamespace <> 'published'::regnamespace"), Is.EqualTo(DBNull.Value), "a violated key would tell what stands on the other side");

    [Test]
    public async Task Who_listens_on_the_working_channel_hears_a_kind_and_a_number()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString(DatabaseRole.Public)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        var heard = new List<string>();
        connection.Notification += (_, rung) => heard.Add(rung.Payload);
        // Any role may listen; PostgreSQL has no right for it.
        await using (var listen = new NpgsqlCommand("listen scrutiny_working", connection))
        {
            await listen.ExecuteNonQueryAsync();
        }

        await UnpublishedThings.AddAnotherLoadAsync(database, Scrutiny.Dashboards.Catalogue.Read(Conventions.Repository.PathTo("dashboards")), 1);
        await Loading.Until.TrueAsync(async () =>
        {
            await using var look = new NpgsqlCommand("select 1", connection);
            await look.ExecuteNonQueryAsync();
            return heard.Exists(payload => payload.StartsWith("request:", StringComparison.Ordinal));
        });

        Assert.That(heard, Has.All.Match(@"^[a-z0-9-]+:\d+\z"));
    }

    private Task<object?> AskAsync(string sql) => database.AskAsync(DatabaseRole.Public, sql);
}
