namespace Scrutiny.Database;

/// <summary>How a private cluster differs from the usual one; the defaults are right for everything but tests.</summary>
public sealed record PrivateClusterOptions
{
    /// <summary>Whether a committed transaction survives a power cut. False is for throw-away clusters: several times faster.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Whether <c>ConnectionStrings__Scrutiny</c> in the environment stands in for a private cluster.</summary>
    public bool UseEnvironment { get; init; } = true;

    /// <summary>Settings of postgresql.conf that go beyond, or instead of, the usual ones. Used when the server is started.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a server that does not come up at once is tried again.</summary>
    public TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(25);
}
