using System.Globalization;
using System.Text;
using Scrutiny.Dashboards;
using Scrutiny.Tests.Dashboards;

namespace Scrutiny.Tests.Parsing;

/// <summary>A CSV of as many rows as a test wants in a temporary file; up to five million each is another figure.</summary>
internal sealed class LargeFile : IDisposable
{
    private const int Days = 73_000;

    public string Path { get; } = System.IO.Path.GetTempFileName();

    /// <summary>A count for each day and area: two centuries of days.</summary>
    public static MadeDashboards Dashboards() => MadeDashboards.Long()
        .Change("measures/things", "frequency: month", "frequency: as-at")
        .Change("sources/made", "form: month", "form: as-at");

    /// <param name="rows">How many.</param>
    /// <param name="catalogue">Whose areas.</param>
    /// <param name="note">A column that nobody reads.</param>
    public static LargeFile Of(long rows, Catalogue catalogue, string note = "")
    {
        var file = new LargeFile();
        var areas = catalogue.Areas.ByCode.Keys.Order(StringComparer.Ordinal).ToList();
        using var text = new StreamWriter(file.Path, append: false, new UTF8Encoding(false), bufferSize: 1 << 20);
        text.Write("force,month,things,note\n");
        for (var row = 0L; row < rows; row++)
        {
            var (day, area) = Math.DivRem(row, areas.Count);
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{areas[(int)area]},{new DateOnly(1900, 1, 1).AddDays((int)(day % Days)):yyyy-MM-dd},{row * 7919 % 100_000},{note}\n"));
        }

        return file;
    }

    public void Dispose() => File.Delete(Path);
}
