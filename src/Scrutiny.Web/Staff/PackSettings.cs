namespace Scrutiny.Web.Staff;

/// <summary>Settings of packs.</summary>
internal sealed class PackSettings
{
    public const string Section = "Packs";

    /// <summary>Whether a pack is signed off by somebody who changed nothing in it.</summary>
    public bool SecondPerson { get; set; }
}
