using System.ComponentModel.DataAnnotations;

namespace Scrutiny.Ingest.Recording;

/// <summary>Settings of the record, section <c>Record</c>.</summary>
internal sealed class RecordSettings
{
    public const string Section = "Record";

    /// <summary>The file of heads; by default <c>audit/heads.txt</c> in the data folder.</summary>
    [MinLength(1)]
    public string? HeadsFile { get; set; }

    /// <summary>A second one, on another machine's disk: who can change the database and the data folder can't change that.</summary>
    [MinLength(1)]
    public string? SecondHeadsFile { get; set; }

    /// <summary>When it is looked whether the day has its head yet, by London's clock: five past midnight publishes it, the other hours make up for a standstill.</summary>
    [Required]
    public string Schedule { get; set; } = "0 5 * * * ?";
}
