using System.Security.Cryptography;
using Scrutiny.Ingest.Loading;

namespace Scrutiny.Tests.Loading;

internal sealed class FileStoreTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(1 << 20)]
    [TestCase(3_500_001)]
    public async Task A_file_comes_back_byte_for_byte(int length)
    {
        await using var database = await LoaderTests.OpenAsync();
        var folder = Directory.CreateTempSubdirectory("scrutiny-files-");
        var (original, back) = (Path.Combine(folder.FullName, "original"), Path.Combine(folder.FullName, "back"));
        // Random bytes do not pack, so that a large file takes several pieces.
        var content = RandomNumberGenerator.GetBytes(length);
        await File.WriteAllBytesAsync(original, content);
        await using var file = File.OpenRead(original);
        var sha256 = await FileStore.Sha256Async(file, CancellationToken.None);
        await using var connection = await database.Ingest.OpenConnectionAsync();

        await FileStore.StoreAsync(connection, file, sha256, CancellationToken.None);
        await FileStore.StoreAsync(connection, file, sha256, CancellationToken.None);
        await FileStore.WriteBackAsync(connection, sha256, back, CancellationToken.None);

        var pieces = (long)(await database.Database.AskAsync("select count(*) from working.file_chunk"))!;
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllBytes(back).AsSpan().SequenceEqual(content));
            Assert.That(sha256, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(content))));
            Assert.That(pieces, Is.EqualTo((length / (1 << 20)) + 1).Or.EqualTo((length / (1 << 20)) + 2).Or.Zero);
        });
        folder.Delete(recursive: true);
    }
}
