using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using Scrutiny.Database;
using Scrutiny.Observations;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Loading;
using Scrutiny.Web.Figures;

namespace Scrutiny.Tests.Pages;

/// <summary>What pages and the API say of the bundled samples: targets, baselines, what changed.</summary>
[Category("Slow")]
internal sealed partial class JudgedPagesTests
{
    private static readonly DateTimeOffset October = new(2026, 10, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset November = new(2026, 11, 18, 9, 30, 0, TimeSpan.Zero);

    private LoadingDatabase database = null!;
    private RunningWeb web = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await LoadingDatabase.CreateAsync();
        await database.LoadAsync(Repository.PathTo("dashboards/samples/sample-returns-2026-09.csv"), "sample-returns", knownFrom: October);
        await database.LoadAsync(Repository.PathTo("dashboards/samples/sample-returns-2026-10.csv"), "sample-returns", knownFrom: November);
        await database.LoadAsync(Repository.PathTo("dashboards/samples/sample-workforce-2019.csv"), "sample-workforce", knownFrom: October);
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

    [TestCase(null)]
    [TestCase("2026-11-01T00:00:00Z")]
    [TestCase("2026-01-01T00:00:00Z")]
    public async Task All_series_in_one_question_are_those_of_one_question_each(string? asKnown)
    {
        DateTimeOffset? moment = asKnown is null ? null : DateTimeOffset.Parse(asKnown, System.Globalization.CultureInfo.InvariantCulture);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Database.ConnectionString(DatabaseRole.Public)) { SearchPath = "published" }.ConnectionString);

        var all = await new MeasureFigures(source, database.Catalogue).AllAsync("E23000030", moment, CancellationToken.None);

        var each = new Dictionary<string, IReadOnlyList<SeriesPoint>>();
        foreach (var id in database.Catalogue.Measures.Keys)
        {
            if (await database.PublicAsync(id, asKnown: moment) is { Count: > 0 } points)
            {
                each[id] = points;
            }
        }

