namespace Scrutiny.Tests.Leaks;

/// <summary>One question that a stranger puts to the public site.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Address">Path and query.</param>
/// <param name="Surface">Row of the access table that it tries; null for addresses that are in none.</param>
internal sealed record Ask(string Method, string Address, string? Surface = null)
{
    /// <summary>Headers beside those that the client sends by itself.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public override string ToString() => $"{Method} {Address} {string.Join(", ", Headers.Select(header => $"{header.Name}: {header.Value}"))}".TrimEnd();
}
