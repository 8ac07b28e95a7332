using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Observations;
using Scrutiny.Periods;

namespace Scrutiny.Tests.Loading;

internal sealed class StagingTests
{
    private static readonly Figure Cell = new("things", "E23000032", "total", Period.Month(2018, 4), 12.50m, null, null, ObservationStatus.Final, "", 4, 3, "12.50", "12.50");

    [Test]
    public async Task Of_an_aggregate_the_count_the_rows_and_the_filter_are_kept()
    {
        await using var database = await LoaderTests.OpenAsync();

        await FillAsync(database, Cell with { Value = 5, Raw = "outcome is 'charged'", Displayed = "", Counted = new CountedRows(5, "4,9,12-14") });

        Assert.That(await database.Database.AskAsync("select (raw, displayed, counted_rows, counted_ranges)::text from working.observation"), Is.EqualTo("(\"outcome is 'charged'\",,5,\"4,9,12-14\")"));
    }

    [TestCase("12.50", "12.50", "(,)")]
    [TestCase("12.5", "12.50", "(12.5,12.50)")]
    [TestCase("12.50 ", "12.50 ", "(\"12.50 \",)")]
    [TestCase("12.50", "13", "(,13)")]
    public async Task A_cells_text_is_kept_where_it_is_not_the_values_own(string raw, string displayed, string kept)
    {
        await using var database = await LoaderTests.OpenAsync();

        await FillAsync(database, Cell with { Raw = raw, Displayed = displayed });

        Assert.That(await database.Database.AskAsync("select (raw, displayed)::text from working.observation"), Is.EqualTo(kept));
    }

    [Test]
    public async Task A_receipt_of_an_aggregate_gives_the_rows_in_place_of_a_cells_text()
    {
        await using var database = await LoaderTests.OpenAsync();
        await database.LoadTextAsync("force,month,things\nKent,2018-04,1\n");
        await database.Database.AskAsync("update published.observation set raw = 'force is Kent', counted_rows = 1, counted_ranges = '2'");

        var receipt = await database.ReceiptAsync((await database.PublicAsync("things", "E23000032")).Single().Receipt);

        Assert.That((receipt!.Raw, receipt.Displayed, receipt.Counted), Is.EqualTo(((string?)null, (string?)null, new CountedFigure(1, "2", "force is Kent"))));
    }

    [Test]
    public void The_digest_of_figures_knows_neither_their_order_nor_their_zeros_nor_their_place()
    {
        var other = Cell with { Area = "E23000031", Period = Period.Month(2018, 5), Value = 7 };

        var one = DigestOf(Cell, other);

        Assert.Multiple(() =>
        {
            Assert.That(DigestOf(other with { Value = 7.000m, Raw = "7.000", Row = 9 }, Cell with { Counted = new CountedRows(1, null) }), Is.EqualTo(one));
            Assert.That(DigestOf(Cell, other with { Value = 8 }), Is.Not.EqualTo(one));
            Assert.That(DigestOf(Cell, other with { Value = -7 }), Is.Not.EqualTo(one));
            Assert.That(DigestOf(Cell, other with { Numerator = 7 }), Is.Not.EqualTo(one));
            Assert.That(DigestOf(Cell, other with { Denominator = 7 }), Is.Not.EqualTo(one));
            Assert.That(DigestOf(Cell, other with { Status = ObservationStatus.Provisional }), Is.Not.EqualTo(one));
            Assert.That(DigestOf(Cell with { Value = 7 }, other with { Value = 12.5m }), Is.Not.EqualTo(one));
            Assert.That(DigestOf(Cell), Is.Not.EqualTo(one));
        });
    }

    private static Guid DigestOf(params Figure[] figures)
    {
        var digest = default(FiguresDigest);
        foreach (var figure in figures)
        {
            digest.Add(figure);
        }

        return digest.Value;
    }

    private static async Task FillAsync(LoadingDatabase database, Figure figure)
    {
        await using var connection = await database.Ingest.OpenConnectionAsync();
        var staging = new Staging(await SourceSeries.ReadAsync(database.Ingest, connection, "made", CancellationToken.None), [], StagingTarget.Straight) { Stamping = () => new LoadStamp(1, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), null) };
        await staging.FillAsync(connection, () => staging.Add(figure), CancellationToken.None);
    }
}
