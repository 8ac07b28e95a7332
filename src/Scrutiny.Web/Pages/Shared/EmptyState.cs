namespace Scrutiny.Web.Pages.Shared;

/// <summary>What <c>_Empty</c> shows where there is nothing yet.</summary>
/// <param name="Heading">Such as "No figures yet".</param>
/// <param name="Words">What will come, and when or how.</param>
internal sealed record EmptyState(string Heading, string Words);
