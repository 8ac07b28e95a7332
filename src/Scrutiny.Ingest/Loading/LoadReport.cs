using System.Text.Json.Serialization;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Observations;

namespace Scrutiny.Ingest.Loading;

/// <summary>A file to load.</summary>
internal sealed record LoadRequest(string Path, string FileName, string Source, Delivery DeliveredBy)
{
    /// <summary>The name under which it was delivered, fit to be shown.</summary>
    public string FileName { get; } = ShownName.Of(FileName);

    /// <summary>Why nothing of it may be read (it is a link, a pipe); what is loaded is then the refusal, over no bytes.</summary>
    public string? NotRead { get; init; }

    /// <summary>Back-dates what becomes known, to build up history.</summary>
    public DateTimeOffset? KnownFrom { get; init; }

    /// <summary>The publisher's release date; else by the source's own rule.</summary>
    public DateOnly? Released { get; init; }

    /// <summary>Says what would happen and changes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The person who brought the file; null where none did.</summary>
    public string? BroughtBy { get; init; }

    /// <summary>The staff's request that this carries out.</summary>
    public long? ForRequest { get; init; }

    /// <summary>For the record: on whose behalf. Whoever brings a file by hand without being signed in sits at the command line.</summary>
    public string Actor { get; init; } = DeliveredBy is Delivery.Hand or Delivery.Sample ? Approval.CommandLine : LoadAudit.Process;
}

/// <summary>Who brought a file.</summary>
internal enum Delivery
{
    Inbox,
    Hand,
    Sample,
    Web,
}

/// <summary>What became of a file.</summary>
internal enum LoadState
{
    Accepted,
    Quarantined,
    Refused,
}

/// <summary>What a load did: the JSON of <c>./scrutiny load --json</c>.</summary>
internal sealed record LoadReport
{
    public required string Load { get; init; }

    public required string Source { get; init; }

    public required string FileSha256 { get; init; }

    public required long Read { get; init; }

    public required long Loaded { get; init; }

    public required long Unchanged { get; init; }

    public required long Revised { get; init; }

    public required long Rejected { get; init; }

    public required double Seconds { get; init; }

    public required LoadState State { get; init; }

    /// <summary>published, waiting (for <c>./scrutiny approve</c>) or none.</summary>
    public required string Publication { get; init; }

    /// <summary>Why the file was refused or put in quarantine.</summary>
    public string? Reason { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<Revision> Revisions { get; init; } = [];

    /// <summary>Figures of an edition older than the one on show: kept, not shown.</summary>
    public IReadOnlyList<Revision> EarlierEditions { get; init; } = [];

    public IReadOnlyList<Reject> Rejects { get; init; } = [];

    [JsonIgnore]
    public bool DryRun { get; init; }
}

/// <summary>
/// A value that changed within one source. Values are null where there was none, with the status in its place; a figure that was
/// withdrawn has neither a new value nor a new status.
/// </summary>
internal sealed record Revision(string Measure, string Area, string Breakdown, string Period, decimal? Old, decimal? New)
{
    /// <summary>Status before, in place of or beside the value.</summary>
    public ObservationStatus OldStatus { get; init; }

    /// <summary>Status after.</summary>
    public ObservationStatus? NewStatus { get; init; } = ObservationStatus.Final;
}