        Assert.Multiple(() =>
        {
            Assert.That(all.Series.Keys, Is.EqualTo(each.Keys));
            foreach (var (id, points) in each)
            {
                Assert.That(all.Series[id].Values.Select(value => value.Point).OfType<SeriesPoint>(), Is.EqualTo(points), id);
            }
        });
        Assert.That(all.Series.Count, moment?.Month == 1 ? Is.Zero : Is.AtLeast(14));
    }

    [Test]
    public async Task The_year_so_far_and_how_exact_a_figure_is_stand_on_the_page_and_in_the_api()
    {
        var page = WebUtility.HtmlDecode(await web.Client.GetStringAsync("/performance/online-report-satisfaction"));
        var answer = await web.Client.GetFromJsonAsync<JsonElement>("/api/v1/measures/online-report-satisfaction/context");

        Assert.Multiple(() =>
        {
            Assert.That(page, Does.Contain("In the financial year so far (April to October 2026), 67.3% of people").And.Contain("it would most likely lie between 58.7% and 66.1% (95% interval)"));
            Assert.That(answer.GetProperty("year_to_date").GetProperty("now").GetProperty("value").GetDouble(), Is.EqualTo(67.32).Within(0.01));
            Assert.That(answer.GetProperty("interval").GetProperty("lower").GetDouble(), Is.EqualTo(58.72).Within(0.01));
            Assert.That(answer.GetProperty("sentences").EnumerateArray().Select(sentence => sentence.GetString()), Has.All.Matches<string>(page.Contains));
        });
    }

    [TestCase("/performance/calls-999-within-10s?season=month-index", HttpStatusCode.OK, "Each month divided by what is usual")]
    [TestCase("/performance/calls-999-within-10s?season=last-year", HttpStatusCode.OK, "The chart is in percentage points.")]
    [TestCase("/performance/calls-999-within-10s?season=winter", HttpStatusCode.NotFound, "")]
    [TestCase("/performance/officer-headcount?season=last-year", HttpStatusCode.NotFound, "")]
    public async Task A_view_without_the_season_stands_beside_the_reported_figures(string address, HttpStatusCode status, string words)
    {
        using var answer = await web.Client.GetAsync(address);

        Assert.Multiple(async () =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(status));
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(words));
        });
    }

    [Test]
    public async Task The_list_of_measures_can_be_asked_as_known_at_a_moment()
    {
        var then = WebUtility.HtmlDecode(await web.Client.GetStringAsync("/performance?as-known=2026-11-01"));
        var before = WebUtility.HtmlDecode(await web.Client.GetStringAsync("/performance?as-known=2026-01-01"));
        using var nonsense = await web.Client.GetAsync("/performance?as-known=yesterday");

        Assert.Multiple(() =>
        {
            Assert.That(then, Does.Contain("September 2026").And.Not.Contain("October 2026</").And.Contain("href=\"/performance/calls-999-within-10s?as-known=2026-11-01\""));
            Assert.That(before, Does.Contain("At that moment no figures were published for"));
            Assert.That(nonsense.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        });
    }

    [Test]
    public async Task The_api_gives_target_and_assurance()
    {
        var held = await web.Client.GetFromJsonAsync<JsonElement>("/api/v1/measures/calls-999-within-10s/spc");
        var free = await web.Client.GetFromJsonAsync<JsonElement>("/api/v1/measures/complaints-logged/spc");

        Assert.Multiple(() =>
        {
            Assert.That(held.GetProperty("target").GetDecimal(), Is.EqualTo(90));
            Assert.That(held.GetProperty("assurance").GetString(), Is.EqualTo("pass"));
            Assert.That(free.GetProperty("target").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(free.GetProperty("assurance").GetString(), Is.Empty);
        });
    }

    [Test]
    public async Task A_measures_page_shows_what_it_is_held_against_and_who_decided_on_its_limits()
    {
        var page = await ReadAsync("/performance/calls-999-within-10s");

        Assert.That(page, Does.Contain("National standard, 90% or more: met")
            .And.Contain("Can be expected to meet the target")
            .And.Contain("it was met in each of the last 12 months")
            .And.Contain("Home Office, 999 call answering times")
            .And.Contain("Example tolerance; replace it with the office’s own")
            .And.Contain("Decided by the performance team on 1 May 2025")
            .And.Contain("2. 1 June 2021: the contact platform goes live")
            .And.Contain("In the 38 months before (April 2018 to May 2021) the average was 91.2%; in the 34 months after (June 2021 to March 2024) it was 77.3%")
            .And.Contain("90% or more: missed")
            .And.Contain("href=\"/performance/calls-999-within-10s?baseline=none\""));
    }

    [Test]
    public async Task The_view_without_baselines_is_one_click_away_and_leads_back()
    {
        var page = await ReadAsync("/performance/calls-999-within-10s?baseline=none");

        Assert.That(page, Does.Not.Contain("Decided by").And.Not.Contain("1 April 2024: Average").And.Contain("never calculated anew").And.Contain("href=\"/performance/calls-999-within-10s\">Show them as they were decided"));
    }

    [Test]
    public async Task A_seasonal_measure_says_so()
    {
        Assert.That(await ReadAsync("/performance/calls-999-volume"), Does.Contain("Demand rises in summer").And.Contain("Compare a month with the same month of the year before."));
    }

    [Test]
    public async Task The_overview_shows_every_measure_with_what_has_changed_first()
    {
        var page = await ReadAsync("/?since=2026-11-01");

        var changed = page.IndexOf("What has changed", StringComparison.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(page, Does.Contain("measures have figures published since 1 November 2026.").And.Contain("Of the 11 measures that are judged, chance alone would flag about 0.2 each month, which is one false alarm in about 6 months."));
            Assert.That(page.IndexOf("id=\"changed-calls-101-answer-time\"", StringComparison.Ordinal), Is.GreaterThan(changed).And.LessThan(page.IndexOf("id=\"priority-contact\"", StringComparison.Ordinal)));
            Assert.That(page, Does.Not.Contain("id=\"changed-complaints-logged\""), "within the usual range");
            Assert.That(page, Does.Not.Contain("id=\"changed-officer-headcount\""), "not new, and not judged");
            foreach (var id in database.Catalogue.Measures.Keys)
            {
                Assert.That(page, Does.Contain($"href=\"/performance/{id}\""));
            }

            Assert.That(page, Does.Contain("Synthetic data").And.Contain("National standard, 90% or more: met"));
        });
    }

    [Test]
    public async Task Nothing_new_since_a_day_is_said_and_nothing_is_called_changed()
    {
        Assert.That(await ReadAsync("/?since=2026-11-19"), Does.Contain("No figure was published since 19 November 2026.").And.Not.Contain("id=\"changed-"));
    }

    [Test]
    public async Task The_overview_can_be_asked_as_known_at_a_moment()
    {
        Assert.That(await ReadAsync("/?as-known=2026-11-01T00:00:00Z"), Does.Contain("published since 27 September 2026, the 35 days before 1 November 2026").And.Contain("September 2026").And.Contain("This page shows what was known on"));
        Assert.That(await ReadAsync("/?as-known=2026-01-01"), Does.Contain("At that moment no figures were published."));
    }

    [TestCase("/?since=last+week")]
    [TestCase("/?as-known=now")]
    public async Task What_is_no_day_is_refused(string address)
    {
        using var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
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
