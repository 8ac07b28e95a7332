using System.Security.Cryptography.X509Certificates;

namespace Scrutiny.Web.Accounts;

/// <summary>The certificate outside the database that the keys in it are encrypted with.</summary>
internal sealed class KeyRing : IDisposable
{
    private KeyRing(X509Certificate2 certificate) => Certificate = certificate;

    public X509Certificate2 Certificate { get; }

    /// <summary>From <c>Keys__Certificate</c>, else from the data folder.</summary>
    /// <exception cref="SentenceException">There is none, or it can't be used.</exception>
    public static KeyRing Read(IConfiguration configuration) => new(KeyCertificate.Read(
        configuration["Keys:Certificate"] is { Length: > 0 } named ? named
        : configuration["SCRUTINY_DATA"] is { Length: > 0 } data ? KeyCertificate.PathIn(data)
        : throw SentenceException.Unreachable("Keys__Certificate is not set: name the file (PEM or PFX) with the certificate and private key that protect the staff site's keys; ./scrutiny migrate makes one in the data folder.")));

    /// <summary>A key for keyed hashes, the same in every process with this certificate.</summary>
    public byte[] Derive(string purpose) => KeyCertificate.DeriveKey(Certificate, purpose);

    public void Dispose() => Certificate.Dispose();
}
