namespace Scrutiny.Web.Pages.Components;

/// <summary>One entry of a choice.</summary>
internal sealed record Choice(string Value, string Text, bool Chosen);
