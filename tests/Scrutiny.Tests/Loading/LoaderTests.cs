using System.Globalization;
using System.Text;
using Dapper;
using Npgsql;
using Scrutiny.Areas;
using Scrutiny.Database;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Reading;
using Scrutiny.Observations;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Dashboards;

namespace Scrutiny.Tests.Loading;

internal sealed class LoaderTests
{
    private const string Three = "force,month,things\nHampshire,2018-04,10\nHampshire,2018-05,11\nKent,2018-04,20\n";
    private static readonly DateTimeOffset In2019 = new(2019, 1, 24, 9, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset In2020 = new(2020, 1, 30, 9, 30, 0, TimeSpan.Zero);

    [Test, Category("C-5")]
    public async Task The_same_bytes_twice_change_nothing()
    {
        await using var database = await OpenAsync();
        var first = await database.LoadTextAsync(Three);
        var before = await database.RowCountsAsync();

        var second = await database.LoadTextAsync(Three);

        Assert.Multiple(async () =>
        {
            Assert.That((first.Loaded, first.Unchanged, first.Publication), Is.EqualTo((3L, 0L, "published")));
            Assert.That((second.Loaded, second.Unchanged, second.Revised, second.Load), Is.EqualTo((0L, 3L, 0L, first.Load)));
            Assert.That(await database.RowCountsAsync(), Is.EqualTo(before));
        });
    }

    [Test, Category("C-5")]
    public async Task Other_bytes_with_the_same_values_are_another_load_without_a_new_figure()
    {
        await using var database = await OpenAsync();
        await database.LoadTextAsync(Three);

        var second = await database.LoadTextAsync(Three.Replace("10\n", "\"10.0 \"\n", StringComparison.Ordinal));

        Assert.That((second.Loaded, second.Unchanged, second.Revised), Is.EqualTo((0L, 3L, 0L)));
        Assert.That(await database.Database.AskAsync("select count(*) from published.observation"), Is.EqualTo(3L));
    }

    [Test]
    public async Task An_edition_older_than_one_that_confirmed_a_value_never_replaces_it()
    {
        await using var database = await OpenAsync();
        await database.LoadTextAsync(Three, released: new DateOnly(2019, 1, 1));
        await database.LoadTextAsync(Three + "\n", released: new DateOnly(2021, 1, 1));

        var between = await database.LoadTextAsync(Three.Replace("10\n", "12\n", StringComparison.Ordinal), released: new DateOnly(2020, 1, 1));

        Assert.That((between.Revised, between.EarlierEditions.Count), Is.EqualTo((0L, 1)));
        Assert.That((await database.PublicAsync("things"))[0].Value, Is.EqualTo(10m));
    }

    [Test, Category("C-5")]
    public async Task A_changed_value_is_a_revision_and_the_old_row_ends_exactly_where_the_new_one_begins()
    {
        await using var database = await OpenAsync();
        await database.LoadTextAsync(Three);
        var between = (DateTime)(await database.Database.AskAsync("select clock_timestamp()"))!;

        var second = await database.LoadTextAsync(Three.Replace("10\n", "12\n", StringComparison.Ordinal));

        Assert.Multiple(async () =>
        {
            Assert.That(second.Revisions, Is.EqualTo(new[] { new Revision("things", "E23000030", "total", "2018-04", 10m, 12m) }));
            Assert.That((second.Loaded, second.Unchanged, second.Revised), Is.EqualTo((0L, 2L, 1L)));
            foreach (var schema in new[] { "working", "published" })
            {
                Assert.That(await database.Database.AskAsync($"select count(*) from {schema}.observation o join {schema}.observation n on n.series_id = o.series_id and n.period_to = o.period_to and n.known_from = o.known_to where (o.value, n.value) = (10, 12) and n.known_to = 'infinity'"), Is.EqualTo(1L), schema);
            }

            Assert.That((await database.PublicAsync("things")).Select(point => point.Value), Is.EqualTo(new decimal?[] { 12, 11 }));
            Assert.That((await database.PublicAsync("things", asKnown: new DateTimeOffset(between, TimeSpan.Zero))).Select(point => point.Value), Is.EqualTo(new decimal?[] { 10, 11 }));
        });
    }

    [Test]
    public async Task A_value_that_becomes_unavailable_is_a_revision_with_the_status_in_its_place()
    {
        await using var database = await OpenAsync();
        await database.LoadTextAsync(Three);

        var second = await database.LoadTextAsync(Three.Replace("10\n", "..\n", StringComparison.Ordinal));

        var revision = second.Revisions.Single();
        Assert.That((revision.Old, revision.New, revision.OldStatus, revision.NewStatus), Is.EqualTo(((decimal?)10, (decimal?)null, ObservationStatus.Final, ObservationStatus.NotAvailable)));
        Assert.That((await database.PublicAsync("things"))[0].Status, Is.EqualTo(ObservationStatus.NotAvailable));
    }

    [Test, Category("E-1")]
    public async Task Back_filling_before_an_existing_value_makes_history_and_leaves_the_present_alone()
    {
        await using var database = await OpenAsync();
        await database.LoadTextAsync(Three, knownFrom: In2020);

        var earlier = await database.LoadTextAsync(Three.Replace("10\n", "9\n", StringComparison.Ordinal), knownFrom: In2019);

        Assert.Multiple(async () =>
        {
            Assert.That((earlier.Loaded, earlier.Revised), Is.EqualTo((3L, 0L)));
            Assert.That((await database.PublicAsync("things")).Select(point => (point.Value, point.KnownFrom)), Is.EqualTo(new[] { ((decimal?)10, In2020), (11, In2020) }));
            Assert.That((await database.PublicAsync("things", asKnown: In2019.AddDays(1))).Select(point => (point.Value, point.KnownFrom)), Is.EqualTo(new[] { ((decimal?)9, In2019), (11, In2019) }));
            Assert.That(await database.PublicAsync("things", asKnown: In2019.AddSeconds(-1)), Is.Empty);
            Assert.That(await database.Database.AskAsync("select bool_and(back_filled) from published.load"), Is.True);
        });
    }

    [Test, Category("E-1")]
    public async Task Back_filling_between_two_values_divides_the_earlier_one()
    {
        await using var database = await OpenAsync();
        await database.LoadTextAsync("force,month,things\nKent,2018-04,1\n", knownFrom: In2019);
        await database.LoadTextAsync("force,month,things\nKent,2018-04,3\n", knownFrom: In2020);

        await database.LoadTextAsync("force,month,things\nKent,2018-04,2\n", knownFrom: In2019.AddMonths(6));

        var seen = new List<decimal?>();
        foreach (var moment in new[] { In2019, In2019.AddMonths(6).AddSeconds(-1), In2019.AddMonths(6), In2020.AddSeconds(-1), In2020 })
        {
            seen.Add((await database.PublicAsync("things", "E23000032", asKnown: moment)).Single().Value);
        }

        Assert.That(seen, Is.EqualTo(new decimal?[] { 1, 1, 2, 2, 3 }));
    }

    [Test, Category("E-1")]
    public async Task What_is_not_known_yet_is_refused()
    {
        await using var database = await OpenAsync();

        var refusal = Assert.ThrowsAsync<SentenceException>(() => database.LoadTextAsync(Three, knownFrom: TimeProvider.System.GetUtcNow().AddMinutes(5)));

        Assert.That((refusal!.ExitCode, refusal.Message), Is.EqualTo((2, "--known-from lies in the future; what is not known yet can't be loaded.")));
    }

    [Test]
    public async Task Two_values_can_not_become_known_at_the_same_moment()
    {
        await using var database = await OpenAsync();
        await database.LoadTextAsync(Three, knownFrom: In2019);

        var second = await database.LoadTextAsync(Three.Replace("10\n", "12\n", StringComparison.Ordinal), knownFrom: In2019);

        Assert.That((second.State, second.Reason), Is.EqualTo((LoadState.Refused, "things for E23000030, total, 2018-04 is known with another value from that very moment; give a later --known-from.")));
        Assert.That((await database.PublicAsync("things"))[0].Value, Is.EqualTo(10m));
    }

    [Test]
    public async Task A_dry_run_reports_as_a_load_does_and_changes_nothing()
    {
        await using var database = await OpenAsync();
        await database.LoadTextAsync(Three);
        var before = await database.RowCountsAsync();
        var publications = await database.Database.AskAsync("select last_value from pg_sequences where sequencename like 'observation%' and schemaname = 'published'");

        var dry = await database.LoadTextAsync(Three.Replace("10\n", "12\n", StringComparison.Ordinal) + "Kent,2018-06,1\n", dryRun: true);
        var refused = await database.LoadTextAsync("nothing,of,this\n", dryRun: true);

        Assert.Multiple(async () =>
        {
            Assert.That((dry.State, dry.Loaded, dry.Revised, dry.Unchanged), Is.EqualTo((LoadState.Accepted, 1L, 1L, 2L)));
            Assert.That(refused.State, Is.EqualTo(LoadState.Refused));
            Assert.That(await database.RowCountsAsync(), Is.EqualTo(before));
            Assert.That(await database.Database.AskAsync("select last_value from pg_sequences where sequencename like 'observation%' and schemaname = 'published'"), Is.EqualTo(publications), "a gap would tell the public that something happened");
        });
    }

    [Test]
    public async Task Over_the_reject_threshold_nothing_is_loaded_and_the_last_good_figures_stay()
    {
        await using var database = await OpenAsync();
        await database.LoadTextAsync(Three);

        var bad = await database.LoadTextAsync("force,month,things\nHampshire,2018-04,99\nHampshire,2018-05,many\nRuritania,2018-04,20\n");

        Assert.Multiple(async () =>
        {
            Assert.That((bad.State, bad.Rejected, bad.Publication), Is.EqualTo((LoadState.Refused, 2L, "none")));
            Assert.That(bad.Reason, Does.StartWith("2 of 3 values can't be used, more than the 5% that the source allows, so nothing was loaded; the first: line 3, column 'things': 'many' is neither"));
            Assert.That((await database.PublicAsync("things")).Select(point => point.Value), Is.EqualTo(new decimal?[] { 10, 11 }));
            Assert.That(await database.Database.AskAsync($"select string_agg(row_number || ' ' || column_name || ' ' || raw, '; ' order by number) from working.reject where load_id = '{bad.Load}'"), Is.EqualTo("3 things many; 4 force Ruritania"));
        });
    }

    [Test]
    public async Task Under_the_reject_threshold_the_good_figures_count_and_every_reject_is_listed()
    {
        await using var database = await OpenAsync(dashboards => dashboards.Change("sources/made", "due:", "reject_above: 60\ndue:"));

        var report = await database.LoadTextAsync("force,month,things\nHampshire,2018-04,99\nRuritania,2018-04,20\n");

        Assert.That((report.State, report.Loaded, report.Rejected, report.Rejects.Single().Raw), Is.EqualTo((LoadState.Accepted, 1L, 1L, "Ruritania")));
    }

    [Test]
    public async Task Rows_that_contradict_each_other_are_both_left_out()
    {
        await using var database = await OpenAsync(dashboards => dashboards.Change("sources/made", "due:", "reject_above: 60\ndue:"));

        var report = await database.LoadTextAsync(Three + "Hampshire,2018-04,999\n");

        Assert.Multiple(async () =>
        {
            Assert.That(report.Rejects.Single().Reason, Is.EqualTo("things for E23000030, total, 2018-04 stands in rows 2, 5 with different values; none of them was loaded: ask the supplier which is right."));
            Assert.That(report.Loaded, Is.EqualTo(2));
            Assert.That((await database.PublicAsync("things")).Select(point => point.Value), Is.EqualTo(new decimal?[] { 11 }));
        });
    }

    [TestCase("10")]
    [TestCase("10.0")]
    public async Task A_row_that_repeats_another_counts_once(string value)
    {
        await using var database = await OpenAsync();

        var report = await database.LoadTextAsync(Three + $"Hampshire,2018-04,{value}\n");

        Assert.That((report.State, report.Loaded, report.Rejected, report.Notes.Single()), Is.EqualTo((LoadState.Accepted, 3L, 0L, "1 figure stands in the file more than once with the same value and counts once.")));
    }

    [Test, Category("C-2")]
    public async Task Two_loads_of_one_file_at_once_count_once()
    {
        await using var database = await OpenAsync();

        var reports = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => database.LoadTextAsync(Three))));

        Assert.Multiple(async () =>
        {
            Assert.That(reports.Sum(report => report.Loaded), Is.EqualTo(3));
            Assert.That(reports.Sum(report => report.Unchanged), Is.EqualTo(15));
            Assert.That(reports.Select(report => report.Load).Distinct().ToList(), Has.Count.EqualTo(1));
            Assert.That(await database.Database.AskAsync("select count(*) from working.observation"), Is.EqualTo(3L));
            Assert.That(await database.Database.AskAsync("select count(*) from working.load"), Is.EqualTo(1L));
        });
    }

    [Test, Category("B-1")]
    public async Task A_connection_cut_before_the_commit_leaves_nothing_and_the_next_run_loads_it()
    {
        await using var database = await OpenAsync();
        var before = await database.RowCountsAsync();
        await using var turn = await Turn.HoldAsync(database);
        var load = database.LoadTextAsync(Three);
        await turn.UntilSomebodyWaitsAsync();

        await database.Database.AskAsync("select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and not granted");

        Assert.CatchAsync<NpgsqlException>(() => load);
        await turn.DisposeAsync();
        Assert.That(await database.RowCountsAsync(), Is.EqualTo(before));
        Assert.That((await database.LoadTextAsync(Three)).Loaded, Is.EqualTo(3));
    }

    [Test, Category("B-1")]
    public async Task A_load_that_is_cancelled_before_the_commit_leaves_nothing()
    {
        await using var database = await OpenAsync();
        var before = await database.RowCountsAsync();
        using var ending = new CancellationTokenSource();
        await using var turn = await Turn.HoldAsync(database);
        var load = database.LoadTextAsync(Three, cancel: ending.Token);
        await turn.UntilSomebodyWaitsAsync();

        await ending.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => load);
        await turn.DisposeAsync();
        Assert.That(await database.RowCountsAsync(), Is.EqualTo(before));
        Assert.That((await database.LoadTextAsync(Three)).Loaded, Is.EqualTo(3));
    }

    [Test, Category("B-1")]
    public async Task A_load_that_is_cancelled_while_it_reads_leaves_nothing()
    {
        await using var database = await OpenAsync();
        var before = await database.RowCountsAsync();
        var rows = new StringBuilder("force,month,things\n");
        foreach (var force in database.Catalogue.Areas.ByCode.Values.Where(area => area.Kind == AreaKind.Force))
        {
            for (var month = 0; month < 2400; month++)
            {
                rows.Append(CultureInfo.InvariantCulture, $"{force.Name},{1900 + (month / 12)}-{(month % 12) + 1:00},{month % 2}\n");
            }
        }

        // The first row that is copied waits for whoever holds the turn: so the file is sure to be half read when the load is cancelled.
        await database.Database.AskAsync("""
            create function public.take_turn() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock_shared(hashtext('scrutiny.publication')); return new; end $$;
            create trigger take_turn before insert on working.observation for each row execute function public.take_turn()
            """);
        using var ending = new CancellationTokenSource();
        await using var turn = await Turn.HoldAsync(database);
        var load = Task.Run(() => database.LoadTextAsync(rows.ToString(), cancel: ending.Token));
        await turn.UntilSomebodyWaitsAsync();

        await ending.CancelAsync();
        await turn.DisposeAsync();

        Assert.CatchAsync<OperationCanceledException>(() => load);
        Assert.That(await database.RowCountsAsync(), Is.EqualTo(before));
        Assert.That((await database.LoadTextAsync(Three)).Loaded, Is.EqualTo(3));
    }

    [Test, Category("C-6")]
    public async Task A_file_that_changes_while_it_is_read_is_not_loaded()
    {
        await using var database = await OpenAsync();
        var before = await database.RowCountsAsync();
        var path = Path.Combine(Path.GetTempPath(), $"scrutiny-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(path, Three);
        var loader = new Loader(database.Ingest, database.Catalogue, new ClockThatWrites(path));

        var refusal = Assert.ThrowsAsync<SentenceException>(() => loader.LoadAsync(new LoadRequest(path, "made.csv", "made", Delivery.Inbox), CancellationToken.None));

        File.Delete(path);
        Assert.That(refusal!.Message, Is.EqualTo("The file made.csv changed while it was read; nothing was loaded: deliver it again when it is whole."));
        Assert.That(await database.RowCountsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task An_unknown_source_is_an_unusable_argument_with_a_hint()
    {
        await using var database = await OpenAsync();

        var refusal = Assert.ThrowsAsync<SentenceException>(() => database.LoadTextAsync(Three, "mad"));

        Assert.That((refusal!.ExitCode, refusal.Message), Is.EqualTo((2, "There is no source 'mad'; did you mean 'made'?")));
    }

    [Test]
    public async Task Every_published_observation_has_a_receipt_whose_raw_text_is_its_value()
    {
        await using var database = await LoadingDatabase.CreateAsync();
        foreach (var (file, source) in new[] { ("sample-workforce-2018.csv", "sample-workforce"), ("sample-grant-2025.csv", "sample-grant"), ("sample-crime-2019.csv", "sample-crime"), ("sample-returns-2026-10.csv", "sample-returns") })
        {
            var report = await database.LoadAsync(Repository.PathTo($"dashboards/samples/{file}"), source);
            Assert.That((report.State, report.Rejected), Is.EqualTo((LoadState.Accepted, 0L)), $"{report.Reason} {string.Join("; ", report.Rejects.Take(3))}");
        }

        await using var connection = await database.OpenAsync(DatabaseRole.Public, "published");
        var observations = (await connection.QueryAsync<(long Id, decimal? Value, string Status, string Raw)>("select observation_id, value, status, coalesce(raw, value::text) from observation order by 1")).ToList();
        Assert.That(observations, Has.Count.GreaterThan(2500));
        foreach (var (id, value, status, raw) in observations)
        {
            Assert.That(Number.TryParse(raw, out var parsed) ? parsed : (decimal?)null, Is.EqualTo(value), $"{id}: {raw}");
            Assert.That(ObservationStatuses.Parse(status).IsAbsent(), Is.EqualTo(value is null), $"{id}: {status}");
        }

        foreach (var (id, value, _, raw) in observations.Where(observation => observation.Id % 50 == 1 || observation.Value is null))
        {
            var receipt = await Receipts.ReadAsync(connection, id, CancellationToken.None);
            Assert.That((receipt!.Value, receipt.Raw, receipt.FileRow!.Row.Number), Is.EqualTo((value, raw, receipt.Row)));
            Assert.That(receipt.FileRow.Row.Cells[receipt.Column - 1], Is.EqualTo(receipt.Displayed));
            Assert.That(receipt.FileRow.Headings[receipt.Column - 1], Is.EqualTo("value"));
        }
    }

    internal static async Task<LoadingDatabase> OpenAsync(Action<MadeDashboards>? change = null)
    {
        using var dashboards = MadeDashboards.Long();
        change?.Invoke(dashboards);
        return await LoadingDatabase.CreateAsync(dashboards.Read());
    }

    /// <summary>The second look at this clock, when a load is nearly done, adds to the file.</summary>
    private sealed class ClockThatWrites(string path) : TimeProvider
    {
        private int looks;

        public override DateTimeOffset GetUtcNow()
        {
            if (++looks == 2)
            {
                File.AppendAllText(path, "Kent,2018-06,1\n");
            }

            return base.GetUtcNow();
        }
    }
}
