namespace Scrutiny.Web.Pages.Shared;

/// <summary>A labelled text field of a form, for <c>&lt;partial name="_TextField" /&gt;</c>.</summary>
/// <param name="Name">The field's name; its id is the same in lower case.</param>
/// <param name="Label">Its label.</param>
/// <param name="Value">What stands in it.</param>
internal sealed record TextField(string Name, string Label, string? Value)
{
    /// <summary>What to enter.</summary>
    public string? Hint { get; init; }

    /// <summary>How many letters wide; null for the whole width.</summary>
    public int? Width { get; init; }

    /// <summary>How many lines; null for a single one.</summary>
    public int? Rows { get; init; }

    /// <summary>At most so many letters.</summary>
    public int Longest { get; init; } = 200;
}
