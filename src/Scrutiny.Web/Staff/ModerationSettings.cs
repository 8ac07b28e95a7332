using System.ComponentModel.DataAnnotations;

namespace Scrutiny.Web.Staff;

/// <summary>How questions from the public are decided, section <c>Moderation</c>.</summary>
internal sealed class ModerationSettings
{
    public const string Section = "Moderation";

    /// <summary>Whether a question is declined only when a second person says so too.</summary>
    public bool SecondOpinion { get; set; }

    /// <summary>Whether a written answer is approved by somebody other than whoever wrote it.</summary>
    public bool TwoPersonAnswers { get; set; }

    /// <summary>After how many days a question that waits is marked as late.</summary>
    [Range(1, 365)]
    public int LateAfterDays { get; set; } = 5;
}
