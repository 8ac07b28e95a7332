using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Statistics;
using Scrutiny.Statistics.Seasons;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Performance;

/// <summary><c>/performance/{measure}</c>: sentence, chart, table, receipts, freshness, revisions, definition.</summary>
internal sealed class MeasureModel(MeasureFigures figures, Catalogue catalogue, IChartRenderer charts, IOptions<BodySettings> body) : PageModel
{
    private const int ShortTable = 12;
    private const int MostExplanations = 20;
    private const string NoBaseline = "none";

    private static readonly Dictionary<string, SeasonalMethod> Seasons = new() { ["month-index"] = SeasonalMethod.MonthIndex, ["last-year"] = SeasonalMethod.LastYear };

    private static readonly (string Class, int Pixels)[] Widths = [("narrow", 340), ("medium", 620), ("wide", 1040)];

    [FromRoute(Name = "id")]
    public string Id { get; set; } = "";

    [FromQuery(Name = "area")]
    public string? Area { get; set; }

    [FromQuery(Name = "breakdown")]
    public string? Breakdown { get; set; }

    [FromQuery(Name = "as-known")]
    public string? AsKnown { get; set; }

    [FromQuery(Name = "baseline")]
    public string? Baseline { get; set; }

    [FromQuery(Name = "season")]
    public string? Season { get; set; }

    public Catalogue Catalogue => catalogue;

    public MeasurePicture Picture { get; private set; } = null!;

    public Measure Measure => Picture.Question.Measure;

    public JudgedSeries Series => Picture.Series;

    public bool Synthetic { get; private set; }

    public string? Priority { get; private set; }

    /// <summary>The chart at three widths; the stylesheet shows the one that fits, so that its words are hardly scaled.</summary>
    public IReadOnlyList<(string Class, HtmlString Svg)> Charts { get; private set; } = [];

    /// <summary>What is said of the series.</summary>
    public SeriesWords Words { get; private set; } = null!;

    /// <summary>Changes whose effect is shown, each with its chart at three widths and its place on the page.</summary>
    public IReadOnlyList<(BeforeAfter Change, IReadOnlyList<(string Class, HtmlString Svg)> Charts, int Place)> Changes { get; private set; } = [];

    /// <summary>The series without its season; null where that was not asked for.</summary>
    public SeasonalSeries? WithoutSeason { get; private set; }

    /// <summary>Its chart at three widths; empty where it is refused.</summary>
    public IReadOnlyList<(string Class, HtmlString Svg)> SeasonCharts { get; private set; } = [];

    /// <summary>Explanations that were given; on the staff site only, since the public's process has nobody who could read them.</summary>
    public IReadOnlyList<ShownExplanation> Explanations { get; private set; } = [];

    /// <summary>True for the view in which no baseline was ever decided.</summary>
    public bool Unrebased => Baseline == NoBaseline;

    public bool TableOpen => Series.Values.Count <= ShortTable;

    public string Address(string extension) => $"{extension}{Query()}";

    /// <summary>The question's parameters, as they continue to other forms of the same series.</summary>
    public string Query()
    {
        var parts = new List<string>();
        if (Picture.Question.Area.Code != body.Value.Area)
        {
            parts.Add("area=" + Picture.Question.Area.Code);
        }

        if (Picture.Question.Breakdown != SeriesQuestion.Total)
        {
            parts.Add("breakdown=" + Picture.Question.Breakdown);
        }

        if (AsKnown is { Length: > 0 })
        {
            parts.Add("as-known=" + Uri.EscapeDataString(AsKnown));
        }

        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var (question, status, _) = SeriesQuestion.Read(catalogue, Id, Area, Breakdown, AsKnown, body.Value.Area);
        if (question is null)
        {
            return StatusCode(status);
        }

        SeasonalMethod? season = Season is null ? null : Seasons.TryGetValue(Season, out var known) ? known : null;
        if (Season is not null && (season is null || !SeasonalSeries.Suits(question.Measure)))
        {
            return NotFound();
        }

        Picture = await figures.PictureAsync(question, Baseline != NoBaseline, cancel);
        Synthetic = SeriesSources.AnySynthetic(Series, catalogue);
        Priority = catalogue.Priorities.FirstOrDefault(priority => priority.Id == Measure.Priority)?.Title;
        Words = SeriesWords.Of(Series);
        if (HttpContext.RequestServices.GetService<StaffExplanations>() is { } given)
        {
            Explanations = [.. (await given.ReadAsync([Id], MostExplanations, cancel)).Where(shown => shown.Explanation.Series.Area == question.Area.Code && shown.Explanation.Series.Breakdown == question.Breakdown)];
        }

        if (Series.Values.Count > 0)
        {
            var (area, part, publishers) = (question.Area.Name, question.Part, SeriesSources.Publishers(Series, catalogue));
            Charts = Drawn(size => SeriesChart.Specify(Series, $"chart-{size}", area, part, publishers, Synthetic));
            Changes = [.. BeforeAfter.Of(Series).Select((change, i) => (change, Drawn(size => SeriesChart.Specify(change, $"change-{i + 1}-{size}", area, part, publishers, Synthetic)), i + 1))];
            WithoutSeason = season is { } method ? SeasonalSeries.Of(Series, method) : null;
            SeasonCharts = WithoutSeason is { Refusal: null } view ? Drawn(size => SeriesChart.Specify(view, $"season-{size}", area, part, publishers, Synthetic)) : [];
        }

        return Page();
    }

