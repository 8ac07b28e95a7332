using System.ComponentModel.DataAnnotations;

namespace Scrutiny.Web.Accounts;

/// <summary>Settings of signing in to the staff site.</summary>
internal sealed class SignInSettings
{
    public const string Section = "SignIn";

    /// <summary>Minutes after which an unused session ends.</summary>
    [Range(1, 24 * 60)]
    public int IdleMinutes { get; set; } = 60;

    /// <summary>Hours after which any session ends.</summary>
    [Range(1, 72)]
    public int LongestHours { get; set; } = 12;
}
