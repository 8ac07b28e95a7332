using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Scrutiny.Packs;

/// <summary>A pack as one zip.</summary>
public static class PackArchive
{
    // A pack is ours, but whoever checks one has it from anywhere.
    private const int MostEntries = 2_000;
    private const long MostBytes = 300_000_000;

    /// <summary>Puts a pack into one file: its files, then the manifest, and outside that the PDF and the signature.</summary>
    /// <param name="files">Its files, the manifest last.</param>
    /// <param name="pdf">Its PDF; null for none.</param>
    /// <param name="key">The installation's key.</param>
    public static byte[] Write(IReadOnlyList<PackFile> files, byte[]? pdf, PackKey key)
    {
        ArgumentNullException.ThrowIfNull(files);
        var signature = PackSignature.Of(files[^1].Bytes.Span, pdf, key);
        using var held = new MemoryStream();
        using (var archive = new ZipArchive(held, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files.Concat(pdf is null ? [] : [new PackFile(PackSignature.Pdf, pdf)]).Append(PackFile.Of(PackSignature.Name, PackJson.Write(signature))))
            {
                var entry = archive.CreateEntry(file.Name);
                entry.LastWriteTime = PackWorkbook.Undated;
                using var stream = entry.Open();
                stream.Write(file.Bytes.Span);
            }
        }

        return held.ToArray();
    }

    /// <summary>Checks a pack: every file against the manifest, and the signature over manifest and PDF.</summary>
    /// <param name="pack">The zip.</param>
    /// <param name="key">The public key of the body whose pack it should be; null for the one that the pack names, which says only that nothing was changed since it was signed.</param>
    public static PackVerdict Verify(Stream pack, PackKey? key)
    {
        try
        {
            using var archive = new ZipArchive(pack, ZipArchiveMode.Read, leaveOpen: true);
            return Verify(archive, key);
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException or FormatException or CryptographicException or ArgumentException)
        {
            return PackVerdict.Broken("This is no pack, or it is damaged: it can't be read.");
        }
    }

    private static PackVerdict Verify(ZipArchive archive, PackKey? key)
    {
        if (archive.Entries.Count > MostEntries || archive.Entries.Sum(entry => entry.Length) > MostBytes)
        {
            return PackVerdict.Broken("This is larger than any pack; it is not read.");
        }

        if (archive.Entries.GroupBy(entry => entry.FullName).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return PackVerdict.Broken($"The file {twice.Key} is in it twice.");
        }

        var files = archive.Entries.ToDictionary(entry => entry.FullName);
        if (new[] { PackManifest.Name, PackSignature.Name }.FirstOrDefault(name => !files.ContainsKey(name)) is { } missing)
        {
            return PackVerdict.Broken($"{missing} is missing.");
        }

        var manifestBytes = Read(files[PackManifest.Name]);
        var manifest = PackJson.Read<PackManifest>(Encoding.UTF8.GetString(manifestBytes));
        var signature = PackJson.Read<PackSignature>(Encoding.UTF8.GetString(Read(files[PackSignature.Name])));
        var faults = new List<string>();
        foreach (var listed in manifest.Files)
        {
            if (!files.TryGetValue(listed.Name, out var entry))
            {
                faults.Add($"{listed.Name} is missing.");
            }
            else if (PackManifest.Sha256(Read(entry)) != listed.Sha256)
            {
                faults.Add($"{listed.Name} is not what the manifest says.");
            }
        }

        faults.AddRange(files.Keys.Except([.. manifest.Files.Select(listed => listed.Name), PackManifest.Name, PackSignature.Name, PackSignature.Pdf]).Order(StringComparer.Ordinal).Select(name => $"{name} is not in the manifest."));
        if (PackManifest.Sha256(manifestBytes) != signature.ManifestSha256)
        {
            faults.Add("The manifest is not the one that was signed.");
        }

        var pdf = files.TryGetValue(PackSignature.Pdf, out var printed) ? PackManifest.Sha256(Read(printed)) : null;
        if (pdf != signature.PdfSha256)
        {
            faults.Add("The PDF is not the one that was signed.");
        }

        using var named = PackKey.Read(signature.PublicKey);
        if (!(key ?? named).HasSigned(PackSignature.SignedText(signature.ManifestSha256, signature.PdfSha256), Convert.FromBase64String(signature.Signature)))
        {
            faults.Add(key is null ? "The signature is not by the key that the pack names." : "The signature is not by the key that was given.");
        }

        return new PackVerdict(faults, manifest, (key ?? named).Fingerprint, key is not null);
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var held = new MemoryStream();
        stream.CopyTo(held);
        return held.ToArray();
    }
}

/// <summary>What a check of a pack found.</summary>
/// <param name="Faults">What is wrong, one sentence each.</param>
/// <param name="Manifest">The manifest; null where it can't be read.</param>
/// <param name="KeyFingerprint">The key by which it was checked; null where that can't be told.</param>
/// <param name="KeyGiven">Whether that key was given by whoever checks, and not taken from the pack.</param>
public sealed record PackVerdict(IReadOnlyList<string> Faults, PackManifest? Manifest, string? KeyFingerprint, bool KeyGiven)
{
    /// <summary>Nothing can be said of it but that it is broken.</summary>
    /// <param name="fault">Why.</param>
    public static PackVerdict Broken(string fault) => new([fault], null, null, false);
}
