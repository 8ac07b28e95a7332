using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Periods;

namespace Scrutiny.Ingest.Checking;

/// <summary>How a figure is named in the sentence of a check.</summary>
internal static class Words
{
    public static string Of(in Figure figure, Catalogue catalogue) => Of(figure.Measure, figure.Area, figure.Breakdown, figure.Period, catalogue);

    public static string Of(string measure, string area, string breakdown, Period period, Catalogue catalogue) =>
        $"{measure} for {catalogue.Areas.ByCode[area].Name}{(breakdown == "total" ? "" : $", {breakdown}")}, {period.Key(catalogue.Measures[measure].Value.Frequency)},";

    public static string Place(in Figure figure) => $"{(figure.Sheet.Length == 0 ? "line" : $"sheet '{figure.Sheet}', row")} {figure.Row}";
}
