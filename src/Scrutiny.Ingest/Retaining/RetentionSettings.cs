using System.ComponentModel.DataAnnotations;

namespace Scrutiny.Ingest.Retaining;

/// <summary>Settings of how long addresses of askers are kept, section <c>Retention</c>.</summary>
internal sealed class RetentionSettings
{
    public const string Section = "Retention";

    /// <summary>So many days after the answer, or after a question was declined, its asker's address goes.</summary>
    [Range(1, 3650)]
    public int ContactDays { get; set; } = 90;

    /// <summary>The ledger of erasures; by default <c>erasures/ledger.txt</c> in the data folder.</summary>
    [MinLength(1)]
    public string? LedgerFile { get; set; }

    /// <summary>A second one, kept where the database's backups are not.</summary>
    [MinLength(1)]
    public string? SecondLedgerFile { get; set; }

    /// <summary>When it is looked what is due, by London's clock.</summary>
    [Required]
    public string Schedule { get; set; } = "0 20 * * * ?";
}
