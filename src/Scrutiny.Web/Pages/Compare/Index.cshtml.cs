using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Areas;
using Scrutiny.Charts;
using Scrutiny.Comparisons;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Sources;
using Scrutiny.Statistics.Funnels;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Pages.Compare;

/// <summary><c>/compare/{measure}</c>: one force among the others, where that is fair; the reason where it is not.</summary>
internal sealed class IndexModel(ComparedFigures figures, Catalogue catalogue, IChartRenderer charts, IOptions<BodySettings> body) : PageModel
{
    [FromRoute(Name = "id")]
    public string Id { get; set; } = "";

    [FromQuery(Name = "area")]
    public string? AreaCode { get; set; }

    [FromQuery(Name = "period")]
    public string? PeriodKey { get; set; }

    [FromQuery(Name = "as-known")]
    public string? AsKnown { get; set; }

    public SeriesQuestion Question { get; private set; } = null!;

    public Measure Measure => Question.Measure;

    public Area Own => Question.Area;

    public bool IsRefused => Measure.Comparability.Forces == ForceComparison.No;

    public ComparisonReading Reading { get; private set; } = new(null, [], 0);

    public ForcesCompared? Compared => Reading.Compared;

    public IReadOnlyList<string> LeftOut { get; private set; } = [];

    public IReadOnlyList<(string Class, HtmlString Svg)> Charts { get; private set; } = [];

    public string Publishers { get; private set; } = "";

    public bool Synthetic { get; private set; }

    public string? Rather => Measure.Comparability.Rather is { } rather && catalogue.Measures.TryGetValue(rather, out var measure) ? measure.Value.Name : null;

    public string PeriodWords => Compared!.Period.Words(Measure.Frequency);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var (question, status, _) = SeriesQuestion.Read(catalogue, Id, AreaCode, null, AsKnown, body.Value.Area);
        if (question is null)
        {
            return StatusCode(status);
        }

        Question = question;
        if (Own.Kind != AreaKind.Force)
        {
            return NotFound();
        }

        if (IsRefused)
        {
            return Page();
        }

        Reading = await figures.ReadAsync(Id, Own, PeriodKey, question.AsKnown, cancel);
        if (Compared is not { } compared)
        {
            return Reading.Periods.Count == 0 ? Page() : NotFound();
        }

        var sources = compared.Figures.Select(figure => figure.Source).OfType<string>().Distinct().Where(catalogue.Sources.ContainsKey).Select(id => catalogue.Sources[id].Value).ToList();
        Publishers = string.Join("; ", sources.Select(source => source.Publisher).Distinct());
        Synthetic = sources.Exists(source => source.Kind == SourceKind.Synthetic);
        LeftOut = ComparisonWords.LeftOut(compared);
        if (ComparisonChart.Specify(compared, "compared", Publishers, Synthetic) is { } chart)
        {
            Charts = [Draw(chart, "narrow", 340), Draw(chart, "medium", 620), Draw(chart, "wide", 1040)];
        }

        return Page();
    }

    public IReadOnlyList<Choice> Choices() =>
        [.. Reading.Periods.Select(period => new Choice(period.Key(Measure.Frequency), period.Words(Measure.Frequency), period == Compared?.Period))];

    public DataTable Table()
    {
        var funnel = Compared!.Funnel is { Refusal: null } judged ? judged : null;
        List<TableColumn> columns = [new("Force"), new(FigureText.Heading(Measure.Unit), Numeric: true)];
        if (funnel is not null)
        {
            columns.Add(new(Capital(Measure.Denominator ?? "size"), Numeric: true));
            columns.Add(new("Against the usual range"));
        }

        columns.Add(new("Where it comes from"));
        return new DataTable($"{Measure.Name}, police forces, {PeriodWords}", columns, [.. Compared.Figures.Select(figure => Row(figure, funnel))]) { CaptionClasses = "govuk-visually-hidden" };
    }

    private List<TableCell> Row(ForceFigure figure, Funnel? funnel)
    {
        var own = figure.Area.Code == Own.Code;
        List<TableCell> cells =
        [
            new(null, new HtmlContentBuilder().Text(figure.Area.Name).Text(own ? " (this force)" : Compared!.IsSimilar(figure.Area) ? " *" : "")),
            new(null, StatusMark.After(figure.Value is { } value ? FigureText.Number(value, Measure) : "", figure.Status.Mark().Trim('[', ']'))),
        ];
        if (funnel is not null)
        {
            var point = funnel.Points.FirstOrDefault(point => point.Unit.Name == figure.Area.Name);
            cells.Add(new(figure.Denominator is { } size ? Math.Round(size, MidpointRounding.AwayFromZero).ToString("#,##0", CultureInfo.InvariantCulture) : ""));
            cells.Add(new(point is null ? "Left out" : ComparisonWords.Place(point.Verdict)));
        }

        cells.Add(figure.Receipt is not { } receipt ? new("") : new(null, new HtmlContentBuilder().Raw("<a class=\"govuk-link\" href=\"/receipts/").Text(receipt.ToString(CultureInfo.InvariantCulture))
            .Raw("\">Receipt<span class=\"govuk-visually-hidden\"> for ").Text(figure.Area.Name).Raw("</span></a>")));
        return cells;
    }

    private (string Class, HtmlString Svg) Draw(ChartPicture chart, string size, int width) =>
        (size, new HtmlString(charts.Render(chart with { Id = $"{chart.Id}-{size}", Width = width, ShowTitle = false })));

    private static string Capital(string words) => char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
}
