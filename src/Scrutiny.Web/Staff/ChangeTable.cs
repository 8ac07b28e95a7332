using System.Globalization;
using Microsoft.AspNetCore.Html;
using Scrutiny.Dashboards;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Staff;

/// <summary>Changed values as a table: what, from, to, by how much.</summary>
internal static class ChangeTable
{
    private const string Missing = "none";

    public static DataTable Of(string caption, IEnumerable<ProposedChange> changes, Catalogue catalogue) => new(
        caption,
        [.. Shared],
        [.. changes.Select(change => Cells(catalogue, change.Measure, change.Area, change.Breakdown, change.Period, change.Old, change.OldStatus, change.New, change.NewStatus))])
    { CaptionClasses = "govuk-visually-hidden" };

    public static DataTable Of(string caption, IEnumerable<LoadRevision> revisions, Catalogue catalogue, bool withLoad) => new(
        caption,
        withLoad ? [.. Shared, new("Known from"), new("Load")] : [.. Shared],
        [.. revisions.Select(revision => (IReadOnlyList<TableCell>)
        [
            .. Cells(catalogue, revision.Measure, revision.Area, revision.Breakdown, Words(catalogue, revision.Measure, revision.Period), revision.Old, revision.OldStatus, revision.New, revision.NewStatus),
            .. withLoad ? (TableCell[])[new(LondonTime.DateAndTime(revision.KnownFrom)), new(null, StaffLinks.Load(revision.Load, revision.Load))] : [],
        ])])
    { CaptionClasses = "govuk-visually-hidden" };

    /// <summary>A number as staff compare it: every decimal, thousands apart.</summary>
    public static string Number(decimal value) => value.ToString("#,##0.##########", CultureInfo.InvariantCulture);

    private static IReadOnlyList<TableColumn> Shared { get; } =
        [new("Measure"), new("Area"), new("Period"), new("Was", Numeric: true), new("Is", Numeric: true), new("Change", Numeric: true), new("Change, %", Numeric: true)];

    private static IReadOnlyList<TableCell> Cells(Catalogue catalogue, string measure, string area, string breakdown, string period, decimal? old, ObservationStatus oldStatus, decimal? now, ObservationStatus? nowStatus) =>
    [
        new(Name(catalogue, measure, breakdown)),
        new(catalogue.Areas.ByCode.TryGetValue(area, out var known) ? known.Name : area),
        new(period),
        new(null, Value(old, oldStatus)),
        new(null, Value(now, nowStatus)),
        new(old is { } from && now is { } to ? (to - from).ToString("+#,##0.####;−#,##0.####;0", CultureInfo.InvariantCulture) : "–"),
        new(old is { } before and not 0 && now is { } after ? ((after - before) / Math.Abs(before) * 100).ToString("+#,##0.0;−#,##0.0;0.0", CultureInfo.InvariantCulture) : "–"),
    ];

    private static IHtmlContent Value(decimal? value, ObservationStatus? status) => (value, status) switch
    {
        (_, null) => new HtmlContentBuilder().Text("withdrawn"),
        ({ } number, { } mark) => StatusMark.After(Number(number), Letter(mark)),
        (null, { } absent) => new HtmlContentBuilder().Text(absent.IsAbsent() ? absent.Words() : Missing),
    };

    private static string? Letter(ObservationStatus status) => status.Mark() is ['[', var letter, ']'] ? letter.ToString() : null;

    private static string Name(Catalogue catalogue, string measure, string breakdown)
    {
        if (!catalogue.Measures.TryGetValue(measure, out var declared))
        {
            return measure;
        }

        return breakdown is "" or "total" ? declared.Value.Name : $"{declared.Value.Name}: {declared.Value.Breakdowns.FirstOrDefault(part => part.Key == breakdown)?.Name ?? breakdown}";
    }

    private static string Words(Catalogue catalogue, string measure, Period period) =>
        catalogue.Measures.TryGetValue(measure, out var declared) ? period.Words(declared.Value.Frequency) : $"{period.From:yyyy-MM-dd} to {period.To:yyyy-MM-dd}";
}
