using System.Text;

namespace Scrutiny.Packs;

/// <summary>
/// The installation's signature, outside the manifest: over the manifest's SHA-256 and the PDF's, since a PDF holds moments and can't be the same
/// twice. What is signed is <c>scrutiny-pack-1</c>, the manifest's and the PDF's SHA-256 (<c>-</c> for none), a line each; <c>openssl dgst -sha256 -verify</c> checks it too.
/// </summary>
public sealed record PackSignature
{
    /// <summary>Its name in the archive.</summary>
    public const string Name = "signature.json";

    /// <summary>The PDF's name in the archive.</summary>
    public const string Pdf = "pack.pdf";

    /// <summary>Always <c>ecdsa-p256-sha256</c>.</summary>
    public string Algorithm { get; init; } = "ecdsa-p256-sha256";

    /// <summary>SHA-256 of <c>manifest.json</c>.</summary>
    public required string ManifestSha256 { get; init; }

    /// <summary>SHA-256 of the PDF; null where the pack has none.</summary>
    public required string? PdfSha256 { get; init; }

    /// <summary>The signature, DER in base64.</summary>
    public required string Signature { get; init; }

    /// <summary>The public key, PEM.</summary>
    public required string PublicKey { get; init; }

    /// <summary>SHA-256 of the public key.</summary>
    public required string KeyFingerprint { get; init; }

    /// <summary>Signs a pack.</summary>
    /// <param name="manifest">The bytes of its manifest.</param>
    /// <param name="pdf">Its PDF; null for none.</param>
    /// <param name="key">The installation's key.</param>
    public static PackSignature Of(ReadOnlySpan<byte> manifest, byte[]? pdf, PackKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var (manifestSha256, pdfSha256) = (PackManifest.Sha256(manifest), pdf is null ? null : PackManifest.Sha256(pdf));
        return new PackSignature
        {
            ManifestSha256 = manifestSha256,
            PdfSha256 = pdfSha256,
            Signature = Convert.ToBase64String(key.Sign(SignedText(manifestSha256, pdfSha256))),
            PublicKey = key.PublicPem,
            KeyFingerprint = key.Fingerprint,
        };
    }

    /// <summary>What is signed.</summary>
    /// <param name="manifestSha256">SHA-256 of the manifest.</param>
    /// <param name="pdfSha256">SHA-256 of the PDF; null for none.</param>
    public static byte[] SignedText(string manifestSha256, string? pdfSha256) => Encoding.ASCII.GetBytes($"scrutiny-pack-1\n{manifestSha256}\n{pdfSha256 ?? "-"}\n");
}
