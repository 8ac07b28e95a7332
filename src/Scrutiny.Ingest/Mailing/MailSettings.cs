using System.ComponentModel.DataAnnotations;

namespace Scrutiny.Ingest.Mailing;

/// <summary>Settings of mail, section <c>Mail</c>. Without a server no mail is sent, and what is due waits.</summary>
internal sealed class MailSettings
{
    public const string Section = "Mail";

    /// <summary>The SMTP server's name.</summary>
    [Required, MinLength(1)]
    public string Server { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>Whether the connection is encrypted by STARTTLS; off only for a server on this machine.</summary>
    public bool Encrypted { get; set; } = true;

    /// <summary>Empty where the server asks for none.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>The address that mail comes from.</summary>
    [Required, EmailAddress]
    public string From { get; set; } = "";

    /// <summary>Whose site this is, as mail says it.</summary>
    [Required, MinLength(1)]
    public string Body { get; set; } = "Office of the Police and Crime Commissioner";

    /// <summary>Where the public site is, for links.</summary>
    [Required, Url]
    public string PublicAddress { get; set; } = "";

    /// <summary>After so many tries a mail is given up: with the pauses between them about two days.</summary>
    [Range(1, 100)]
    public int MostTries { get; set; } = 12;

    /// <summary>How long a try may take, in seconds.</summary>
    [Range(1, 600)]
    public int TrySeconds { get; set; } = 30;
}
