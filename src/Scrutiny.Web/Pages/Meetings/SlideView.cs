using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Meetings;
using Scrutiny.Observations;
using Scrutiny.QuestionLedger;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Live;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Pages.Meetings;

/// <summary>What the screen shows, ready to be written: everything about a figure comes from its quotation, and its picture is asked for as known then.</summary>
/// <param name="Slide">The slide.</param>
internal sealed record SlideView(ScreenSlide Slide)
{
    // Of the signs of East Asia each is as wide as it is high.
    private const char WideFrom = '\u1100';

    /// <summary>Name of the figure's measure, with its part and place.</summary>
    public string? Name { get; private init; }

    /// <summary>The value with its unit.</summary>
    public string? Value { get; private init; }

    public string? Period { get; private init; }

    /// <summary>Where the figure comes from.</summary>
    public string? Source { get; private init; }

    /// <summary>Whether it is made up.</summary>
    public bool Synthetic { get; private init; }

    /// <summary>What a question from the public asks, as everybody sees it now.</summary>
    public string? Asked { get; init; }

    /// <summary>How large the words of a question stand on the big screen, so that all of them do: a thousand letters fill it at 36 units, and wide ones at 32.</summary>
    public string WordsSize => (Asked ?? Slide.Text ?? "").Sum(letter => char.IsUpper(letter) || letter > WideFrom ? 1.7 : 1) switch
    {
        <= 200 => "",
        <= 560 => "app-show__question--long",
        <= 1050 => "app-show__question--longer",
        _ => "app-show__question--longest",
    };

    public MeetingAct.FigureShown? Figure => Slide.Figure;

    /// <summary>Address of the figure's page as it was known.</summary>
    public string Page => $"/performance/{Figure!.Measure}{Query}";

    private string Query => $"?area={Figure!.Area}{(Figure.Breakdown == SeriesQuestion.Total ? "" : $"&breakdown={Uri.EscapeDataString(Figure.Breakdown)}")}&as-known={Figure.AsKnown.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)}";

    /// <summary>Address of the picture on the big screen: as large as its place there, with text that is read from the back of a hall.</summary>
    public string ScreenChart(string theme) => $"{Chart(1240, theme)}&height=880&scale=2.3&title=false";

    /// <summary>Address of the figure's picture.</summary>
    public string Chart(int width, string theme) => $"/charts/{Figure!.Measure}.svg{Query}&width={width.ToString(CultureInfo.InvariantCulture)}&theme={theme}";

    public static async Task<SlideView> OfAsync(MeetingProgress progress, MeetingFigures figures, CancellationToken cancel) =>
        ScreenSlide.For(progress) is var slide && slide.Figure is { } figure ? await figures.DescribeAsync(new SlideView(slide), figure, cancel)
        : slide.Kind == SlideKind.Question ? new SlideView(slide) { Asked = await figures.AskedAsync(slide.Text!, cancel) }
        : new SlideView(slide);

    internal SlideView With(string name, string value, string period, string source, bool synthetic) => this with { Name = name, Value = value, Period = period, Source = source, Synthetic = synthetic };
}

/// <summary>Says of a quoted figure what stands with its receipt.</summary>
internal sealed class MeetingFigures(NpgsqlDataSource database, MeasureFigures figures, Catalogue catalogue, IOptions<BodySettings> body)
{
    public async Task<SlideView> DescribeAsync(SlideView view, MeetingAct.FigureShown figure, CancellationToken cancel)
    {
        var receipt = await figures.ReceiptAsync(figure.Receipt, cancel);
        var measure = catalogue.Measures.TryGetValue(figure.Measure, out var declared) ? declared.Value : null;
        var source = receipt is not null && catalogue.Sources.TryGetValue(receipt.Source, out var known) ? known.Value : null;
        return view.With(
            NameOf(figure),
            measure is null ? figure.Value.ToString(CultureInfo.InvariantCulture) : FigureText.Words(figure.Value, measure),
            (receipt is not null && measure is not null ? receipt.Period.Words(measure.Frequency) : figure.Period) + (figure.Status == ObservationStatus.Final ? "" : $" ({figure.Status.Words()})"),
            $"{(source is null ? "" : $"Source: {source.Publisher}. ")}As known on {LondonTime.DateAndTime(figure.AsKnown)}.",
            receipt is not null && catalogue.IsSynthetic(receipt.Source));
    }

    /// <summary>The words of a question from the public; null where everybody sees none.</summary>
    public async Task<string?> AskedAsync(string reference, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return (await PublishedQuestions.FindAsync(connection, reference, cancel))?.Text;
    }

    /// <summary>Whether any figure that was quoted is made up; then everything that repeats it says so.</summary>
    public async Task<bool> AnySyntheticAsync(MeetingProgress progress, CancellationToken cancel)
    {
        foreach (var receipt in progress.Events.Select(logged => logged.Act).OfType<MeetingAct.FigureShown>().Select(figure => figure.Receipt).Distinct())
        {
            if (await figures.ReceiptAsync(receipt, cancel) is { } found && catalogue.IsSynthetic(found.Source))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The measure's name, with part and place where they are not the whole.</summary>
    public string NameOf(MeetingAct.FigureShown figure)
    {
        var measure = catalogue.Measures.TryGetValue(figure.Measure, out var declared) ? declared.Value : null;
        var part = measure?.Breakdowns.FirstOrDefault(part => part.Key == figure.Breakdown)?.Name;
        var area = figure.Area == body.Value.Area ? null : catalogue.Areas.ByCode.TryGetValue(figure.Area, out var place) ? place.Name : figure.Area;
        return string.Join(", ", new[] { measure?.Name ?? figure.Measure, part, area }.OfType<string>());
    }
}
