namespace Scrutiny.Charts;

/// <summary>What is said of a point: in speech, beside it and in the key.</summary>
internal static class PointWords
{
    /// <summary>What a screen reader says at a point whose specification leaves it to the renderer.</summary>
    /// <param name="point">The point.</param>
    /// <param name="chart">Its chart.</param>
    /// <param name="judged">True where the point stands against limits, so that "within the usual range" can be said.</param>
    public static string Spoken(ChartPoint point, ChartSpecification chart, bool judged)
    {
        var status = OfStatus(point.Status);
        if (point.Value is not { } value)
        {
            return $"{point.LongLabel}: {status}";
        }

        var text = $"{point.LongLabel}: {ValueText.Full(value, chart.Unit, chart.Decimals)}";
        if (status.Length > 0)
        {
            text += " " + status;
        }

        return judged || (chart.Kind == ChartKind.Spc && point.Meaning != PointMeaning.CommonCause) ? text + ", " + OfMeaning(point.Meaning) : text;
    }

    /// <summary>A value with its unit and, where it is not firm, the letter of its status: "92.1% [p]".</summary>
    public static string Written(double value, PointStatus status, ChartPicture chart) =>
        ValueText.Full(value, chart.Unit, chart.Decimals) + (status == PointStatus.Final ? "" : $" [{Letter(status)}]");

    /// <summary>A status in words; empty for a final figure.</summary>
    public static string OfStatus(PointStatus status) => status switch
    {
        PointStatus.Final => "",
        PointStatus.Provisional => "provisional",
        PointStatus.Revised => "revised",
        PointStatus.Break => "not comparable with before",
        PointStatus.LowReliability => "low reliability",
        PointStatus.NotAvailable => "no figure available",
        PointStatus.NotApplicable => "not applicable",
        PointStatus.Confidential => "withheld",
    };

    /// <summary>The letter that stands for a status in every table and picture; empty for a final figure.</summary>
    public static string Letter(PointStatus status) => status switch
    {
        PointStatus.Final => "",
        PointStatus.Provisional => "p",
        PointStatus.Revised => "r",
        PointStatus.Break => "b",
        PointStatus.LowReliability => "u",
        PointStatus.NotAvailable => "x",
        PointStatus.NotApplicable => "z",
        PointStatus.Confidential => "c",
    };

    /// <summary>A meaning in words. Modest: the rules raise false alarms, so a signal is a sign and not a finding.</summary>
    public static string OfMeaning(PointMeaning meaning) => meaning switch
    {
        PointMeaning.CommonCause => "within the usual range",
        PointMeaning.Improvement => "sign of improvement",
        PointMeaning.Concern => "sign of concern",
        PointMeaning.Neutral => "sign of change",
    };

    /// <summary>Where a unit stands in a funnel, in words.</summary>
    public static string OfVerdict(FunnelVerdict verdict) => verdict switch
    {
        FunnelVerdict.Within => "within the range that chance would give",
        FunnelVerdict.High95 => "above the 95% limit: higher than chance would often give",
        FunnelVerdict.Low95 => "below the 95% limit: lower than chance would often give",
        FunnelVerdict.High998 => "above the 99.8% limit: higher than chance would give",
        FunnelVerdict.Low998 => "below the 99.8% limit: lower than chance would give",
    };
}
