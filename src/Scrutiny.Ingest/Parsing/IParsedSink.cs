using Scrutiny.Ingest.Mapping;

namespace Scrutiny.Ingest.Parsing;

/// <summary>Receives what a parser read, in the file's order.</summary>
internal interface IParsedSink
{
    void Add(in Figure figure);

    void Reject(Reject reject);

    void Keep(PackedRows rows);
}