    /// <summary>The headline figure, in two parts so that its unit can be set smaller.</summary>
    public (string Figure, string? Unit) Headline()
    {
        var value = Series.Latest!.Point!.Value!.Value;

        return Measure.Unit switch
        {
            Unit.Percent => (FigureText.Number(value, Measure), "%"),
            Unit.Days => (FigureText.Number(value, Measure), "days"),
            Unit.Hours => (FigureText.Number(value, Measure), "hours"),
            Unit.RatePer1000 => (FigureText.Number(value, Measure), "per 1,000"),
            Unit.Seconds or Unit.Count or Unit.Pounds => (FigureText.Words(value, Measure), null),
        };
    }

    /// <summary>The period of the headline figure, and how it stands against the target then in force.</summary>
    public string HeadlineContext()
    {
        var latest = Series.Latest!;
        return latest.Period.Words(Measure.Frequency) + (latest is { Target: { } target, Met: { } met } ? $" · {target.Name}, {SeriesWords.OrBetter(target.Value, Measure)}: {(met ? "met" : "missed")}" : "");
    }

    /// <summary>What the figures say: first what they are, then how they stand against what they are held to.</summary>
    public IEnumerable<string> Paragraphs() =>
        new[] { $"{Words.Change} {Words.Signal}", $"{Words.Target} {Words.Assurance} {Words.Tolerance} {Words.Outlook}" }
            .Select(words => string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(words => words.Length > 0);

    /// <summary>What the figures are held against, with who set it and why.</summary>
    public IReadOnlyList<SummaryRow> Thresholds()
    {
        var rows = new List<SummaryRow>();
        if (Series.Target is { } target)
        {
            rows.Add(new(target.Name, null, Lines($"{Capital(SeriesWords.OrBetter(target.Value, Measure))}, {InForce(target.From, target.To)}. Set by {SeriesWords.Inside(target.SetBy)}.", target.Reason, $"Source: {target.Source}")));
        }

        if (Series.Tolerance is { } band)
        {
            rows.Add(new(band.Name, null, Lines($"{Capital(SeriesWords.Band(band, Measure))}, {InForce(band.From, band.To)}.", band.Reason, $"Source: {band.Source}")));
        }

        rows.AddRange(Series.FormerTargets.Select(former => new SummaryRow(former.Name, $"{Capital(SeriesWords.OrBetter(former.Value, Measure))}, {InForce(former.From, former.To)}. {former.Reason}")));
        return rows;
    }

    /// <summary>The address of this page with the baselines that were decided, or without any.</summary>
    public string WithBaseline(bool decided)
    {
        var address = Address($"/performance/{Picture.Question.Id}");
        return decided ? address : address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "baseline=" + NoBaseline;
    }

    /// <summary>The address of this page with a view of the figures without their season, or without any.</summary>
    /// <param name="season">The view's name in addresses; null for none.</param>
    public string WithSeason(string? season)
    {
        var address = Address($"/performance/{Picture.Question.Id}");
        return season is null ? address : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? "&" : "?")}season={season}#season";
    }

    /// <summary>Whether a view without the season could be had: what it lacks is then said where it is asked for.</summary>
    public bool OffersSeason => SeasonalSeries.Suits(Measure) && Series.Values.Count(value => value.Point?.Value is not null) >= SeasonalView.FewestMonths;

    public DataTable SeasonTable() => new(
        "Figures without their season",
        [new("Month"), new("As reported", Numeric: true), new(WithoutSeason!.OwnUnit is { } unit ? $"Against the year before, {unit}" : "Without the season", Numeric: true), new("Average", Numeric: true), new("Usual range"), new("Signal")],
        [.. WithoutSeason!.Values.Reverse().Where(value => value.Point?.Value is not null).Select(value => (IReadOnlyList<TableCell>)
        [
            new(value.Period.Words(Measure.Frequency)),
            new(FigureText.Number(Series.Values.First(raw => raw.Period == value.Period).Point!.Value!.Value, Measure)),
            new(FigureText.Number(value.Point!.Value!.Value, Measure)),
            .. Judgement(value),
        ])])
    { CaptionClasses = "govuk-visually-hidden" };

    public DataTable ContextTable() => new(
        "The year so far and the last 12 months",
        [new("Span"), new(FigureText.Heading(Measure.Unit), Numeric: true), new("A year before", Numeric: true)],
        [.. new[] { ("Financial year so far", Picture.Context.YearToDate), ("Last 12 months", Picture.Context.RollingYear) }.Where(row => row.Item2 is not null).Select(row => (IReadOnlyList<TableCell>)
        [
            new($"{row.Item1}, {Day(row.Item2!.ThisYear.Span.From)} to {Day(row.Item2.ThisYear.Span.To)}"),
            new(row.Item2.ThisYear.Value is { } now ? FigureText.Number((decimal)now, Measure) : "Not available"),
            new(row.Item2.LastYear.Value is { } then ? FigureText.Number((decimal)then, Measure) : "Not available"),
        ])])
    { CaptionClasses = "govuk-visually-hidden" };

    /// <summary>That a baseline rests on its first periods only; empty where it does not.</summary>
    public static string Fixed(Baseline baseline) => baseline switch
    {
        { FixAfter: { } count } => string.Create(CultureInfo.InvariantCulture, $", and rest on the first {count} periods"),
        { FixedTo: { } day } => $", and rest on the periods to {Day(day)}",
        _ => "",
    };

    /// <summary>A role as a reader knows it: "the performance team".</summary>
    public static string Role(string role) => "the " + role.Replace('-', ' ');

    public DataTable Table()
    {
        var control = Series.Control is not null;
        var held = Series.Values.Any(value => value.Target is not null);
        List<TableColumn> columns = [new("Period"), new(FigureText.Heading(Measure.Unit), Numeric: true)];
        if (control)
        {
            columns.AddRange([new("Average", Numeric: true), new("Usual range"), new("Signal")]);
        }

        if (held)
        {
            columns.Add(new("Target"));
        }

        columns.AddRange([new("Known since"), new("Receipt")]);

        return new DataTable($"{Measure.Name}{(Picture.Question.Part is { } part ? ", " + part : "")}, {Picture.Question.Area.Name}", columns, [.. Series.Values.Reverse().Select(value => Row(value, control, held))]) { CaptionClasses = "govuk-visually-hidden" };
    }

    public DataTable RevisionsTable() => new(
        "Figures that changed after they were first published",
        [new("Period"), new("Was", Numeric: true), new("Is now", Numeric: true), new("Changed"), new("Source")],
        [.. Picture.Revisions.Select(revision => (IReadOnlyList<TableCell>)
        [
            new(revision.Period.Words(Measure.Frequency)),
            new(null, Link(revision.Old.Receipt, Value(revision.Old.Value, revision.Old.Status))),
            new(null, Link(revision.New.Receipt, Value(revision.New.Value, revision.New.Status))),
            new(LondonTime.Date(revision.New.KnownFrom)),
            new(catalogue.Sources.TryGetValue(revision.Source, out var source) ? source.Value.Title : revision.Source),
        ])])
    { CaptionClasses = "govuk-visually-hidden" };

    public DataTable DiscrepanciesTable() => new(
        "Sources that differ",
        [new("Period"), new("Shown", Numeric: true), new("From"), new("Other figure", Numeric: true), new("From")],
        [.. Picture.Comparison.Differences.Select(difference => (IReadOnlyList<TableCell>)
        [
            new(difference.Period.Words(Measure.Frequency)),
            new(null, Link(difference.ShownReceipt, FigureText.Number(difference.Shown, Measure))),
            new(Title(difference.ShownSource)),
            new(null, Link(difference.OtherReceipt, FigureText.Number(difference.Other, Measure))),
            new(Title(difference.OtherSource)),
        ])])
    { CaptionClasses = "govuk-visually-hidden" };

    public string Sentence(Agreement agreement) =>
        $"Also in “{Title(agreement.Source)}”, with the same {(agreement.Periods == 1 ? "value for 1 period" : $"values for {agreement.Periods.ToString("#,##0", CultureInfo.InvariantCulture)} periods")}.";

    /// <summary>The breaks that concern the part on show: one that ends or begins there, and one that names no part.</summary>
    public IEnumerable<SeriesBreak> Breaks => Measure.Breaks.Where(@break =>
        @break.Ends.Count + @break.Begins.Count == 0 || @break.Ends.Concat(@break.Begins).Any(part => part == Picture.Question.Breakdown || Picture.Question.Breakdown == SeriesQuestion.Total || IsWithin(part, Picture.Question.Breakdown)));

    public DataTable FeedsTable() => new(
        "How fresh these figures are",
        [new("Source"), new("Data to"), new("Received"), new("Released by the publisher"), new("Next due")],
        [.. Picture.Feeds.Select(feed => (IReadOnlyList<TableCell>)
        [
            new(feed.Source.Title),
            new(feed.DataTo.Words(Measure.Frequency)),
            new(LondonTime.DateAndTime(feed.ReceivedAt)),
            new(feed.Released is { } day ? Day(day) : "Not stated"),
            new(feed.NextDue is { } due ? Day(due) : "Not regular"),
        ])])
    { CaptionClasses = "govuk-visually-hidden" };

    public IReadOnlyList<Choice> AreaChoices() =>
        [.. catalogue.Areas.ByCode.Values.Where(area => Picture.AreasWithFigures.Contains(area.Code)).OrderBy(area => area.Kind is not Areas.AreaKind.Force).ThenBy(area => area.Kind).ThenBy(area => area.Name, StringComparer.Ordinal)
            .Select(area => new Choice(area.Code, area.Name, area.Code == Picture.Question.Area.Code))];

    public IReadOnlyList<Choice> PartChoices() =>
        [new(SeriesQuestion.Total, "All", Picture.Question.Breakdown == SeriesQuestion.Total), .. Measure.Breakdowns.Where(part => Picture.PartsWithFigures.Contains(part.Key)).Select(part => new Choice(part.Key, part.Name, part.Key == Picture.Question.Breakdown))];

    public string Title(string source) => catalogue.Sources.TryGetValue(source, out var declared) ? declared.Value.Title : source;

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));

    private bool IsWithin(string part, string whole) =>
        Measure.Breakdowns.FirstOrDefault(breakdown => breakdown.Key == part)?.Parent is { } parent && (parent == whole || IsWithin(parent, whole));

    private List<TableCell> Row(JudgedValue value, bool control, bool held)
    {
        List<TableCell> cells = [new(Capital(value.Period.Words(Measure.Frequency)))];
        cells.Add(value.Point is { } point ? new(null, Shown(point)) : new(null, StatusMark.After("", "x")));
        if (control && value.Judged is not null)
        {
            cells.AddRange(Judgement(value));
        }

        if (held)
        {
            cells.Add(new(value.Target is { } target ? SeriesWords.OrBetter(target.Value, Measure) + (value.Met is { } met ? met ? ": met" : ": missed" : "") : ""));
        }

        cells.Add(new(value.Point is null ? "" : LondonTime.Date(value.Point.KnownFrom)));
        cells.Add(value.Point is null ? new("") : new(null, new HtmlContentBuilder().Raw("<a class=\"govuk-link\" href=\"/receipts/").Text(value.Point.Receipt.ToString(CultureInfo.InvariantCulture))
            .Raw("\">Receipt<span class=\"govuk-visually-hidden\"> for ").Text(value.Period.Words(Measure.Frequency)).Raw("</span></a>")));

        return cells;
    }

    private IEnumerable<TableCell> Judgement(JudgedValue value)
    {
        var judged = value.Judged!.Value;
        yield return new(judged.Mean is { } mean ? FigureText.Number((decimal)mean, Measure) : "");
        yield return new(judged is { Lpl: { } low, Upl: { } high } ? $"{FigureText.Number((decimal)low, Measure)} to {FigureText.Number((decimal)high, Measure)}" : "Too few figures");
        yield return new(value.Point?.Value is null ? "" : judged.Meaning switch
        {
            Meaning.CommonCause => "Within the usual range",
            Meaning.Improvement => "Sign of improvement",
            Meaning.Concern => "Cause for concern",
            Meaning.NeutralHigh or Meaning.NeutralLow => "Sign of a real change",
        });
    }

    private IHtmlContent Shown(SeriesPoint point) => StatusMark.After(point.Value is { } number ? FigureText.Number(number, Measure) : "", point.Status.Mark().Trim('[', ']'));

    private string Value(decimal? value, ObservationStatus status) => value is { } number ? FigureText.Number(number, Measure) : status.Words();

    private static HtmlContentBuilder Link(long receipt, string words) =>
        new HtmlContentBuilder().Raw("<a class=\"govuk-link\" href=\"/receipts/").Text(receipt.ToString(CultureInfo.InvariantCulture)).Raw("\">").Text(words).Raw("</a>");

    private static string InForce(DateOnly from, DateOnly? to) => to is { } end ? $"from {Day(from)} to {Day(end)}" : $"since {Day(from)}";

    private static HtmlContentBuilder Lines(params string[] lines)
    {
        var html = new HtmlContentBuilder();
        foreach (var line in lines)
        {
            html.Raw("<p class=\"govuk-body\">").Text(line).Raw("</p>");
        }

        return html;
    }

    private static string Capital(string words) => char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];

    private List<(string Class, HtmlString Svg)> Drawn(Func<string, ChartPicture> specify) =>
        [.. Widths.Select(width => (width.Class, new HtmlString(charts.Render(specify(width.Class) with { Width = width.Pixels, ShowTitle = false }))))];
}
