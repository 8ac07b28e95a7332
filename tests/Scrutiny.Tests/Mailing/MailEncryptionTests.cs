using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Scrutiny.Database;
using Scrutiny.Ingest.Mailing;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.QuestionLedger;

namespace Scrutiny.Tests.Mailing;

/// <summary>Mail to a server that wants STARTTLS and a password, as servers on the internet do.</summary>
[Category("Slow")]
internal sealed class MailEncryptionTests
{
    private const string Password = "violet kettle gravel 93";
    private static readonly Letter AnyLetter = new("ann@example.org", "Subject", "Text", "http://site.example/mail/stop/x");

    private DirectoryInfo folder = null!;
    private SmtpServer server = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        folder = Directory.CreateTempSubdirectory("scrutiny-mail-");
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Made for a test", rootKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = authority.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(root, root.NotBefore, root.NotAfter, RandomNumberGenerator.GetBytes(8));
        await File.WriteAllTextAsync(PathOf("server.pem"), $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        await File.WriteAllTextAsync(PathOf("root.pem"), root.ExportCertificatePem());
        server = await SmtpServer.StartAsync(PathOf("server.pem"), Password);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    // The whole process, since which authorities it trusts is settled when it starts.
    [Test]
    public async Task The_process_that_sends_mail_speaks_STARTTLS_and_signs_in()
    {
        await using var database = await TestDatabase.CreateAsync();
        var reference = await MadeQuestions.AskAsync(database, new AskedQuestion("By which way?", "contact", null, null, null) { Email = "ann@example.org" });
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "..", "..", "Scrutiny.Ingest", new DirectoryInfo(AppContext.BaseDirectory).Name, "Scrutiny.Ingest.dll"), MailHost.Verb]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["SSL_CERT_FILE"] = PathOf("root.pem"),
            ["SCRUTINY_HOME"] = Repository.Root,
            ["ConnectionStrings__Scrutiny"] = database.ConnectionString(DatabaseRole.Contacts),
            ["Mail__Server"] = "localhost",
            ["Mail__Port"] = server.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail__User"] = "scrutiny",
            ["Mail__Password"] = Password,
            ["Mail__From"] = "scrutiny@example.org",
            ["Mail__PublicAddress"] = "http://site.example",
        })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var started = Stopwatch.GetTimestamp();
        while (server.Mails.Count == 0 && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60) && !process.HasExited)
        {
            await Task.Delay(100);
        }

        process.Kill();
        Assert.That(server.Mails, Has.Count.EqualTo(1), await said);
        Assert.That(server.Mails[0], Does.Contain("Over-TLS: True").And.Contain("Signed-in: True").And.Contain(reference));
        Assert.That(await said, Does.Not.Contain("ann@").And.Not.Contain(Password));
    }

    [TestCase(true, Description = "a certificate that nobody vouches for")]
    [TestCase(false, Description = "a server that wants TLS")]
    public async Task What_is_not_safe_is_not_sent_and_tried_again_later(bool encrypted)
    {
        var posting = await OfficeOf(server.Port, encrypted).SendAsync(AnyLetter, CancellationToken.None);

        Assert.That(posting.Outcome, Is.EqualTo(PostingOutcome.NotNow));
    }

    [Test]
    public async Task A_server_that_cannot_encrypt_is_sent_nothing()
    {
        await using var plain = await SmtpServer.StartAsync();

        var posting = await OfficeOf(plain.Port, encrypted: true).SendAsync(AnyLetter, CancellationToken.None);

        Assert.That(posting.Outcome, Is.EqualTo(PostingOutcome.NotNow));
        Assert.That(plain.Mails, Is.Empty);
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private static SmtpPostOffice OfficeOf(int port, bool encrypted) => new(Options.Create(new MailSettings
    {
        Server = "localhost", Port = port, Encrypted = encrypted, User = "scrutiny", Password = Password, From = "scrutiny@example.org", PublicAddress = "http://site.example", TrySeconds = 10,
    }));
}
