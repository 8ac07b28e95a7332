using System.Diagnostics;
using System.Globalization;
using Scrutiny.Dashboards;

namespace Scrutiny.Ingest.Loading;

/// <summary>
/// Ends this process as <c>kill -9</c> does, at the moment that a test names: <c>CRASH_AT=figures-sent:2</c> when it gets to that point for
/// the second time. Without the variable, nothing at all.
/// </summary>
internal static class CrashPoints
{
    private static readonly string[]? Asked = Environment.GetEnvironmentVariable("CRASH_AT")?.Split(':');
    private static int passes;

    public static void Pass(CrashPoint point)
    {
        if (Asked is [var name, var pass] && name == KebabNaming.Policy.ConvertName(point.ToString()) && Interlocked.Increment(ref passes).ToString(CultureInfo.InvariantCulture) == pass)
        {
            Process.GetCurrentProcess().Kill();
        }
    }
}
