using System.Diagnostics;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Parsing;
using Scrutiny.Tests.Dashboards;

namespace Scrutiny.Tests.Parsing;

/// <summary>What a file yields when the real parser process reads it, and what that cost.</summary>
internal sealed class ParsedInChild : IParsedSink
{
    public List<Figure> Figures { get; } = [];

    public List<Reject> Rejects { get; } = [];

    public List<PackedRows> Blocks { get; } = [];

    public ParsedFile File { get; } = new();

    /// <summary>The sentence with which the file was refused; null where it was not.</summary>
    public string? Refusal { get; private set; }

    public TimeSpan Took { get; private set; }

    public static ParsedInChild From(MadeDashboards dashboards, byte[] content, ParserLimits? limits = null, CancellationToken cancel = default) =>
        From(new ParserProcess(limits ?? new ParserLimits()), dashboards.Read(), content, cancel);

    /// <summary>As a process reads it that may have read others before.</summary>
    public static ParsedInChild From(ParserProcess process, Catalogue catalogue, byte[] content, CancellationToken cancel = default)
    {
        var path = Path.Combine(Path.GetTempPath(), $"scrutiny-{Guid.NewGuid():N}");
        System.IO.File.WriteAllBytes(path, content);
        try
        {
            return FromFile(process, catalogue, path, cancel);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    public static ParsedInChild FromFile(MadeDashboards dashboards, string path, ParserLimits? limits = null, CancellationToken cancel = default) =>
        FromFile(new ParserProcess(limits ?? new ParserLimits()), dashboards.Read(), path, cancel);

    private static ParsedInChild FromFile(ParserProcess process, Catalogue catalogue, string path, CancellationToken cancel)
    {
        var parsed = new ParsedInChild();
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var file = System.IO.File.OpenRead(path);
            process.Read(file, catalogue.Sources["made"], catalogue, keepRows: true, parsed, parsed.File, cancel);
        }
        catch (RefusedFileException refusal)
        {
            parsed.Refusal = refusal.Message;
        }

        parsed.Took = Stopwatch.GetElapsedTime(started);
        return parsed;
    }

    public void Add(in Figure figure) => Figures.Add(figure);

    public void Reject(Reject reject) => Rejects.Add(reject);

    public void Keep(PackedRows rows) => Blocks.Add(rows);
}
