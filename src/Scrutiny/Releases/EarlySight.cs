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
}
