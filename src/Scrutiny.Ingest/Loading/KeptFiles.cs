using Dapper;
using Npgsql;

namespace Scrutiny.Ingest.Loading;

/// <summary>Whether the files in the store are still the bytes that receipts speak of.</summary>
internal static class KeptFiles
{
    /// <summary>Reads kept files again, in no particular order, up to the first that is wrong.</summary>
    /// <param name="connection">As the ingest role.</param>
    /// <param name="sample">So many, drawn by lot; null for all.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>How many were good, how many there are, and a sentence on the first that is not.</returns>
    public static async Task<(int Read, int Kept, string? Fault)> CheckAsync(NpgsqlConnection connection, int? sample, CancellationToken cancel)
    {
        var kept = await connection.ExecuteScalarAsync<int>(new CommandDefinition("select count(*) from working.file", cancellationToken: cancel));
        var drawn = (await connection.QueryAsync<(string Sha256, long Bytes)>(new CommandDefinition(
            "select file_sha256, byte_count from working.file order by random() limit @sample", new { sample }, cancellationToken: cancel))).AsList();
        for (var i = 0; i < drawn.Count; i++)
        {
            if (await FaultAsync(connection, drawn[i].Sha256, drawn[i].Bytes, cancel) is { } fault)
            {
                return (i, kept, fault);
            }
        }

        return (drawn.Count, kept, null);
    }

    private static async Task<string?> FaultAsync(NpgsqlConnection connection, string sha256, long bytes, CancellationToken cancel)
    {
        using var file = ReceivedFile.Create();
        try
        {
            await FileStore.WriteBackAsync(connection, sha256, file.Path, cancel);
            var length = new FileInfo(file.Path).Length;
            return await FileStore.Sha256Async(file.Path, cancel) != sha256 ? $"The kept file {sha256} has other bytes than its receipts say: it was changed after it was loaded."
                : length != bytes ? $"The kept file {sha256} has {length} bytes, where {bytes} are on record."
                : null;
        }
        catch (InvalidDataException)
        {
            return $"The kept file {sha256} can't be unpacked: it was changed or damaged after it was loaded.";
        }
    }
}
