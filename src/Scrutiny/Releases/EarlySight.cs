namespace Scrutiny.Releases;

/// <summary>What early sight of a release may be for.</summary>
public static class EarlySight
{
    /// <summary>The purposes as kept, each with its words.</summary>
    public static IReadOnlyList<(string Name, string Words)> Purposes { get; } =
        [("briefing", "Briefing"), ("checking-facts", "Checking facts"), ("preparing-a-response", "Preparing a response")];

    /// <summary>A purpose's words.</summary>
    /// <param name="name">As kept.</param>
    public static string Words(string name) => Purposes.FirstOrDefault(purpose => purpose.Name == name).Words ?? name;

    /// <summary>Whom an access is bound to. The one place that says so: an account's id can take the place of role and name.</summary>
    /// <param name="role">The role's name, for example <c>chief-constables-office</c>.</param>
    /// <param name="name">The person's name as signed in.</param>
    public static string Binding(string role, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return $"{role}:{name.Trim().ToLowerInvariant()}";
    }
}
