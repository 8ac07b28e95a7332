using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Scrutiny.Accounts;

/// <summary>
/// Codes of six digits that change every 30 seconds (RFC 6238, HMAC-SHA-1, as authenticator apps compute them). Identity's own provider
/// takes codes of five steps and takes each again; here a code is of this step or a neighbour, and the caller keeps the step used last.
/// </summary>
public static class Totp
{
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret of 160 bits, in the letters that apps take (base 32).</summary>
    public static string NewSecret() => RandomNumberGenerator.GetString(Base32, 32);

    /// <summary>The step at a moment: 30 seconds each since 1970.</summary>
    public static long StepAt(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    /// <param name="secret">As <see cref="NewSecret"/> makes it.</param>
    /// <param name="step">See <see cref="StepAt"/>.</param>
    /// <exception cref="FormatException">The secret is not base 32.</exception>
    public static string Code(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        // RFC 6238 fixes SHA-1 here, which apps expect; as a keyed hash it is not weakened by collisions.
#pragma warning disable CA5350
        var hash = HMACSHA1.HashData(Bytes(secret), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf, 4)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is, among the present one and its neighbours; null when it is none of theirs.</summary>
    /// <param name="secret">As <see cref="NewSecret"/> makes it.</param>
    /// <param name="code">As typed; spaces do not count.</param>
    /// <param name="now">The present.</param>
    public static long? Match(string secret, string code, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(code);
        var typed = Encoding.ASCII.GetBytes(string.Concat(code.Where(letter => letter != ' ')));
        long? found = null;
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(typed, Encoding.ASCII.GetBytes(Code(secret, step))))
            {
                found = step;
            }
        }

        return found;
    }

    /// <summary>The address by which an app takes the secret, for a link or a picture.</summary>
    public static string Address(string secret, string service, string name) =>
        $"otpauth://totp/{Uri.EscapeDataString(service)}:{Uri.EscapeDataString(name)}?secret={secret}&issuer={Uri.EscapeDataString(service)}";

    private static byte[] Bytes(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var bytes = new List<byte>(20);
        var (bits, held) = (0, 0);
        foreach (var letter in secret)
        {
            var value = Base32.IndexOf(letter, StringComparison.Ordinal);
            if (value < 0)
            {
                throw new FormatException("The secret is not base 32.");
            }

            (bits, held) = ((bits << 5) | value, held + 5);
            if (held >= 8)
            {
                held -= 8;
                bytes.Add((byte)(bits >> held));
                bits &= (1 << held) - 1;
            }
        }

        return [.. bytes];
    }
}
