using System.ComponentModel.DataAnnotations;

namespace Scrutiny.Ingest.Ledger;

/// <summary>What is erased of the public's questions by schedule, section <c>Questions</c>: the privacy notice reads the same days from it.</summary>
internal sealed class LedgerSettings
{
    public const string Section = "Questions";

    /// <summary>So many days after the last word on a question its asker's address goes.</summary>
    [Range(1, 3650)]
    public int KeepContactDays { get; set; } = 90;

    /// <summary>The ledger of erasures; by default <c>erasures/ledger.txt</c> in the data folder.</summary>
    [MinLength(1)]
    public string? ErasureFile { get; set; }

    /// <summary>A second one, kept where the database's backups are not.</summary>
    [MinLength(1)]
    public string? SecondErasureFile { get; set; }

    /// <summary>When it is looked what is to be erased, by London's clock.</summary>
    [Required]
    public string EraseSchedule { get; set; } = "0 20 * * * ?";
}
