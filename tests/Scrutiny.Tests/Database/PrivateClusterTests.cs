using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Scrutiny.Database;

namespace Scrutiny.Tests.Database;

/// <summary>One cluster of its own, because these tests stop, kill and restart it.</summary>
internal sealed class PrivateClusterTests
{
    // Some of these tests kill the server and then ask what had been committed.
    private static readonly PrivateClusterOptions Options = TestCluster.ThrowAway with
    {
        Settings = new Dictionary<string, string> { ["synchronous_commit"] = "on" },
        StartPatience = TimeSpan.FromSeconds(9),
    };

    private readonly List<string> said = [];
    private DataFolder data = null!;

    [OneTimeSetUp]
    public void MakeFolder() => data = TestCluster.NewFolder();

    [OneTimeTearDown]
    public async Task RemoveFolder() => await TestCluster.RemoveAsync(data);

    [Test]
    public async Task A_second_use_keeps_the_data_and_the_passwords()
    {
        string first;
        await using (var lease = await UseAsync())
        {
            first = lease.ConnectionString(DatabaseRole.Owner);
            await TestDatabase.AskAsync(first, "create table if not exists kept as select 42 as number");
        }

        await using var second = await UseAsync();

        Assert.That(second.ConnectionString(DatabaseRole.Owner), Is.EqualTo(first));
        Assert.That(await TestDatabase.AskAsync(first, "select number from kept"), Is.EqualTo(42));
    }

    [Test]
    public async Task The_server_stops_with_the_last_lease_and_not_before()
    {
        var first = await UseAsync();
        var second = await UseAsync();
        var postmaster = PostmasterId();

        await first.DisposeAsync();
        var afterFirst = IsAlive(postmaster);
        await second.DisposeAsync();

        Assert.That(afterFirst, Is.True);
        Assert.That(IsAlive(postmaster), Is.False);
    }

    [Test]
    public async Task A_lease_of_another_process_keeps_the_server_until_that_process_is_killed()
    {
        var lease = await UseAsync();
        var postmaster = PostmasterId();
        using var other = Process.Start(new ProcessStartInfo("flock", ["-s", "-o", data.PathOf(PrivateCluster.UsersLock), "sleep", "60"]))!;
        await UntilAsync(() =>
        {
            using var alone = FileLock.TryTakeAlone(data.PathOf(PrivateCluster.UsersLock));
            return alone is null && File.ReadAllText("/proc/locks").Contains($" {other.Id} ", StringComparison.Ordinal);
        });

        await lease.DisposeAsync();
        var whileOther = IsAlive(postmaster);
        other.Kill(entireProcessTree: true);
        await other.WaitForExitAsync();
        var adopted = await UseAsync();
        var adoptedId = PostmasterId();
        await adopted.DisposeAsync();

        Assert.That(whileOther, Is.True);
        Assert.That(adoptedId, Is.EqualTo(postmaster));
        Assert.That(IsAlive(postmaster), Is.False);
    }

