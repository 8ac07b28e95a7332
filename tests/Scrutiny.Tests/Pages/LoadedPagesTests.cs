using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Scrutiny.Ingest.Loading;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Pages;

/// <summary>What the public reads of published files that were really loaded.</summary>
[NeedsSharedData("data"), Category("Slow")]
internal sealed partial class LoadedPagesTests
{
    private LoadingDatabase database = null!;
    private RunningWeb web = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await LoadingDatabase.CreateAsync();
        await LoadAsync("ons-recorded-crime-pfa/policeforceareatablesyearendingsep18corrected.xlsx", "ons-crime-tables");
        await LoadAsync("ons-recorded-crime-pfa/rec-crime-pfa.csv", "ons-crime-history");
        await LoadAsync("police-uk-street/2022-02-hampshire-street.csv", "police-uk-street");
        web = await RunningWeb.StartOnAsync(database.Database);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (web is not null)
        {
            await web.DisposeAsync();
        }

        await database.DisposeAsync();
    }

    [Test]
    public async Task Where_two_sources_agree_the_page_says_for_how_many_periods()
    {
        var page = await ReadAsync("/performance/recorded-crime?breakdown=homicide");

        Assert.That(page, Does.Match("Also in “Recorded crime at police force area level, rolling year totals”, with the same values? for [1-9][0-9]* periods?\\."));
    }

    [Test]
    public async Task A_break_in_the_series_is_told_where_it_concerns_the_part_on_show()
    {
        Assert.That(await ReadAsync("/performance/recorded-crime?breakdown=residential-burglary"), Does.Contain("Break in the series").And.Contain("From 1 April 2017, figures before and after do not compare. Sheds, garages"));
        Assert.That(await ReadAsync("/performance/recorded-crime?breakdown=burglary"), Does.Contain("Break in the series"));
        Assert.That(await ReadAsync("/performance/recorded-crime?breakdown=robbery"), Does.Not.Contain("Break in the series"));
    }

    [Test]
    public async Task The_receipt_of_an_aggregate_names_the_filter_and_the_rows_on_its_page_and_in_the_api()
    {
        var id = (await database.PublicAsync("crime-incidents", breakdown: "robbery")).Single().Receipt.ToString(CultureInfo.InvariantCulture);

        var answer = await web.Client.GetFromJsonAsync<JsonElement>($"/api/v1/receipts/{id}");
        var page = await ReadAsync($"/receipts/{id}");

        var (rows, numbers, filter) = (answer.GetProperty("rows").GetInt32(), answer.GetProperty("row_numbers").GetString()!, answer.GetProperty("filter").GetString()!);
        Assert.Multiple(() =>
        {
            Assert.That(rows, Is.EqualTo(answer.GetProperty("value").GetDecimal()).And.GreaterThan(0));
            Assert.That(numbers.Split(',').Sum(Width), Is.EqualTo(rows));
            Assert.That(filter, Does.Contain("Crime type is 'Robbery'"));
            Assert.That(answer.GetProperty("raw").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(page, Does.Contain(numbers).And.Contain(filter).And.Contain($"Took together the {filter}: rows {numbers} of the file."));
        });
    }

    private static int Width(string range) => range.Split('-') is [var first, var last] ? int.Parse(last, CultureInfo.InvariantCulture) - int.Parse(first, CultureInfo.InvariantCulture) + 1 : 1;

    private async Task LoadAsync(string file, string source)
    {
        var report = await database.LoadAsync(NeedsSharedDataAttribute.PathTo("data/" + file), source);
        Assert.That(report.State, Is.EqualTo(LoadState.Accepted), file);
    }

    private async Task<string> ReadAsync(string address)
    {
        using var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), address);
        return Space().Replace(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), " ");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
