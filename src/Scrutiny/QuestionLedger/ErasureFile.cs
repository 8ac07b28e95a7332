using System.Globalization;
using Npgsql;
using Dapper;

namespace Scrutiny.QuestionLedger;

/// <summary>
/// The ledger of erasures as a file beside the database, only ever added to: a restored backup brings back what was erased after it was
/// taken, and this file says what to erase again. A line is a moment, what was erased, a salt and a salted hash; it names nobody.
/// </summary>
/// <param name="path">The file; its folder is made when it is first written.</param>
public sealed class ErasureFile(string path)
{
    /// <summary>Its place in the data folder.</summary>
    public const string Name = "erasures/ledger.txt";

    private const int Parts = 4;

    private const string SinceSql = "select number as Number, kind as Kind, salt as Salt, hash as Hash, erased_at as ErasedAt from question.erasures(0)";

    private const string AgainSql = "select question.erase_again(@kinds, @salts, @hashes)";

    /// <summary>The file's path.</summary>
    public string Path { get; } = path;

    /// <summary>Adds the database's erasures that the file lacks, and erases again in the database what only the file knows of.</summary>
    /// <param name="connection">In a transaction that may write, as the role of ingest.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>How many were erased again: none, unless an older database was restored.</returns>
    /// <exception cref="SentenceException">The file was changed by other means.</exception>
    /// <exception cref="IOException">It can't be read or written.</exception>
    public async Task<int> CompareAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var known = (await connection.QueryAsync<ErasureRow>(new CommandDefinition(SinceSql, cancellationToken: cancel))).AsList();
        var written = Read();
        var inFile = written.Select(line => line.Key).ToHashSet(StringComparer.Ordinal);
        var inDatabase = known.Select(row => row.ToLine().Key).ToHashSet(StringComparer.Ordinal);
        var missing = written.Where(line => !inDatabase.Contains(line.Key)).ToList();
        var again = missing.Count == 0 ? 0 : await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            AgainSql,
            new { kinds = missing.Select(line => line.Kind).ToArray(), salts = missing.Select(line => Convert.FromHexString(line.Salt)).ToArray(), hashes = missing.Select(line => Convert.FromHexString(line.Hash)).ToArray() },
            cancellationToken: cancel));

        // Also those of this very comparison, which have salts of their own.
        var rows = again == 0 ? known : (await connection.QueryAsync<ErasureRow>(new CommandDefinition(SinceSql, cancellationToken: cancel))).AsList();
        Add([.. rows.Select(row => row.ToLine()).Where(line => !inFile.Contains(line.Key))]);
        return again;
    }

    private List<Line> Read()
    {
        var lines = new List<Line>();
        if (!File.Exists(Path))
        {
            return lines;
        }

        foreach (var text in File.ReadAllLines(Path))
        {
            lines.Add(text.Split(' ') is { Length: Parts } parts && parts[1] is "contact" or "question" && parts[2].Length == 32 && parts[3].Length == 64 && (parts[2] + parts[3]).All(char.IsAsciiHexDigitLower)
                ? new Line(parts[0], parts[1], parts[2], parts[3])
                : throw SentenceException.Refused($"Line {(lines.Count + 1).ToString(CultureInfo.InvariantCulture)} of {Path} is no line of the ledger of erasures, so the file was changed by other means; compare it with another copy."));
        }

        return lines;
    }

    private void Add(IReadOnlyList<Line> lines)
    {
        if (lines.Count > 0)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
            File.AppendAllLines(Path, lines.Select(line => $"{line.At} {line.Kind} {line.Salt} {line.Hash}"));
        }
    }

    private sealed record Line(string At, string Kind, string Salt, string Hash)
    {
        public string Key => $"{Kind} {Salt} {Hash}";
    }

    private sealed record ErasureRow(long Number, string Kind, byte[] Salt, byte[] Hash, DateTime ErasedAt)
    {
        public Line ToLine() => new(ErasedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), Kind, Convert.ToHexStringLower(Salt), Convert.ToHexStringLower(Hash));
    }
}
