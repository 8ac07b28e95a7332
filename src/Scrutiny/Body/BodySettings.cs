using System.ComponentModel.DataAnnotations;

namespace Scrutiny.Body;

/// <summary>Who runs this installation. All of it is a setting, since commissioners' functions pass to mayors and boards.</summary>
public sealed class BodySettings
{
    /// <summary>Where it stands in the settings.</summary>
    public const string Section = "Body";

    /// <summary>The body, without its place: it is also the data controller.</summary>
    [Required]
    public string Name { get; set; } = "Office of the Police and Crime Commissioner";

    /// <summary>The place that it serves.</summary>
    [Required]
    public string Place { get; set; } = "Hampshire and the Isle of Wight";

    /// <summary>Who holds the office.</summary>
    [Required]
    public string OfficeHolder { get; set; } = "Police and Crime Commissioner";

    /// <summary>The police force that it holds to account.</summary>
    [Required]
    public string ForceName { get; set; } = "Hampshire and Isle of Wight Constabulary";

    /// <summary>What its public meetings are called.</summary>
    [Required]
    public string MeetingName { get; set; } = "COPS: Commissioner's Overview of Policing Services";

    /// <summary>What this site is called in its navigation and in page titles.</summary>
    [Required]
    public string ServiceName { get; set; } = "Scrutiny";

    /// <summary>The force area's ONS code.</summary>
    [Required, RegularExpression("^E[0-9]{8}$|^W[0-9]{8}$", ErrorMessage = "Body:Area must be an ONS code such as E23000030.")]
    public string Area { get; set; } = "E23000030";

    /// <summary>Where readers write to.</summary>
    [Required, EmailAddress]
    public string ContactEmail { get; set; } = "scrutiny@example.org";

    /// <summary>Whom to tell of a weakness: an address that starts with https: or mailto:; null for the contact e-mail.</summary>
    [RegularExpression("^(https://|mailto:)[^\\s]+$", ErrorMessage = "Body:SecurityContact must start with https:// or mailto:.")]
    public string? SecurityContact { get; set; }

    /// <summary>Where the body's own site is; empty where it has none.</summary>
    [Url]
    public string? Website { get; set; }

    /// <summary>The body with its place.</summary>
    public string FullName => $"{Name} for {Place}";
}
