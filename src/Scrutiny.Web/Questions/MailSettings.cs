namespace Scrutiny.Web.Questions;

/// <summary>Whether this installation sends mail. The web sends none itself; it only promises none that nobody would send.</summary>
internal sealed class MailSettings
{
    public const string Section = "Mail";

    /// <summary>The SMTP server's name, the same as for the process that sends mail; empty for none.</summary>
    public string Server { get; set; } = "";

    public bool IsOn => Server.Length > 0;
}
