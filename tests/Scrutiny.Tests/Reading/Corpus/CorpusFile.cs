using System.Text;
using Scrutiny.Tests.Dashboards;

namespace Scrutiny.Tests.Reading.Corpus;

/// <summary>One small file in a shape that publishers use, the source that reads it, and what must come of it.</summary>
/// <param name="Name">What the file shows.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Expected">
/// A line to each figure in the file's order, <c>area period value</c>, with <c>/breakdown</c> after the area where there is one and a status mark after or in place of the
/// value; then a line to each reject, <c>reject row column: raw</c>. Of a refused file <c>refused: </c> and how its sentence begins.
/// </param>
internal sealed record CorpusFile(string Name, byte[] Content, string[] Expected)
{
    /// <summary>What the source declares besides or instead of <see cref="MadeDashboards.LongSource"/>: old text and new.</summary>
    public IReadOnlyList<(string From, string To)> Source { get; init; } = [];

    /// <summary>The same for <see cref="MadeDashboards.MonthlyCount"/>.</summary>
    public IReadOnlyList<(string From, string To)> Measure { get; init; } = [];

    /// <summary>A part of the one note that the load's report must hold; null where it may hold none.</summary>
    public string? Note { get; init; }

    /// <summary>What stands in the first figure's cell and what a person sees there, where the two differ or matter.</summary>
    public (string Raw, string Displayed)? First { get; init; }

    public static CorpusFile Csv(string name, string text, params string[] expected) => new(name, Encoding.UTF8.GetBytes(text), expected);

    /// <summary>A table <c>force,month,things</c> of one value for Hampshire in April 2018.</summary>
    public static CorpusFile Value(string name, string value, params string[] expected) => Csv(name, $"force,month,things\nHampshire,2018-04,{value}\n", expected);

    /// <summary>The same with a month of its own.</summary>
    public static CorpusFile Month(string name, string form, string frequency, string month, params string[] expected) => Csv(name, $"force,month,things\nHampshire,{month},5\n", expected) with
    {
        Source = [("form: month", $"form: {form}")],
        Measure = frequency == "month" ? [] : [("frequency: month", $"frequency: {frequency}")],
    };

    public MadeDashboards Dashboards()
    {
        var dashboards = MadeDashboards.Long();
        foreach (var (from, to) in Source)
        {
            dashboards.Change("sources/made", from, to);
        }

        foreach (var (from, to) in Measure)
        {
            dashboards.Change("measures/things", from, to);
        }

        return dashboards;
    }
}
