using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Scrutiny.Audit;
using Scrutiny.Observations;
using Scrutiny.Releases;
using Scrutiny.Requests;

namespace Scrutiny.Web.Staff;

/// <summary>The one way in which this process writes: what a person asks of ingest, and the files that come with it.</summary>
internal sealed class StaffRequests(NpgsqlDataSource database)
{
    private const int PieceBytes = 1 << 20;

    // Everything else that this process does is read-only and short.
    private const string WriteSql = "set transaction read write; set local statement_timeout = 0";

    private const string AskSql = """
        insert into working.request (kind, source, load_id, upload_id, dry_run, reason, figure, detail, asked_by, asked_as)
        values (@kind, @source, @load, @upload, @dryRun, @reason, @figure::jsonb, @detail::jsonb, @askedBy, @askedAs)
        returning request_id
        """;

    private const string UploadSql = """
        insert into working.upload (upload_id, source, file_name, byte_count, file_sha256, released, evidence, uploaded_by)
        values (@id, @source, @fileName, @bytes, @sha256, @released, @evidence, @uploadedBy)
        """;

    /// <summary>Asks ingest for something; it is carried out once, soon, whatever happens to this process.</summary>
    /// <returns>The request's number.</returns>
    public async Task<long> AskAsync(StaffRequest request, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(WriteSql, cancellationToken: cancel));
        var number = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            AskSql,
            new
            {
                kind = request.Kind.Name(),
                source = request.Source,
                load = request.Load,
                upload = request.Upload,
                dryRun = request.DryRun,
                reason = request.Reason,
                figure = request.Figure is null ? null : JsonSerializer.Serialize(request.Figure, ProposedChange.Json),
                detail = request.Detail is null ? null : JsonSerializer.Serialize(request.Detail, ReleaseDetail.Json),
                askedBy = request.AskedBy,
                askedAs = request.AskedAs,
            },
            cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("select pg_notify('scrutiny_working', 'request:' || @number)", new { number }, cancellationToken: cancel));
        var file = await connection.ExecuteScalarAsync<string?>(new CommandDefinition("select file_sha256 from working.upload where upload_id = @upload", new { upload = request.Upload }, cancellationToken: cancel));
        await AuditTrail.AppendAsync(
            connection, request.AskedAs, AuditAct.RequestMade, "request", number.ToString(CultureInfo.InvariantCulture),
            new { Kind = request.Kind.Name(), request.Source, request.Load, request.Upload, FileSha256 = file, request.DryRun, Measure = request.Figure?.Measure ?? request.Detail?.Measure, request.Detail?.Release, request.Detail?.Access, request.Detail?.Note, request.Detail?.Period },
            cancel);
        await transaction.CommitAsync(cancel);
        return number;
    }

    /// <summary>Keeps a file that was sent by hand, in pieces and in one transaction: all of it or nothing. It lies there without effect until something is asked with it, and that is what the record holds, with the file's hash.</summary>
    public async Task<StoredUpload> StoreAsync(Stream content, NewUpload upload, CancellationToken cancel)
    {
        var id = RandomNumberGenerator.GetString("abcdefghjkmnpqrstvwxyz0123456789", 20);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(WriteSql, cancellationToken: cancel));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        await using (var importer = await connection.BeginBinaryImportAsync("copy working.upload_chunk (upload_id, number, content) from stdin (format binary)", cancel))
        {
            var piece = new byte[PieceBytes];
            for (var number = 0; await content.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, cancel) is > 0 and var read; number++)
            {
                hash.AppendData(piece, 0, read);
                bytes += read;
                await importer.StartRowAsync(cancel);
                await importer.WriteAsync(id, NpgsqlDbType.Text, cancel);
                await importer.WriteAsync(number, NpgsqlDbType.Integer, cancel);
                await importer.WriteAsync(new ReadOnlyMemory<byte>(piece, 0, read), NpgsqlDbType.Bytea, cancel);
            }

            await importer.CompleteAsync(cancel);
        }

        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        await connection.ExecuteAsync(new CommandDefinition(
            UploadSql,
            new { id, source = upload.Source, fileName = upload.FileName, bytes, sha256, released = upload.Released, evidence = upload.Evidence, uploadedBy = upload.UploadedBy },
            cancellationToken: cancel));
        await transaction.CommitAsync(cancel);
        return new StoredUpload(id, sha256);
    }
}

/// <summary>What is asked of ingest.</summary>
internal sealed record StaffRequest(RequestKind Kind, string Source, string AskedBy)
{
    public StaffRequest(RequestKind kind, string source, StaffPerson person)
        : this(kind, source, person.Name) => AskedAs = person.Actor;

    /// <summary>For the record, which holds no names.</summary>
    public string AskedAs { get; } = "staff";

    public string? Load { get; init; }

    public string? Upload { get; init; }

    public bool DryRun { get; init; }

    public string? Reason { get; init; }

    public TypedFigure? Figure { get; init; }

    /// <summary>What concerns releases, notes and periods.</summary>
    public ReleaseDetail? Detail { get; init; }
}

/// <summary>A file that somebody sends.</summary>
/// <param name="FileName">As the sender named it; shown, never used as a path.</param>
internal sealed record NewUpload(string Source, string FileName, string UploadedBy)
{
    public DateOnly? Released { get; init; }

    /// <summary>A document that proves a typed figure.</summary>
    public bool Evidence { get; init; }

    /// <summary>The last part of a browser's name for a file, without what can't be shown, at most 200 letters.</summary>
    public static string NameOf(string given)
    {
        var name = new string([.. given.Split('/', '\\')[^1].Where(letter => !char.IsControl(letter) && char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.Format)]).Trim();
        return name.Length == 0 ? "unnamed" : name.Length <= 200 ? name : name[^200..];
    }
}

/// <summary>A file as it was kept.</summary>
internal sealed record StoredUpload(string Id, string Sha256);
