namespace Scrutiny.Database;

/// <summary>Who a process is to PostgreSQL; each sees and may do only what its work needs.</summary>
public enum DatabaseRole
{
    /// <summary><c>scrutiny_owner</c>: owns the tables; used by migrations only.</summary>
    Owner,

    /// <summary><c>scrutiny_ingest</c>: reads and loads files.</summary>
    Ingest,

    /// <summary><c>scrutiny_staff</c>: the web process for staff.</summary>
    Staff,

    /// <summary><c>scrutiny_public</c>: the web process for the public.</summary>
    Public,

    /// <summary><c>scrutiny_contacts</c>: addresses of those who ask, and mail to them; nothing else.</summary>
    Contacts,
}

/// <summary>The names of the roles in PostgreSQL.</summary>
public static class DatabaseRoles
{
    /// <summary>All roles, the owner first.</summary>
    public static IReadOnlyList<DatabaseRole> All { get; } = Enum.GetValues<DatabaseRole>();

    /// <summary>The role's name in PostgreSQL, for example <c>scrutiny_ingest</c>.</summary>
    public static string NameOf(DatabaseRole role) => role switch
    {
        DatabaseRole.Owner => "scrutiny_owner",
        DatabaseRole.Ingest => "scrutiny_ingest",
        DatabaseRole.Staff => "scrutiny_staff",
        DatabaseRole.Public => "scrutiny_public",
        DatabaseRole.Contacts => "scrutiny_contacts",
    };
}
