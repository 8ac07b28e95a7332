using System.Globalization;
using System.Text;
using Scrutiny.Areas;

namespace Scrutiny.Tests.Loading;

/// <summary>Figures that are not compared one by one, because their series is new or says what the last file said, end as if they had been.</summary>
[Category("Slow")]
internal sealed class StraightLoadTests
{
    private const string One = "force,month,things\nKent,2018-04,1\nSurrey,2018-04,5\n";
    private static readonly string[] Forces = ["Kent", "Surrey", "Hampshire", "Cleveland", "Essex"];

    [Category("B-2"), Category("Slow")]
    [TestCase(1, Category = "Long")]
    [TestCase(2, Category = "Long")]
    [TestCase(3, Category = "Long")]
    public async Task Whatever_files_come_in_whatever_order_the_last_word_on_each_figure_counts(int seed)
    {
        await using var database = await LoaderTests.OpenAsync();
        var random = new Random(seed);
        var known = new Dictionary<(string Force, string Month), int>();
        for (var file = 0; file < 25; file++)
        {
            // Whole files and parts, in and out of order, mostly unchanged, at times with a figure twice.
            var said = Forces.SelectMany(force => Enumerable.Range(1, 6).Select(month => (Force: force, Month: $"2018-{month:00}")))
                .Where(_ => random.Next(4) > 0 || file % 3 == 0)
                .Select(key => (Key: key, Value: known.TryGetValue(key, out var before) && random.Next(file % 4 == 0 ? 8 : 1000) > 0 ? before : random.Next(3)))
                .OrderBy(_ => random.Next()).ToList();
            var text = new StringBuilder("force,month,things\n");
            foreach (var (key, value) in said.Concat(file % 7 == 6 ? said.Take(1) : []))
            {
                text.Append(CultureInfo.InvariantCulture, $"{key.Force},{key.Month},{value}{(file % 2 == 0 ? "" : ".0")}\n");
            }

            var report = await database.LoadTextAsync(text.Append(CultureInfo.InvariantCulture, $"{new string('\n', file)}").ToString());

            Assert.That((report.Loaded, report.Unchanged, report.Revised), Is.EqualTo((
                said.LongCount(row => !known.ContainsKey(row.Key)),
                said.LongCount(row => known.TryGetValue(row.Key, out var before) && before == row.Value),
                said.LongCount(row => known.TryGetValue(row.Key, out var before) && before != row.Value))), $"file {file}: {report.Reason}");
            said.ForEach(row => known[row.Key] = row.Value);
        }

        foreach (var schema in new[] { "working", "published" })
        {
            var stored = await database.Database.AskAsync($"select string_agg(s.area || ' ' || o.period_from || ' ' || trim_scale(o.value), '; ' order by s.area, o.period_from) from {schema}.observation o join {schema}.series s using (series_id) where o.known_to = 'infinity'");
            Assert.That(stored, Is.EqualTo(string.Join("; ", known.Select(row => $"{Code(database, row.Key.Force)} {row.Key.Month}-01 {row.Value}").Order(StringComparer.Ordinal))), schema);
            Assert.That(await database.Database.AskAsync($"select count(*) from {schema}.observation o where not exists (select from {schema}.series s where s.series_id = o.series_id) or not exists (select from {schema}.load l where l.number = o.load_number)"), Is.Zero, "every row has its series and its load, though no foreign key says so");
        }
    }

    [Test]
    public async Task A_file_that_says_the_same_writes_no_row_of_figures()
    {
        await using var database = await LoaderTests.OpenAsync();
        await database.LoadTextAsync(One);
        var before = await FiguresAsync(database);

        var again = await database.LoadTextAsync("force,month,things\nSurrey,2018-04,5.00\nKent,2018-04,1\n");

        Assert.That((again.Loaded, again.Unchanged), Is.EqualTo((0L, 2L)));
        Assert.That(await FiguresAsync(database), Is.EqualTo(before));
    }

    [Test]
    public async Task A_first_file_that_repeats_a_figure_is_read_again_and_counts_it_once()
    {
        await using var database = await LoaderTests.OpenAsync();

        var report = await database.LoadTextAsync(One + "Kent,2018-04,1.0\n");

        Assert.That((report.Loaded, report.Notes.Single()), Is.EqualTo((2L, "1 figure stands in the file more than once with the same value and counts once.")));
    }

    [Test]
    public async Task After_a_rejection_the_same_figures_are_no_longer_taken_for_known()
    {
        await using var database = await LoaderTests.OpenAsync(dashboards => dashboards.Change("sources/made", "publish: on-load", "publish: on-approval"));
        var rejected = await database.LoadTextAsync(One);
        await database.Approval.RejectAsync(rejected.Load, "Wrong.", CancellationToken.None);

        var again = await database.LoadTextAsync(One + "\n");

        Assert.That((again.Loaded, again.Unchanged), Is.EqualTo((2L, 0L)));
    }

    [Test]
    public async Task A_figure_that_was_put_back_by_back_filling_is_compared_again()
    {
        await using var database = await LoaderTests.OpenAsync();
        await database.LoadTextAsync(One, knownFrom: new DateTimeOffset(2019, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await database.LoadTextAsync(One.Replace(",1\n", ",2\n", StringComparison.Ordinal), knownFrom: new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));

        var report = await database.LoadTextAsync(One + "\n");

        Assert.That((report.Unchanged, report.Revised), Is.EqualTo((1L, 1L)));
        Assert.That((await database.PublicAsync("things", "E23000032")).Single().Value, Is.EqualTo(1m));
    }

    [Test]
    public async Task A_receipt_of_a_later_new_series_shows_its_own_row_of_the_file()
    {
        await using var database = await LoaderTests.OpenAsync();
        await database.LoadTextAsync(One);

        await database.LoadTextAsync(One + "Essex,2018-04,\" 7.50 \"\n");

        var receipt = await database.ReceiptAsync((await database.PublicAsync("things", Code(database, "Essex"))).Single().Receipt);
        Assert.That((receipt!.Row, receipt.Raw, receipt.Value, receipt.FileRow?.Row.Cells[0]), Is.EqualTo((4, " 7.50 ", 7.5m, "Essex")));
    }

    [Test]
    public async Task A_receipt_of_a_file_of_nothing_but_new_series_shows_its_own_row_though_the_source_had_others()
    {
        await using var database = await LoaderTests.OpenAsync();
        await database.LoadTextAsync(One);

        await database.LoadTextAsync("force,month,things\nEssex,2018-04,\" 7.50 \"\n");

        var receipt = await database.ReceiptAsync((await database.PublicAsync("things", Code(database, "Essex"))).Single().Receipt);
        Assert.That((receipt!.Row, receipt.Raw, receipt.Value, receipt.FileRow?.Row.Cells[0]), Is.EqualTo((2, " 7.50 ", 7.5m, "Essex")));
    }

    private static string Code(LoadingDatabase database, string force) => database.Catalogue.Areas.Find(force).Single(area => area.Kind == AreaKind.Force).Code;

    private static async Task<IReadOnlyList<string>> FiguresAsync(LoadingDatabase database) =>
        [.. (await database.RowCountsAsync()).Where(line => line.Contains("observation", StringComparison.Ordinal) || line.Contains("series", StringComparison.Ordinal) || line.Contains("row_block", StringComparison.Ordinal))];
}
