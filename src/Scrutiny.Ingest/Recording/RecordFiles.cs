using Scrutiny.Audit;

namespace Scrutiny.Ingest.Recording;

/// <summary>The files that the record's heads are written to.</summary>
internal sealed record RecordFiles(IReadOnlyList<HeadsFile> All);
