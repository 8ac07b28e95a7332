using System.Security.Cryptography;
using Scrutiny.Database;

namespace Scrutiny.Packs;

/// <summary>
/// The installation's key for packs: ECDSA on P-256, a file outside the database beside the certificate of the key ring, made once. Its public half is
/// published, so that whoever has a pack can tell that it is the body's own.
/// </summary>
public sealed class PackKey : IDisposable
{
    private const string FileName = "keys/packs.pem";

    private readonly ECDsa key;

    private PackKey(ECDsa key) => this.key = key;

    /// <summary>The public half as PEM.</summary>
    public string PublicPem => key.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>SHA-256 of the public half, lower-case hexadecimal: short enough to be compared by eye.</summary>
    public string Fingerprint => PackManifest.Sha256(key.ExportSubjectPublicKeyInfo());

    /// <summary>Reads the key of a data folder, made when there is none; many may try at once.</summary>
    /// <param name="data">The data folder's path.</param>
    /// <param name="cancel">Ends the wait for another process that makes it.</param>
    /// <exception cref="SentenceException">It can't be read.</exception>
    public static async Task<PackKey> OpenAsync(string data, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(data);
        var path = Path.Combine(data, FileName);
        try
        {
            if (!File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                using var alone = await FileLock.TakeAloneAsync(Path.Combine(data, "keys.lock"), cancel);
                if (!File.Exists(path))
                {
                    using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                    PrivateFile.Write(path, made.ExportPkcs8PrivateKeyPem() + "\n");
                }
            }

            return Read(await File.ReadAllTextAsync(path, cancel));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw SentenceException.Unreachable($"The key {path} with which packs are signed can't be read ({fault.Message.TrimEnd('.')}); put it back from a copy, or move it away to have a new one made.", fault);
        }
    }

    /// <summary>A key from its text.</summary>
    /// <param name="pem">The private or only the public half, as PEM.</param>
    /// <exception cref="CryptographicException">It is none.</exception>
    /// <exception cref="ArgumentException">It is no PEM.</exception>
    public static PackKey Read(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return new PackKey(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Signs some bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    public byte[] Sign(byte[] bytes) => key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Whether a signature is this key's.</summary>
    /// <param name="bytes">The bytes that were signed.</param>
    /// <param name="signature">The signature.</param>
    public bool HasSigned(byte[] bytes, byte[] signature) => key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
