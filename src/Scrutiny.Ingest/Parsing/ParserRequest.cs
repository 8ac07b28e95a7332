using System.Buffers.Binary;
using System.Text.Json;
using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Parsing;

/// <summary>What a parser is told: which file, and all it needs to know of <c>dashboards/</c>.</summary>
internal sealed record ParserRequest(string Path, string SourceId, Source Source, IReadOnlyDictionary<string, Measure> Measures, IReadOnlyCollection<Area> Areas, bool KeepRows)
{
    // Ours, from our own parent; the limit is against a mistake.
    private const int LongestBytes = 64 * 1024 * 1024;

    public static ParserRequest For(string path, Declaration<Source> source, Catalogue catalogue, bool keepRows) =>
        new(path, source.Id, source.Value, catalogue.Measures.ToDictionary(measure => measure.Key, measure => measure.Value.Value), [.. catalogue.Areas.ByCode.Values], keepRows);

    /// <summary>The part of the catalogue that reading needs.</summary>
    public (Declaration<Source> Source, Catalogue Catalogue) Declared()
    {
        var source = new Declaration<Source>(SourceId, "", "", Source);
        var measures = Measures.ToDictionary(measure => measure.Key, measure => new Declaration<Measure>(measure.Key, "", "", measure.Value));
        return (source, new Catalogue(measures, new Dictionary<string, Declaration<Source>> { [SourceId] = source }, new AreaNames(Areas), []));
    }

    public void Write(Stream to)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(this);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        to.Write(length);
        to.Write(content);
        to.Flush();
    }

    /// <exception cref="InvalidDataException">This is no request.</exception>
    public static ParserRequest Read(Stream from)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        from.ReadExactly(length);
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
