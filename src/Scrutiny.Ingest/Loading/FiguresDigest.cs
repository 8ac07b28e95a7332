using Scrutiny.Ingest.Mapping;

namespace Scrutiny.Ingest.Loading;

/// <summary>
/// Many figures in one number, whatever their order: the sum of a 128-bit hash of each. Equal figures have equal digests, and a
/// difference goes unseen once in 2^100 or so. It is no seal: who could forge it to hide a change need only send the file unchanged.
/// </summary>
internal struct FiguresDigest
{
    private UInt128 sum;

    public readonly Guid Value => new([.. BitConverter.GetBytes((ulong)(sum >> 64)), .. BitConverter.GetBytes((ulong)sum)]);

    public void Add(in Figure figure)
    {
        var hash = new Hash(0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F);
        hash.Mix(((ulong)figure.Period.From.DayNumber << 32) | (uint)figure.Period.To.DayNumber, (ulong)figure.Status);
        hash.Mix(figure.Value);
        hash.Mix(figure.Numerator);
        hash.Mix(figure.Denominator);
        sum += hash.Value;
    }

    private struct Hash(ulong low, ulong high)
    {
        private const ulong Odd = 0xA0761D6478BD642F;
        private ulong low = low;
        private ulong high = high;

        public readonly UInt128 Value => new(high, low);

        public void Mix(decimal? number)
        {
            if (number is not { } value)
            {
                Mix(1, ulong.MaxValue);
                return;
            }

            // 1.50 and 1.5 are one figure: division by one with all its zeros drops trailing zeros.
            value = value.Scale == 0 ? value : value / 1.0000000000000000000000000000m;
            Span<int> parts = stackalloc int[4];
            decimal.GetBits(value, parts);
            Mix(((ulong)(uint)parts[1] << 32) | (uint)parts[0], ((ulong)(uint)parts[3] << 32) | (uint)parts[2]);
        }

        public void Mix(ulong first, ulong second)
        {
            var (top, bottom) = (Math.BigMul(low ^ first, high ^ Odd, out var lower), lower);
            var (upper, last) = (Math.BigMul(high ^ second ^ top, low ^ Odd ^ first, out var lowest), lowest);
            low = System.Numerics.BitOperations.RotateLeft(low, 23) + (top ^ last) + first;
            high = System.Numerics.BitOperations.RotateLeft(high, 41) + (bottom ^ upper) + second;
        }
    }
}
