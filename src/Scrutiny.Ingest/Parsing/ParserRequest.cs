using System.Buffers.Binary;
using System.Text.Json;
using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Parsing;

/// <summary>What a parser is told: which file, and at first by which rules.</summary>
/// <param name="Path">The file.</param>
/// <param name="KeepRows">Whether its rows are wanted for receipts.</param>
/// <param name="Rules">How it is read; null for the rules of the file before.</param>
internal sealed record ParserRequest(string Path, bool KeepRows, ParserRules? Rules)
{
    // Ours, from our own parent; the limit is against a mistake.
    private const int LongestBytes = 64 * 1024 * 1024;

    public void Write(Stream to)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(this);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        to.Write(length);
        to.Write(content);
        to.Flush();
    }

    /// <returns>Null where there is no other.</returns>
    /// <exception cref="InvalidDataException">This is no request.</exception>
    public static ParserRequest? Read(Stream from)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        if (from.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) < length.Length)
        {
            return null;
        }

        var bytes = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (bytes is < 2 or > LongestBytes)
        {
            throw new InvalidDataException("This is no request to a parser.");
        }

        var content = new byte[bytes];
        from.ReadExactly(content);
        return JsonSerializer.Deserialize<ParserRequest>(content)!;
    }
}
