namespace Scrutiny.BrowserTests;

/// <summary>A page of the site in one state.</summary>
/// <param name="Name">For messages and pictures.</param>
/// <param name="Address">Absolute for staff pages.</param>
/// <param name="Status">That it is to be answered with.</param>
internal sealed record SitePage(string Name, string Address, int Status = 200)
{
    public bool IsPublic => !Address.StartsWith("http", StringComparison.Ordinal);

    public override string ToString() => $"{Name} ({Address})";
}
