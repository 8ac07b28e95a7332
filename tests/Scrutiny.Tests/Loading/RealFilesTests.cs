using Scrutiny.Ingest.Loading;
using Scrutiny.Observations;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Loading;

[NeedsSharedData("data")]
internal sealed class RealFilesTests
{
    private const string Crime = "data/ons-recorded-crime-pfa/";
    private const string Workforce = "data/home-office-workforce/";

    private static string Shared(string path) => NeedsSharedDataAttribute.PathTo(path);

    [Test]
    public async Task The_grant_file_yields_43_forces_and_its_disagreement_with_its_own_total_is_reported()
    {
        await using var database = await LoadingDatabase.CreateAsync();

        var report = await database.LoadAsync(Shared("data/home-office-grant/police-grant-2025-26.csv"), "home-office-grant");

        var points = await database.PublicAsync("government-grant");
        Assert.Multiple(() =>
        {
            Assert.That(report.State, Is.EqualTo(LoadState.Accepted), report.Reason);
            Assert.That(report.Loaded, Is.EqualTo(43));
            Assert.That(report.Rejected, Is.Zero);
            Assert.That(report.Notes, Has.Some.Contains("9,806,553,489").And.Contains("9,806,553,487").And.Contains("-2"));
            Assert.That(points.Single().Value, Is.EqualTo(258895787m));
            Assert.That(points.Single().Period.From, Is.EqualTo(new DateOnly(2025, 4, 1)));
        });
    }

    [Test]
    public async Task The_crime_tables_yield_hampshires_totals_and_offence_groups_and_greater_manchester_as_not_available()
    {
        await using var database = await LoadingDatabase.CreateAsync();
        foreach (var file in new[] { "policeforceareatablesyearendingsep18corrected.xlsx", "policeforceareatablesyearendingdecember2018.xlsx", "policeforceareatablesyearendingseptember2019.xlsx" })
        {
            var report = await database.LoadAsync(Shared(Crime + file), "ons-crime-tables");
            Assert.That((report.State, report.Rejected), Is.EqualTo((LoadState.Accepted, 0L)), $"{report.Reason} {string.Join("; ", report.Rejects.Take(3))}");
            Assert.That(report.Notes, Is.Empty);
        }

        var points = await database.PublicAsync("recorded-crime");
        var manchester = await database.PublicAsync("recorded-crime", "E23000005");
        var robbery = await database.PublicAsync("recorded-crime", breakdown: "robbery");
        var rate = await database.PublicAsync("recorded-crime-rate");
        var city = await database.PublicAsync("recorded-crime-rate", "E23000034");
        Assert.Multiple(() =>
        {
            Assert.That(points.Select(point => (point.Period.To, point.Value)), Is.EqualTo(new (DateOnly, decimal?)[] { (new(2018, 9, 30), 160193), (new(2018, 12, 31), 159487), (new(2019, 9, 30), 159808) }));
            Assert.That(manchester[^1].Value, Is.Null);
            Assert.That(manchester[^1].Status, Is.EqualTo(ObservationStatus.NotAvailable));
            Assert.That(robbery[^1].Value, Is.EqualTo(1472m));
            Assert.That(rate.Select(point => Math.Round(point.Value!.Value, 3)), Is.EqualTo(new[] { 80.955m, 80.598m, 80.476m }));
            Assert.That(city.Select(point => point.Status), Is.All.EqualTo(ObservationStatus.NotAvailable), "withheld by the publisher, since few people live there");
        });
    }

    [Test]
    public async Task The_receipt_of_160193_leads_to_sheet_row_column_and_raw_text()
    {
        await using var database = await LoadingDatabase.CreateAsync();
        var report = await database.LoadAsync(Shared(Crime + "policeforceareatablesyearendingsep18corrected.xlsx"), "ons-crime-tables");

        var receipt = await database.ReceiptAsync((await database.PublicAsync("recorded-crime")).Single().Receipt);

        Assert.Multiple(() =>
        {
            Assert.That(receipt!.Sheet, Is.EqualTo("Table P1"));
            Assert.That((receipt.Row, receipt.ColumnLetters), Is.EqualTo((46, "C")));
            Assert.That(receipt.Raw, Is.EqualTo("160193"));
            Assert.That(receipt.FileSha256, Is.EqualTo(report.FileSha256));
            Assert.That(receipt.FileRow!.Row.Cells.Take(3), Is.EqualTo(new[] { "E23000030", "Hampshire", "160,193" }));
            Assert.That(receipt.Released, Is.EqualTo(new DateOnly(2019, 2, 6)));
        });
    }

