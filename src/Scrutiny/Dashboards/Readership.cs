namespace Scrutiny.Dashboards;

/// <summary>Who may read something that is declared.</summary>
public enum Readership
{
    /// <summary>Anybody.</summary>
    Public,

    /// <summary>Staff only: it has no address in the public process.</summary>
    Staff,
}
