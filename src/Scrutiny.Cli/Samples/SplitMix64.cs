namespace Scrutiny.Cli.Samples;

/// <summary>
/// Steele, Lea and Flood's SplitMix64 ("Fast splittable pseudorandom number generators", 2014). Ours, because
/// <see cref="Random"/> promises no particular sequence, and the samples must be the same bytes on every runtime.
/// </summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 (included) to 1 (not included), on a grid of 2^-53.</summary>
    public double NextUnit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>
    /// Noise of mean 0 and standard deviation 1, never beyond 3.5: the sum of four units, so that only exact
    /// arithmetic is used (logarithms and sines differ between platforms in the last bit).
    /// </summary>
    public double NextNoise() => (NextUnit() + NextUnit() + NextUnit() + NextUnit() - 2) * 1.7320508075688772;
}