    [Test]
    public async Task Leases_taken_at_once_share_one_server()
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => UseAsync()));

        Assert.That(leases.Select(x => x.ConnectionString(DatabaseRole.Public)).Distinct().Count(), Is.EqualTo(1));
        await Task.WhenAll(leases.Select(x => x.DisposeAsync().AsTask()));
    }

    [Test, Category("Long")]
    public async Task A_killed_server_with_a_query_still_running_is_recovered()
    {
        await using var lost = await UseAsync();
        await TestDatabase.AskAsync(lost.ConnectionString(DatabaseRole.Owner), "create table if not exists committed as select 7 as number");
        // Busy, so that it does not notice its parent's death: holds the shared memory until it is ended.
        var query = TestDatabase.AskAsync(lost.Superuser!, "select count(*) from generate_series(1, 2000000000)");
        await UntilAsync(() => TestDatabase.AskAsync(lost.Superuser!, "select exists (select from pg_stat_activity where state = 'active' and query like '%generate_series%' and pid <> pg_backend_pid())").Result is true);
        using var postmaster = Process.GetProcessById(PostmasterId());

        postmaster.Kill();
        await postmaster.WaitForExitAsync();
        await using var recovered = await UseAsync();

        Assert.That(await TestDatabase.AskAsync(recovered.Superuser!, "select number from committed"), Is.EqualTo(7));
        Assert.ThrowsAsync(Is.InstanceOf<NpgsqlException>(), () => query);
        Assert.That(said, Has.Some.Contains("did not start at once"));
    }

    [Test]
    public async Task A_left_over_pid_that_now_belongs_to_somebody_else_is_no_hindrance()
    {
        await (await UseAsync()).DisposeAsync();
        await File.WriteAllTextAsync(data.PathOf("postgres/data/postmaster.pid"), $"{Environment.ProcessId}\n{data.PathOf("postgres/data")}\n0\n5432\n\n127.0.0.1\n0 0\nready\n");

        await using var lease = await UseAsync();

        Assert.That(await TestDatabase.AskAsync(lease.Superuser!, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_port_that_another_program_took_is_chosen_anew()
    {
        int old;
        await using (var first = await UseAsync())
        {
            old = new NpgsqlConnectionStringBuilder(first.Superuser).Port;
        }

        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, old);
        other.Start();
        await using var second = await UseAsync();

        Assert.That(new NpgsqlConnectionStringBuilder(second.Superuser).Port, Is.Not.EqualTo(old));
        Assert.That(await TestDatabase.AskAsync(second.Superuser!, "select 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task Pages_carry_checksums_and_text_is_utf8()
    {
        await using var lease = await UseAsync();

        Assert.That(await TestDatabase.AskAsync(lease.Superuser!, "show data_checksums"), Is.EqualTo("on"));
        Assert.That(await TestDatabase.AskAsync(lease.Superuser!, "show server_encoding"), Is.EqualTo("UTF8"));
    }

    [Test]
    public async Task Every_way_in_asks_for_a_scram_password()
    {
        await using var lease = await UseAsync();

        Assert.That(await TestDatabase.AskAsync(lease.Superuser!, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"), Is.EqualTo("scram-sha-256"));
        Assert.That(await TestDatabase.AskAsync(lease.Superuser!, "select count(*) from pg_authid where rolcanlogin and rolpassword like 'SCRAM-SHA-256$%'"), Is.EqualTo(6));
    }

    [Test]
    public async Task A_wrong_password_is_refused()
    {
        await using var lease = await UseAsync();
        var wrong = new NpgsqlConnectionStringBuilder(lease.ConnectionString(DatabaseRole.Public)) { Password = "guess", Pooling = false };

        var refusal = Assert.ThrowsAsync<PostgresException>(() => TestDatabase.AskAsync(wrong.ConnectionString, "select 1"));

        Assert.That(refusal!.SqlState, Is.EqualTo(PostgresErrorCodes.InvalidPassword));
    }

    [Test]
    public async Task It_listens_on_this_machine_only()
    {
        await using var lease = await UseAsync();
        var port = new NpgsqlConnectionStringBuilder(lease.Superuser).Port.ToString("X4", CultureInfo.InvariantCulture);

        // State 0A is listening; 0100007F is 127.0.0.1 as the kernel prints it.
        var listening = new[] { "/proc/net/tcp", "/proc/net/tcp6" }.SelectMany(File.ReadLines)
            .Select(x => x.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(x => x[1].EndsWith($":{port}", StringComparison.Ordinal) && x[3] == "0A")
            .Select(x => x[1]);

        Assert.That(listening, Is.EqualTo(new[] { $"0100007F:{port}" }));
        Assert.That(await TestDatabase.AskAsync(lease.Superuser!, "show unix_socket_directories"), Is.EqualTo(""));
    }

    [Test]
    public async Task Each_role_may_only_what_it_must()
    {
        await using var lease = await UseAsync();

        Assert.That(await TestDatabase.AskAsync(lease.Superuser!, "select string_agg(rolname, ',') from pg_roles where rolname like 'scrutiny%' and (rolsuper or rolcreatedb or rolreplication or rolbypassrls)"), Is.EqualTo(DBNull.Value));
        Assert.That(await TestDatabase.AskAsync(lease.Superuser!, "select string_agg(rolname, ',') from pg_roles where rolname like 'scrutiny%' and rolcreaterole"), Is.EqualTo("scrutiny_owner"));
        Assert.That(await TestDatabase.AskAsync(lease.Superuser!, "select pg_get_userbyid(datdba) from pg_database where datname = 'scrutiny'"), Is.EqualTo("scrutiny_owner"));
        foreach (var role in DatabaseRoles.All)
        {
            Assert.That(await TestDatabase.AskAsync(lease.ConnectionString(role), "select current_user::text"), Is.EqualTo(DatabaseRoles.NameOf(role)));
        }
    }

    [Test]
    public async Task Secrets_are_long_and_readable_by_their_user_only()
    {
        await using var lease = await UseAsync();

        Assert.That(File.GetUnixFileMode(data.PathOf("secrets.json")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(new NpgsqlConnectionStringBuilder(lease.Superuser).Password, Has.Length.EqualTo(48).And.Match("^[0-9a-f]+$"));
        Assert.That(File.GetUnixFileMode(data.Path) & (UnixFileMode.OtherRead | UnixFileMode.OtherExecute | UnixFileMode.GroupRead | UnixFileMode.GroupWrite), Is.EqualTo(UnixFileMode.None));
    }

    [Test]
    public async Task Lost_passwords_are_one_sentence()
    {
        await (await UseAsync()).DisposeAsync();
        File.Move(data.PathOf("secrets.json"), data.PathOf("secrets.away"));

        var refusal = Assert.ThrowsAsync<SentenceException>(UseAsync);

        File.Move(data.PathOf("secrets.away"), data.PathOf("secrets.json"));
        Assert.That(refusal!.Message, Does.Contain("put").And.Contain("secrets.json back from a backup"));
    }

    [Test]
    public async Task In_a_database_of_ones_own_the_other_roles_get_the_kept_passwords()
    {
        await using var lease = await UseAsync();
        var secrets = PrivateClusterSecrets.ReadOrMake(data, mayMakeAll: false);
        await TestDatabase.AskAsync(lease.Superuser!, "alter role scrutiny_public password 'changed'");

        await using var own = new DatabaseLease(new NpgsqlConnectionStringBuilder(lease.Superuser!), secrets, cluster: null);
        var set = await own.SetRolesAsync(CancellationToken.None);
        await using var humble = new DatabaseLease(new NpgsqlConnectionStringBuilder(lease.ConnectionString(DatabaseRole.Staff)), secrets, cluster: null);
        var humbleSet = await humble.SetRolesAsync(CancellationToken.None);

        Assert.That(set, Is.True);
        Assert.That(humbleSet, Is.False);
        Assert.That(own.ConnectionString(DatabaseRole.Owner), Is.EqualTo(lease.Superuser));
        Assert.That(await TestDatabase.AskAsync(own.ConnectionString(DatabaseRole.Public), "select current_user::text"), Is.EqualTo("scrutiny_public"));
    }

    private Task<DatabaseLease> UseAsync() => PrivateCluster.UseAsync(data, said.Add, Options, CancellationToken.None);

    private int PostmasterId() => int.Parse(File.ReadLines(data.PathOf("postgres/data/postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private static bool IsAlive(int id) => Directory.Exists($"/proc/{id}") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static async Task UntilAsync(Func<bool> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), "waited in vain");
            await Task.Delay(20);
        }
    }
}
