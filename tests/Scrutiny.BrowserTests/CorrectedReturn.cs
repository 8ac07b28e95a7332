using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Scrutiny.BrowserTests;

/// <summary>The bundled return of October 2026 with another share of 999 calls answered within 10 seconds, as a force would correct it.</summary>
internal sealed class CorrectedReturn
{
    public const string Measure = "calls-999-within-10s";
    private const string Sample = "sample-returns-2026-10.csv";

    private static int delivered;

    private CorrectedReturn(string text, decimal was, decimal value) => (Text, Was, Value) = (text, Shown(was), Shown(value));

    /// <summary>The figure on show before, as the page writes it.</summary>
    public string Was { get; }

    /// <summary>The figure in this file, as the page will write it.</summary>
    public string Value { get; }

    private string Text { get; }

    /// <summary>Differs from what is on show now by half a percentage point, with a numerator that fits.</summary>
    public static async Task<CorrectedReturn> MakeAsync()
    {
        var now = (await Api.PointsAsync(Measure)).Single(point => point.GetProperty("period").GetString() == "2026-10");
        var (was, numerator, denominator) = (Number(now, "value"), Number(now, "numerator"), Number(now, "denominator"));
        var corrected = numerator - Math.Round(denominator / 200);
        var value = Math.Round(corrected * 100 / denominator, 2);
        var lines = await File.ReadAllLinesAsync(Repository.PathTo("dashboards", "samples", Sample));
        var at = Array.FindIndex(lines, line => line.StartsWith(Measure + ",", StringComparison.Ordinal) && line.Contains(",2026-10,", StringComparison.Ordinal));
        var cells = lines[at].Split(',');
        (cells[5], cells[6]) = (value.ToString(CultureInfo.InvariantCulture), corrected.ToString(CultureInfo.InvariantCulture));
        lines[at] = string.Join(',', cells);

        return new CorrectedReturn(string.Join('\n', lines) + "\n", was, value);
    }

    /// <summary>Writes the file beside the inbox and renames it into it.</summary>
    /// <returns>A clock that started at the rename.</returns>
    public async Task<Stopwatch> DeliverAsync()
    {
        var beside = Path.Combine(Running.Scrutiny.Data, "corrected-return.tmp");
        await File.WriteAllTextAsync(beside, Text);
        var clock = Stopwatch.StartNew();
        File.Move(beside, Path.Combine(Running.Scrutiny.Data, "inbox", "sample-returns", $"corrected-{Interlocked.Increment(ref delivered)}.csv"));
        return clock;
    }

    private static decimal Number(JsonElement point, string name) => point.GetProperty(name).GetDecimal();

    private static string Shown(decimal value) => Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
