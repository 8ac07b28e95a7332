using System.Globalization;
using Scrutiny.Observations;
using Scrutiny.Periods;

namespace Scrutiny.Packs;

/// <summary>What a reader of any pack must know: the same words on its page of method and in its workbook's notes.</summary>
internal static class PackNotes
{
    /// <summary>Headings and the paragraph under each.</summary>
    public static IReadOnlyList<(string Heading, string Words)> Method(PackContent content) =>
    [
        ("What was known when", $"Every figure is the one that the public could read on {LondonTime.DateAndTime(content.Plan.Cut)}. Publishers revise figures; a later revision is on the public site, and if it changes what is said here it is listed there as a correction."),
        ("Signal and noise", "Figures differ from month to month by chance alone. A chart with limits shows the range within which chance keeps nearly all of them. Only a figure outside that range, or a run of figures on one side of the average, is called a real change; nothing else is called a rise or a fall."),
        ("Marks", string.Join("; ", Enum.GetValues<ObservationStatus>().Where(status => status != ObservationStatus.Final).Select(status => $"{status.Mark()} {status.Words()}")) + ". A figure without a mark is final."),
        ("Rounding", "Figures are rounded where they are written, and only there: limits, averages and comparisons rest on the figures as they were published."),
        ("Figures by name", "Figures in the commentary are taken from the same data as the charts when the pack is built. None is typed."),
        ("Check it yourself", string.Create(CultureInfo.InvariantCulture, $"figures.json lists all {content.Figures.Count:#,##0} figures of this pack, each with its file, the file’s SHA-256, sheet, row and column. manifest.json lists the SHA-256 of every file. ./scrutiny pack verify checks both and the signature.")),
    ];
}
