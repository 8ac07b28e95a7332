using System.Buffers.Binary;
using System.Text;

namespace Scrutiny.Ingest.Parsing;

/// <summary>The content of one frame, read from the front. A parser that was taken over may send anything, so every length is checked.</summary>
internal ref struct FrameContent(ReadOnlySpan<byte> content)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private ReadOnlySpan<byte> left = content;

    public readonly bool Ended => left.IsEmpty;

    public byte Byte() => Take(1)[0];

    public int Number()
    {
        uint number = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = Byte();
            number |= (uint)(part & 0x7F) << shift;
            if (part <= 0x7F)
            {
                return number <= int.MaxValue ? (int)number : throw new BadFrameException();
            }
        }

        throw new BadFrameException();
    }

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public decimal Decimal()
    {
        var bytes = Take(sizeof(decimal));
        Span<int> parts = stackalloc int[4];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
        }

        try
        {
            return new decimal(parts);
        }
        catch (ArgumentException)
        {
            throw new BadFrameException();
        }
    }

    public DateOnly Date() => Number() is var day && day <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber(day) : throw new BadFrameException();

    public string Text()
    {
        try
        {
            return Strict.GetString(Take(Number()));
        }
        catch (DecoderFallbackException)
        {
            throw new BadFrameException();
        }
    }

    public string? OptionalText() => Byte() switch
    {
        0 => null,
        1 => Text(),
        _ => throw new BadFrameException(),
    };

    public byte[] Bytes() => Take(Number()).ToArray();

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > left.Length)
        {
            throw new BadFrameException();
        }

        var taken = left[..count];
        left = left[count..];
        return taken;
    }
}
