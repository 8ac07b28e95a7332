namespace Scrutiny.Web;

internal static class AudienceSetting
{
    public const string Key = "audience";

    /// <summary>Public when nothing is said: the careful choice.</summary>
    /// <exception cref="SentenceException">Another word than <c>public</c> or <c>staff</c>.</exception>
    public static Audience Read(IConfiguration configuration) => configuration[Key] switch
    {
        null or "" or "public" => Audience.Public,
        "staff" => Audience.Staff,
        var other => throw SentenceException.Unusable($"--audience must be public or staff, not '{other}'."),
    };
}
