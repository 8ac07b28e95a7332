namespace Scrutiny.Charts;

/// <summary>The outermost element of every picture: size, name, description.</summary>
internal static class SvgRoot
{
    /// <summary>Words that stand in a picture of made-up figures.</summary>
    public const string SyntheticWords = "Synthetic data";

    /// <summary>Opens the picture.</summary>
    /// <param name="svg">Where to write.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="kind">Last word of the class that names the kind.</param>
    /// <param name="height">Of the picture, in pixels.</param>
    /// <param name="role"><c>group</c> where the inside is to be read, <c>img</c> where it is not.</param>
    public static void Open(SvgWriter svg, ChartPicture chart, string kind, double height, string role)
    {
        var size = $"width=\"{SvgWriter.Coordinate(chart.Width)}\" height=\"{SvgWriter.Coordinate(height)}\" viewBox=\"0 0 {SvgWriter.Coordinate(chart.Width)} {SvgWriter.Coordinate(height)}\"";
        var names = $"role=\"{role}\" aria-labelledby=\"{chart.Id}-title\" aria-describedby=\"{chart.Id}-desc\"";
        var classes = $"chart chart-{kind} chart-{ThemeClass(chart.Theme)}";
        if (chart.Standalone)
        {
            svg.Line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        }

        // The free metric twin first where no reader's font counts, so that a picture made from the file is the same on every machine that has it.
        var fonts = chart.Standalone ? "Liberation Sans, Arial, Helvetica, sans-serif" : "Arial, Helvetica, sans-serif";
        var language = chart.Standalone ? " lang=\"en-GB\"" : "";
        svg.Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{chart.Id}\" class=\"{classes}\" {size} {names}{language} font-family=\"{fonts}\">");
        svg.Line($"<title id=\"{chart.Id}-title\">{SvgWriter.Escape(chart.Title)}</title>");
        svg.Line($"<desc id=\"{chart.Id}-desc\">{(chart.Synthetic ? SyntheticWords + ". " : "")}{SvgWriter.Escape(chart.Description)}</desc>");
        if (chart.Standalone)
        {
            svg.Line($"<style>{ChartStylesheet.Text}</style>");
        }
    }

    private static string ThemeClass(ChartThemeName theme) => theme switch
    {
        ChartThemeName.Light => "light",
        ChartThemeName.Dark => "dark",
        ChartThemeName.Print => "print",
    };
}
