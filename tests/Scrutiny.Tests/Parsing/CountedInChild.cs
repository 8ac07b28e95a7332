using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Parsing;

namespace Scrutiny.Tests.Parsing;

/// <summary>Has the real parser read a file and keeps nothing of it.</summary>
internal sealed class CountedInChild : IParsedSink
{
    public long Figures { get; private set; }

    public void Read(string path, Catalogue catalogue)
    {
        using var file = File.OpenRead(path);
        new ParserProcess(new ParserLimits()).Read(file, catalogue.Sources["made"], catalogue, keepRows: true, this, new ParsedFile(), CancellationToken.None);
    }

    public void Add(in Figure figure) => Figures++;

    public void Reject(Reject reject)
    {
    }

    public void Keep(PackedRows rows)
    {
    }
}
