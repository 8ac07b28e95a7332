namespace Scrutiny.Charts;

/// <summary>The mark of a point. Shape says what colour says, for those who cannot tell the colours.
/// The triangle is concern, as on a warning sign, and never a direction.</summary>
internal static class PointShape
{
    /// <summary>The mark, centred on the origin of the group around it.</summary>
    /// <param name="meaning">Circle, diamond, triangle or square.</param>
    /// <param name="radius">Of the circle; the others have about its area.</param>
    /// <param name="cssClass">Class of the element.</param>
    /// <param name="attributes">Presentation attributes where they differ from the group's.</param>
    public static string Of(PointMeaning meaning, double radius, string cssClass, string attributes)
    {
        var rest = attributes.Length > 0 ? $"class=\"{cssClass}\" {attributes}" : $"class=\"{cssClass}\"";
        static string C(double value) => SvgWriter.Coordinate(value);
        return meaning switch
        {
            PointMeaning.CommonCause => $"<circle r=\"{C(radius)}\" {rest}/>",
            PointMeaning.Improvement => $"<path d=\"M0 {C(-1.35 * radius)}L{C(1.35 * radius)} 0L0 {C(1.35 * radius)}L{C(-1.35 * radius)} 0Z\" {rest}/>",
            PointMeaning.Concern => $"<path d=\"M0 {C(-1.4 * radius)}L{C(1.35 * radius)} {C(0.95 * radius)}H{C(-1.35 * radius)}Z\" {rest}/>",
            PointMeaning.Neutral => $"<path d=\"M{C(-radius)} {C(-radius)}H{C(radius)}V{C(radius)}H{C(-radius)}Z\" {rest}/>",
        };
    }

    /// <summary>The class that stylesheets know a meaning by.</summary>
    public static string ClassOf(PointMeaning meaning) => meaning switch
    {
        PointMeaning.CommonCause => "chart-common",
        PointMeaning.Improvement => "chart-improvement",
        PointMeaning.Concern => "chart-concern",
        PointMeaning.Neutral => "chart-neutral",
    };
}
