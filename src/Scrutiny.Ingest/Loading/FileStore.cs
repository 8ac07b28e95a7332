using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;

namespace Scrutiny.Ingest.Loading;

/// <summary>Keeps delivered files byte for byte in the database, by their SHA-256, in pieces of one megabyte.</summary>
internal static class FileStore
{
    private const int PieceBytes = 1 << 20;

    /// <summary>SHA-256 of a file, lower-case hexadecimal.</summary>
    public static async Task<string> Sha256Async(FileStream file, CancellationToken cancel)
    {
        file.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
    }

    /// <inheritdoc cref="Sha256Async(FileStream, CancellationToken)"/>
    public static async Task<string> Sha256Async(string path, CancellationToken cancel)
    {
        await using var file = File.OpenRead(path);
        return await Sha256Async(file, cancel);
    }

    /// <summary>Stores the file unless the same bytes are there.</summary>
    public static async Task StoreAsync(NpgsqlConnection connection, FileStream file, string sha256, CancellationToken cancel)
    {
        await using var insert = new NpgsqlCommand("insert into working.file (file_sha256, byte_count) values ($1, $2) on conflict do nothing", connection)
        {
            Parameters = { new() { Value = sha256 }, new() { Value = file.Length } },
        };
        if (await insert.ExecuteNonQueryAsync(cancel) == 0)
        {
            return;
        }

        await using var importer = await connection.BeginBinaryImportAsync("copy working.file_chunk (file_sha256, number, content) from stdin (format binary)", cancel);
        await using (var pieces = new PieceStream(importer, sha256))
        {
            await using var gzip = new GZipStream(pieces, CompressionLevel.Fastest, leaveOpen: true);
            file.Position = 0;
            await file.CopyToAsync(gzip, cancel);
        }

        await importer.CompleteAsync(cancel);
    }

    /// <summary>Writes a stored file back to disk, byte for byte.</summary>
    public static async Task WriteBackAsync(NpgsqlConnection connection, string sha256, string path, CancellationToken cancel)
    {
        using var pieces = ReceivedFile.Create();
        await using (var packed = pieces.OpenToWrite())
        {
            await using var command = new NpgsqlCommand("select content from working.file_chunk where file_sha256 = $1 order by number", connection) { Parameters = { new() { Value = sha256 } } };
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                await packed.WriteAsync(reader.GetFieldValue<byte[]>(0), cancel);
            }
        }

        await using var source = new GZipStream(File.OpenRead(pieces.Path), CompressionMode.Decompress);
        await using var target = File.Create(path);
        await source.CopyToAsync(target, cancel);
    }

    private sealed class PieceStream(NpgsqlBinaryImporter importer, string sha256) : Stream
    {
        // Lent, since thousands of small files may come at once.
        private readonly byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        private int filled;
        private int number;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            while (buffer.Length > 0)
            {
                var fits = Math.Min(buffer.Length, PieceBytes - filled);
                buffer[..fits].CopyTo(piece.AsSpan(filled));
                filled += fits;
                buffer = buffer[fits..];
                if (filled == PieceBytes)
                {
                    Send();
                }
            }
        }

        public override void Flush()
        {
            // Pieces go out when they are full and when the stream ends.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                if (filled > 0)
                {
                    Send();
                }

                ArrayPool<byte>.Shared.Return(piece);
            }

            base.Dispose(disposing);
        }

        private void Send()
        {
            importer.StartRow();
            importer.Write(sha256, NpgsqlDbType.Text);
            importer.Write(number++, NpgsqlDbType.Integer);
            importer.Write(new ReadOnlyMemory<byte>(piece, 0, filled), NpgsqlDbType.Bytea);
            filled = 0;
            CrashPoints.Pass(CrashPoint.FilePieceSent);
        }
    }
}
