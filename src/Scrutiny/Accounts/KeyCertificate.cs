using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Scrutiny.Database;

namespace Scrutiny.Accounts;

/// <summary>The certificate that encrypts the keys in the database: a file outside it, so that a stolen copy of the database opens nothing.</summary>
public static class KeyCertificate
{
    private const string FileName = "keys/certificate.pem";

    /// <summary>Where it lies in a data folder.</summary>
    /// <param name="dataFolder">The data folder's path.</param>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, FileName);

    /// <summary>Makes one in the data folder, mode 600, when there is none; many may try at once.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="now">From when it is valid, for 20 years: it is never shown to anybody who could mind its age.</param>
    /// <param name="cancel">Ends the wait for another process that makes it.</param>
    public static async Task EnsureAsync(DataFolder data, DateTimeOffset now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(data);
        var path = PathIn(data.Path);
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var alone = await FileLock.TakeAloneAsync(data.PathOf("keys.lock"), cancel);
        if (!File.Exists(path))
        {
            PrivateFile.Write(path, Make(now));
        }
    }

    /// <summary>Reads certificate and private key from one file.</summary>
    /// <param name="path">PEM with both, or PFX without a password.</param>
    /// <exception cref="SentenceException">There is no such file, or it holds no RSA certificate with its private key.</exception>
    public static X509Certificate2 Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            var certificate = path.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase) ? X509CertificateLoader.LoadPkcs12FromFile(path, null, X509KeyStorageFlags.Exportable | X509KeyStorageFlags.EphemeralKeySet) : X509Certificate2.CreateFromPemFile(path);
            return certificate.HasPrivateKey && certificate.GetRSAPublicKey() is not null ? certificate : throw SentenceException.Refused($"The certificate {path} must be of RSA and hold its private key.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw SentenceException.Unreachable($"The certificate {path} that protects the staff site's keys cannot be read ({fault.Message.TrimEnd('.')}); ./scrutiny migrate makes one in the data folder, or name one in Keys__Certificate.", fault);
        }
    }

    /// <summary>A key for keyed hashes that must be the same in every process and are not to be computed from the database alone.</summary>
    /// <param name="certificate">With its private key.</param>
    /// <param name="purpose">What it is for.</param>
    public static byte[] DeriveKey(X509Certificate2 certificate, string purpose)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        using var rsa = certificate.GetRSAPrivateKey()!;
        var secret = rsa.ExportRSAPrivateKey();
        try
        {
            return HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes(purpose));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>A new certificate and its private key as PEM.</summary>
    internal static string Make(DateTimeOffset now)
    {
        using var rsa = RSA.Create(3072);
        var request = new CertificateRequest("CN=Scrutiny key ring", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(20));
        return certificate.ExportCertificatePem() + "\n" + rsa.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
