using System.Diagnostics.Metrics;
using Scrutiny.Web.Accounts;

namespace Scrutiny.Tests.Accounts;

/// <summary>How many passwords were compared with a hash meanwhile, in the whole process.</summary>
internal sealed class CountedChecks : IDisposable
{
    private readonly MeterListener listener = new();
    private long count;

    public CountedChecks()
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == PasswordGate.MeterName && instrument.Name == PasswordGate.ChecksName)
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref count, value));
        listener.Start();
    }

    public long Count => Interlocked.Read(ref count);

    public void Dispose() => listener.Dispose();
}
