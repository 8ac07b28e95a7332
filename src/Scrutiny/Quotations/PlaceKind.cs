using Scrutiny.Dashboards;

namespace Scrutiny.Quotations;

/// <summary>What quotes a figure.</summary>
public enum PlaceKind
{
    /// <summary>An edition of a published pack.</summary>
    Pack,

    /// <summary>A figure shown in a meeting.</summary>
    Meeting,

    /// <summary>A published answer to a question.</summary>
    Answer,

    /// <summary>Published commentary on a measure.</summary>
    Commentary,
}

/// <summary>The names of the kinds in the database.</summary>
public static class PlaceKinds
{
    /// <summary>The name, for example <c>pack</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string Name(this PlaceKind kind) => KebabNaming.Policy.ConvertName(kind.ToString());

    /// <summary>The kind of a name.</summary>
    /// <param name="name">As in the database.</param>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static PlaceKind Parse(string name) => Enum.Parse<PlaceKind>(name, ignoreCase: true);

    /// <summary>What it is, for a reader.</summary>
    /// <param name="kind">The kind.</param>
    public static string Words(this PlaceKind kind) => kind switch
    {
        PlaceKind.Pack => "Papers",
        PlaceKind.Meeting => "Meeting",
        PlaceKind.Answer => "Answer",
        PlaceKind.Commentary => "Commentary",
    };
}