    [Test]
    public async Task The_workforce_tables_yield_officers_specials_and_volunteers_and_keep_the_displayed_text()
    {
        await using var database = await LoadingDatabase.CreateAsync();
        foreach (var file in new[] { "police-workforce-tables-jan17.ods", "police-workforce-sep18-tables.ods", "police-workforce-sep19-tables.ods" })
        {
            var report = await database.LoadAsync(Shared(Workforce + file), "home-office-workforce-tables");
            Assert.That((report.State, report.Rejected), Is.EqualTo((LoadState.Accepted, 0L)), $"{report.Reason} {string.Join("; ", report.Rejects.Take(3))}");
        }

        var officers = (await database.PublicAsync("officer-fte")).ToDictionary(point => point.Period.To);
        var receipt = await database.ReceiptAsync(officers[new DateOnly(2018, 9, 30)].Receipt);
        var headcount = (await database.PublicAsync("officer-headcount"))[^1];
        var specials = (await database.PublicAsync("special-constables"))[^1];
        var volunteers = (await database.PublicAsync("police-volunteers"))[^1];
        var westMidlands = (await database.PublicAsync("officer-fte", "E23000014"))[^1];
        Assert.Multiple(() =>
        {
            Assert.That(officers[new DateOnly(2017, 9, 30)].Value, Is.EqualTo(2861.13m));
            Assert.That(officers[new DateOnly(2019, 9, 30)].Value, Is.EqualTo(2665.543m));
            Assert.That((receipt!.Displayed, receipt.Value), Is.EqualTo(("2,741", (decimal?)2740.5713m)));
            Assert.That((headcount.Period.To, headcount.Value), Is.EqualTo((new DateOnly(2019, 9, 30), (decimal?)2749)));
            Assert.That((specials.Period.To, specials.Value), Is.EqualTo((new DateOnly(2019, 9, 30), (decimal?)311)));
            Assert.That((volunteers.Period.To, volunteers.Value), Is.EqualTo((new DateOnly(2019, 9, 30), (decimal?)398)));
            Assert.That(westMidlands.Value, Is.EqualTo(6405.063575m).Within(1e-7m), "the force, not the region of the same name");
        });
    }

    [Test]
    public async Task Northumbrias_officers_are_revised_when_the_2019_edition_follows_the_2018_one()
    {
        await using var database = await LoadingDatabase.CreateAsync();
        var first = await database.LoadAsync(Shared(Workforce + "police-workforce-sep18-tables.ods"), "home-office-workforce-tables", new DateTimeOffset(2019, 1, 24, 9, 30, 0, TimeSpan.Zero));
        var second = await database.LoadAsync(Shared(Workforce + "police-workforce-sep19-tables.ods"), "home-office-workforce-tables", new DateTimeOffset(2020, 1, 30, 9, 30, 0, TimeSpan.Zero));

        var before = await database.PublicAsync("officer-fte", "E23000007", asKnown: new DateTimeOffset(2019, 6, 1, 0, 0, 0, TimeSpan.Zero));
        var after = await database.PublicAsync("officer-fte", "E23000007");
        Assert.Multiple(() =>
        {
            Assert.That(first.Revised, Is.Zero);
            Assert.That(second.Revisions, Has.Some.EqualTo(new Revision("officer-fte", "E23000007", "total", "2018-09-30", 3140.62m, 3151.62m)));
            Assert.That(before.Single(point => point.Period.To == new DateOnly(2018, 9, 30)).Value, Is.EqualTo(3140.62m));
            Assert.That(after.Single(point => point.Period.To == new DateOnly(2018, 9, 30)).Value, Is.EqualTo(3151.62m));
        });
    }

    [Test]
    public async Task An_edition_released_earlier_never_replaces_the_one_on_show()
    {
        await using var database = await LoadingDatabase.CreateAsync();
        await database.LoadAsync(Shared(Workforce + "police-workforce-sep19-tables.ods"), "home-office-workforce-tables");

        var late = await database.LoadAsync(Shared(Workforce + "police-workforce-sep18-tables.ods"), "home-office-workforce-tables");

        var shown = await database.PublicAsync("officer-fte", "E23000007");
        Assert.Multiple(() =>
        {
            Assert.That(late.Revised, Is.Zero);
            Assert.That(late.EarlierEditions, Has.Some.EqualTo(new Revision("officer-fte", "E23000007", "total", "2018-09-30", 3151.62m, 3140.62m)));
            Assert.That(shown.Single(point => point.Period.To == new DateOnly(2018, 9, 30)).Value, Is.EqualTo(3151.62m));
        });
    }

    [Test]
    public async Task The_same_bytes_again_change_nothing_whatever_their_name()
    {
        await using var database = await LoadingDatabase.CreateAsync();
        var path = Shared("data/home-office-grant/police-grant-2025-26.csv");
        await database.LoadAsync(path, "home-office-grant");
        var copy = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}-final-v2.csv");
        File.Copy(path, copy);

        var again = await database.LoadAsync(copy, "home-office-grant");

        File.Delete(copy);
        var versions = await database.Database.AskAsync("select count(*) from working.observation");
        Assert.Multiple(() =>
        {
            Assert.That((again.Loaded, again.Unchanged, again.Revised), Is.EqualTo((0L, 43L, 0L)));
            Assert.That(versions, Is.EqualTo(43L));
        });
    }
}
