using System.ComponentModel.DataAnnotations;

namespace Scrutiny.Web.Questions;

/// <summary>How the public's questions are taken. When, how many from a person and who may ask are set by staff, in the database.</summary>
internal sealed class AskSettings
{
    public const string Section = "Questions";

    /// <summary>Questions that the browsers of one address (of IPv6: a network of /64) may send at once, before they have to go slower: a whole hall may share one.</summary>
    [Range(1, 100_000)]
    public int AddressBurst { get; set; } = 600;

    /// <summary>Then so many in a minute.</summary>
    [Range(1, 100_000)]
    public int AddressEachMinute { get; set; } = 120;

    /// <summary>Questions that programs of one address may send at once.</summary>
    [Range(1, 100_000)]
    public int ProgramBurst { get; set; } = 180;

    /// <summary>Then so many in a minute.</summary>
    [Range(1, 100_000)]
    public int ProgramEachMinute { get; set; } = 60;

    /// <summary>Questions that one browser may send at once.</summary>
    [Range(1, 1000)]
    public int BrowserBurst { get; set; } = 10;

    /// <summary>Then so many in a minute.</summary>
    [Range(1, 1000)]
    public int BrowserEachMinute { get; set; } = 2;

    /// <summary>Questions that are written to the database at the same moment.</summary>
    [Range(1, 100)]
    public int AtOnce { get; set; } = 8;

    /// <summary>Questions that wait for that; whoever comes then is told to come back.</summary>
    [Range(0, 100_000)]
    public int Waiting { get; set; } = 400;

    /// <summary>Days after the last word on a question for which its asker's address is kept. The privacy notice says so.</summary>
    [Range(1, 3650)]
    public int KeepContactDays { get; set; } = 90;

    /// <summary>Working days in which somebody looks at a question, as the confirmation says.</summary>
    [Range(1, 60)]
    public int DecideWorkingDays { get; set; } = 5;
}
