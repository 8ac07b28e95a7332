namespace Scrutiny.Accounts;

/// <summary>One person's account as it is stored. It never leaves the process: pages and verbs have records of their own.</summary>
public sealed class Account
{
    /// <summary>Twelve letters and digits, drawn by lot; stands in the record.</summary>
    public required string AccountId { get; init; }

    /// <summary>What the person types to sign in.</summary>
    public required string SignInName { get; set; }

    /// <summary>The same in capitals, by which it is found.</summary>
    public string NormalisedName { get; set; } = "";

    /// <summary>The name that others see.</summary>
    public required string DisplayName { get; set; }

    /// <summary>The person's post; null where nobody said.</summary>
    public string? JobTitle { get; set; }

    /// <summary>Null where another provider signs the person in.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Until when (UTC) a password that somebody else chose signs in; null for one of the person's own.</summary>
    public DateTime? OneTimeUntil { get; set; }

    /// <summary>Changes with all that ends sessions.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>The second factor's secret, encrypted; null until it is set up.</summary>
    public string? TotpSecret { get; set; }

    /// <summary>SHA-256 of issuer and subject at another provider, 64 hexadecimal digits; null where there is none.</summary>
    public string? ExternalId { get; set; }

    /// <summary>When it was disabled (UTC); null while it is enabled.</summary>
    public DateTime? DisabledAt { get; set; }
}
