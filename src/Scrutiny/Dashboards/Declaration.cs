namespace Scrutiny.Dashboards;

/// <summary>A declaration bound to its record, with where each of its values stands in the file.</summary>
/// <typeparam name="T">The record that the file declares.</typeparam>
/// <param name="Id">The file's name without its ending: the declaration's id.</param>
/// <param name="File">Path of the file.</param>
/// <param name="Sha256">SHA-256 of the file's bytes, lower-case hexadecimal.</param>
/// <param name="Value">What it says.</param>
public sealed record Declaration<T>(string Id, string File, string Sha256, T Value)
    where T : class
{
    internal IReadOnlyDictionary<(object Owner, string Key), (int Line, int Column)> Positions { get; init; } =
        new Dictionary<(object, string), (int, int)>();

    /// <summary>A fault at a value of this declaration; of a value that is not given, at the first that its record has.</summary>
    /// <param name="owner">The record that holds the value.</param>
    /// <param name="property">The property's C# name; for an element of a list, <c>Name[index]</c>.</param>
    /// <param name="message">One sentence in plain words.</param>
    public Fault At(object owner, string property, string message) =>
        Positions.TryGetValue((owner, property), out var at) || (at = FirstOf(owner)) != default ? new Fault(File, at.Line, at.Column, message) : new Fault(File, 1, 1, message);

    private (int Line, int Column) FirstOf(object owner) =>
        Positions.Where(position => ReferenceEquals(position.Key.Owner, owner)).Select(position => position.Value).Order().FirstOrDefault();
}
