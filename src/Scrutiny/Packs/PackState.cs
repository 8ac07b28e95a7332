using Scrutiny.Dashboards;

namespace Scrutiny.Packs;

/// <summary>How far an edition of a pack has come.</summary>
public enum PackState
{
    /// <summary>It is being written.</summary>
    Draft,

    /// <summary>It was signed off; whatever is changed now is signed off anew.</summary>
    SignedOff,

    /// <summary>It is public, and never changed.</summary>
    Published,
}

/// <summary>The states' names and words.</summary>
public static class PackStates
{
    /// <summary>Reads the name in the database.</summary>
    /// <param name="name">The name.</param>
    public static PackState Parse(string name) => Enum.GetValues<PackState>().Single(state => KebabNaming.Policy.ConvertName(state.ToString()) == name);

    /// <summary>The state in words.</summary>
    /// <param name="state">The state.</param>
    public static string Words(this PackState state) => state switch
    {
        PackState.Draft => "Draft",
        PackState.SignedOff => "Signed off",
        PackState.Published => "Published",
    };
}
