using System.Globalization;
using Scrutiny.CorrectionRegister;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Quotations;
using Scrutiny.Releases;

namespace Scrutiny.Web.Pages.Staff.Corrections;

/// <summary>A correction in words.</summary>
/// <param name="Row">As it stands.</param>
/// <param name="Catalogue">The declarations.</param>
internal sealed record CorrectionShown(StoredCorrection Row, Catalogue Catalogue)
{
    private Measure? Measure => Catalogue.Measures.TryGetValue(Row.Figure.Measure, out var declared) ? declared.Value : null;

    public string Name => Measure is { } measure ? CorrectionWords.Name(measure, Row.Figure.Breakdown) : Row.Figure.Measure;

    public string AreaName => Catalogue.Areas.ByCode.TryGetValue(Row.Figure.Area, out var area) ? area.Name : Row.Figure.Area;

    public string PeriodWords => Measure is { } measure ? Row.Figure.Period.Words(measure.Frequency) : Row.Figure.Period.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string Old => Words(Row.Old);

    public string New => Row.New is { } now ? Words(now) : "no figure";

    public string? Size => Measure is { } measure ? CorrectionWords.Size(Row.Old, Row.New, measure) : null;

    public string Words(decimal value) => Measure is { } measure ? FigureText.Words(value, measure) : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>What keeps it from being published, in a word or two.</summary>
    public string Standing => !Row.Ready ? "Figure not public yet" : Row.Coming ? "May change again" : Row.Stale ? "Words are out of date" : Row.Reason is null && Row.SourceReason is null ? "Reason missing" : "Ready";

    public string? Tone => Standing == "Ready" ? null : Row.Ready ? "yellow" : "grey";

    /// <summary>The notice as it would be published.</summary>
    public string Notice => Row.Notice ?? Draft;

    /// <summary>The notice that the program proposes.</summary>
    public string Draft => Measure is { } measure ? CorrectionWords.Draft(measure, AreaName, Row.Figure, Row.Old, Row.New, Row.PublicTitles) : "";

    public string Age(DateTimeOffset now) => (now - Row.OpenedAt).Days switch
    {
        0 => "today",
        1 => "1 day",
        var days => string.Create(CultureInfo.InvariantCulture, $"{days} days"),
    };

    /// <summary>Words as a sentence of their own.</summary>
    public static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}{(words.EndsWith('.') ? "" : ".")}";

    /// <summary>By which a form names a correction as it was looked at.</summary>
    public static string Choice(StoredCorrection row) => string.Create(CultureInfo.InvariantCulture, $"{row.Id}|{row.Version}");

    /// <summary>Reads that again; null where it is none.</summary>
    public static CorrectionChoice? ReadChoice(string text) =>
        text.Split('|') is [var id, var version] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? new CorrectionChoice(number, known) : null;
}
