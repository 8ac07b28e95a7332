using System.Security.Cryptography;
using System.Text;

namespace Scrutiny.Packs;

/// <summary>What a pack consists of: each file with its size and SHA-256. The manifest has none of its own; the signature covers it.</summary>
public sealed record PackManifest
{
    /// <summary>Its name in the archive.</summary>
    public const string Name = "manifest.json";

    /// <summary>The same checksums for <c>sha256sum --check</c>.</summary>
    public const string Sums = "SHA256SUMS";

    /// <summary>What <see cref="Schema"/> says.</summary>
    public const string SchemaName = "scrutiny-pack/1";

    /// <summary>Always <c>scrutiny-pack/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>The pack's name in addresses.</summary>
    public required string Pack { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The data cut, UTC.</summary>
    public required DateTime AsKnown { get; init; }

    /// <summary>Whether the pack is made up.</summary>
    public required bool Sample { get; init; }

    /// <summary>Whether any figure in it is made up.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>The version of the program that built it.</summary>
    public required string Program { get; init; }

    /// <summary>The files, in the order of the archive.</summary>
    public required IReadOnlyList<ListedFile> Files { get; init; }

    /// <summary>The files with their checksums and the manifest of all of them.</summary>
    /// <param name="content">What the pack says.</param>
    /// <param name="files">Its files.</param>
    public static IReadOnlyList<PackFile> Complete(PackContent content, IReadOnlyList<PackFile> files)
    {
        ArgumentNullException.ThrowIfNull(content);
        var sums = PackFile.Of(Sums, string.Concat(files.Select(file => $"{Sha256(file.Bytes.Span)}  {file.Name}\n")));
        List<PackFile> all = [.. files, sums];
        var manifest = new PackManifest
        {
            Schema = SchemaName,
            Pack = content.Plan.Slug,
            Title = content.Plan.Title,
            AsKnown = content.Plan.Cut.UtcDateTime,
            Sample = content.Plan.Sample,
            Synthetic = content.Synthetic,
            Program = $"Scrutiny {typeof(PackManifest).Assembly.GetName().Version?.ToString(3)}",
            Files = [.. all.Select(file => new ListedFile(file.Name, file.Bytes.Length, Sha256(file.Bytes.Span)))],
        };
        return [.. all, PackFile.Of(Name, PackJson.Write(manifest))];
    }

    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    /// <param name="bytes">The bytes.</param>
    public static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>A file of a pack.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256, lower-case hexadecimal.</param>
public sealed record ListedFile(string Name, long Bytes, string Sha256);
