namespace Scrutiny.Meetings;

/// <summary>One item of an agenda.</summary>
/// <param name="Item">Its number: public items from 1 without gaps, others from 1001.</param>
/// <param name="Turn">Its place in the order of the meeting, from 1.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Visibility">Who may know of it.</param>
/// <param name="Reason">Why it is restricted; null for the others.</param>
/// <param name="Priority">Id of the plan's priority that it serves; null for none.</param>
public sealed record AgendaItem(int Item, int Turn, string Title, ItemVisibility Visibility, string? Reason, string? Priority);

/// <summary>Who may know of an item.</summary>
public enum ItemVisibility
{
    /// <summary>Everybody.</summary>
    Public,

    /// <summary>Staff only, for a reason that is kept.</summary>
    Restricted,

    /// <summary>Staff only.</summary>
    Hidden,
}

/// <summary>The visibilities' names.</summary>
public static class ItemVisibilities
{
    /// <summary>The name in the database, for example <c>restricted</c>.</summary>
    /// <param name="visibility">The visibility.</param>
    public static string Name(this ItemVisibility visibility) => visibility switch
    {
        ItemVisibility.Public => "public",
        ItemVisibility.Restricted => "restricted",
        ItemVisibility.Hidden => "hidden",
    };

    /// <summary>The visibility of a name.</summary>
    /// <param name="name">For example <c>restricted</c>.</param>
    /// <exception cref="ArgumentException">There is no such visibility.</exception>
    public static ItemVisibility Parse(string name) => Enum.Parse<ItemVisibility>(name, ignoreCase: true);
}
