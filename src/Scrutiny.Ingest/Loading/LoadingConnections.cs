using Npgsql;

namespace Scrutiny.Ingest.Loading;

/// <summary>How whoever loads is connected: a step of a load may take long, but nothing waits for ever for a database that has fallen silent.</summary>
internal static class LoadingConnections
{
    /// <summary>More than any step of the largest load takes, or the turn of another one that is waited for.</summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(30);

    // A machine that is gone answers no probe: it is found out within a minute, and not after the longest step.
    private const int ProbeAfterSeconds = 30;
    private const int ProbeEverySeconds = 10;

    /// <summary>Opens the database as the ingest role.</summary>
    /// <param name="connectionString">Of the role.</param>
    /// <param name="longestStep">For tests; by default <see cref="LongestStep"/>.</param>
    public static NpgsqlDataSource Open(string connectionString, TimeSpan? longestStep = null) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
    {
        CommandTimeout = (int)(longestStep ?? LongestStep).TotalSeconds,
        TcpKeepAlive = true,
        TcpKeepAliveTime = ProbeAfterSeconds,
        TcpKeepAliveInterval = ProbeEverySeconds,
    });
}
