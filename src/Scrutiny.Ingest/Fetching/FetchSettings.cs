using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Scrutiny.Ingest.Fetching;

/// <summary>Settings of fetching over https, section <c>Fetch</c>; the operator's, beside what each source declares.</summary>
internal sealed class FetchSettings : IValidatableObject
{
    public const string Section = "Fetch";

    /// <summary>The only hosts that any source may fetch from; none: those that the sources declare.</summary>
    public string[] Hosts { get; set; } = [];

    /// <summary>Ports that may be asked beside 443.</summary>
    public int[] MorePorts { get; set; } = [];

    /// <summary>Addresses that may be connected to though they are no public ones, such as a server of the force's own.</summary>
    public string[] MoreAddresses { get; set; } = [];

    /// <summary>A PEM file of certificate authorities that are trusted beside the system's.</summary>
    [MinLength(1)]
    public string? TrustedRoots { get; set; }

    /// <summary>The largest file, in bytes, packed or unpacked.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBytes { get; set; } = 200L << 20;

    /// <summary>How long one fetch may take with all its redirects, in seconds.</summary>
    [Range(1, 86_400)]
    public int MaxSeconds { get; set; } = 60;

    /// <summary>How long a server may take to connect and begin its answer, and the stretch over which its speed is judged, in seconds.</summary>
    [Range(1, 3_600)]
    public int PatienceSeconds { get; set; } = 20;

    /// <summary>The least speed, in bytes per second; a server that is slower holds us up on purpose or by fault.</summary>
    [Range(0, int.MaxValue)]
    public int LeastBytesPerSecond { get; set; } = 1_000;

    /// <summary>Minutes between two scheduled questions of one source, however often its inbox is looked through.</summary>
    [Range(1, 10_080)]
    public int MinutesBetween { get; set; } = 15;

    /// <summary>As a verb reads them, which has no host.</summary>
    /// <exception cref="SentenceException">A setting can't be used.</exception>
    public static FetchSettings FromEnvironment()
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(Section).Get<FetchSettings>() ?? new();
        var faults = new List<ValidationResult>();
        return Validator.TryValidateObject(settings, new ValidationContext(settings), faults, validateAllProperties: true)
            ? settings
            : throw SentenceException.Unusable($"A setting {Section}__… can't be used: {faults[0].ErrorMessage}");
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        MoreAddresses.Where(address => !IPAddress.TryParse(address, out _)).Select(address => new ValidationResult($"MoreAddresses holds '{address}', which is no address such as 10.1.2.3."));
}
