using System.Globalization;
using Microsoft.AspNetCore.Html;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Releases;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Figures;

/// <summary>What a correction changed, as a table: figure, from, to, by how much. Each figure leads to its receipt.</summary>
internal static class NoticeTable
{
    private const string Withdrawn = "withdrawn since";

    public static DataTable Of(string caption, IEnumerable<NoticeChange> changes, Catalogue catalogue) => new(
        caption,
        [new("Figure"), new("Area"), new("Period"), new("Was", Numeric: true), new("Is now", Numeric: true), new("Change", Numeric: true)],
        [.. changes.Where(change => catalogue.Measures.ContainsKey(change.Measure)).Select(change => Cells(change, catalogue.Measures[change.Measure].Value, catalogue))])
    { CaptionClasses = "govuk-visually-hidden" };

    /// <summary>The kind of a notice in words.</summary>
    public static string Words(NoticeKind kind) => kind switch
    {
        NoticeKind.Correction => "Correction",
        NoticeKind.Withdrawal => "Withdrawal",
        NoticeKind.NoteCorrection => "Commentary corrected",
        NoticeKind.NoteWithdrawal => "Commentary withdrawn",
        NoticeKind.Quotation => "Quoted figure corrected",
    };

    /// <summary>What happened, one sentence.</summary>
    public static string Sentence(PublicNotice notice, Catalogue catalogue)
    {
        var figures = notice.Figures == 1 ? "1 figure" : $"{notice.Figures.ToString("#,##0", CultureInfo.InvariantCulture)} figures";
        return notice.Kind switch
        {
            NoticeKind.Correction => $"{figures} of “{notice.Title}” {(notice.Figures == 1 ? "was" : "were")} wrong and {(notice.Figures == 1 ? "has" : "have")} been replaced.",
            NoticeKind.Withdrawal => $"{figures} of “{notice.Title}” {(notice.Figures == 1 ? "was" : "were")} taken off this site. What stood before stands again; the receipts of what was withdrawn stay, without the values.",
            NoticeKind.NoteCorrection => $"The commentary on {Names(notice, catalogue)} was replaced.",
            NoticeKind.NoteWithdrawal => $"The commentary on {Names(notice, catalogue)} was taken off this site.",
            NoticeKind.Quotation => $"A figure of {Names(notice, catalogue)} was quoted, and has changed since.",
        };
    }

    /// <summary>The measures that a notice concerns, by name.</summary>
    public static string Names(PublicNotice notice, Catalogue catalogue) => string.Join(", ", notice.Measures.Where(catalogue.Measures.ContainsKey).Select(id => catalogue.Measures[id].Value.Name));

    private static IReadOnlyList<TableCell> Cells(NoticeChange change, Measure measure, Catalogue catalogue) =>
    [
        new(change.Breakdown == SeriesQuestion.Total ? measure.Name : $"{measure.Name}: {measure.Breakdowns.FirstOrDefault(part => part.Key == change.Breakdown)?.Name ?? change.Breakdown}"),
        new(catalogue.Areas.ByCode.TryGetValue(change.Area, out var area) ? area.Name : change.Area),
        new(change.Period.Words(measure.Frequency)),
        change.Old is { } old ? new(null, Link(old, measure)) : new(Withdrawn),
        change.New is { } now ? new(null, Link(now, measure)) : new(change.TakenBack ? "no figure" : Withdrawn),
        new(Size(change)),
    ];

    private static string Size(NoticeChange change)
    {
        if (change is not { Old.Value: { } old, New.Value: { } now })
        {
            return "–";
        }

        var size = (now - old).ToString("+#,##0.####;−#,##0.####;0", CultureInfo.InvariantCulture);
        return old == 0 ? size : $"{size} ({((now - old) / Math.Abs(old) * 100).ToString("+#,##0.0;−#,##0.0;0.0", CultureInfo.InvariantCulture)}%)";
    }

    private static HtmlContentBuilder Link(NoticedFigure figure, Measure measure) =>
        new HtmlContentBuilder().Raw("<a class=\"govuk-link\" href=\"/receipts/").Text(figure.Receipt.ToString(CultureInfo.InvariantCulture)).Raw("\">")
            .Text(figure.Value is { } value ? FigureText.Number(value, measure) : figure.Status.Words()).Raw("</a>");
}
