using System.Text.Json;

namespace Scrutiny.Database;

/// <summary>What was decided once about a private cluster, kept as <c>cluster.json</c> in the data folder.</summary>
/// <param name="DataFolder">The data folder's path when this was decided: shows that it was moved or copied since.</param>
/// <param name="Outside">The cluster's folder when it cannot be inside the data folder; null when it is <c>postgres</c> there.</param>
/// <param name="ServerUser">Who runs the server when root starts it; null when the server runs as the starting user.</param>
/// <param name="Port">The TCP port on 127.0.0.1.</param>
/// <param name="Prepared">Whether roles and database have been made.</param>
internal sealed record PrivateClusterRecord(string DataFolder, string? Outside, string? ServerUser, int Port, bool Prepared)
{
    private const string FileName = "cluster.json";

    public static PrivateClusterRecord? Read(DataFolder data) =>
        File.Exists(data.PathOf(FileName)) ? JsonSerializer.Deserialize<PrivateClusterRecord>(File.ReadAllText(data.PathOf(FileName))) : null;

    public void Store(DataFolder data) => PrivateFile.Write(data.PathOf(FileName), JsonSerializer.Serialize(this));
}
