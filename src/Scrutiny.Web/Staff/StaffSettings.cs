using System.ComponentModel.DataAnnotations;

namespace Scrutiny.Web.Staff;

/// <summary>Settings of the staff site.</summary>
internal sealed class StaffSettings
{
    public const string Section = "Staff";

    /// <summary>The largest file that may be uploaded, in bytes.</summary>
    [Range(1, 16L << 30)]
    public long UploadBytes { get; set; } = 1L << 30;

    /// <summary>Set where the site listens inside a container whose port is published on the host's loopback only, so that accounts of the samples may stay enabled.</summary>
    public bool PublishedOnLoopback { get; set; }

    /// <summary>Where the public site is, for links to the big screen; empty for the same place as this one.</summary>
    public string PublicAddress { get; set; } = "";
}
