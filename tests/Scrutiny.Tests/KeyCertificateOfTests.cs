namespace Scrutiny.Tests;

/// <summary>Every staff process that a test builds protects its keys with this certificate.</summary>
[SetUpFixture]
public sealed class KeyCertificateOfTests
{
    private const string Variable = "Keys__Certificate";

    private static string folder = "";

    [OneTimeSetUp]
    public static void Make()
    {
        folder = Directory.CreateTempSubdirectory("scrutiny-keys-").FullName;
        var path = Path.Combine(folder, "certificate.pem");
        File.WriteAllText(path, KeyCertificate.Make(TimeProvider.System.GetUtcNow()));
        Environment.SetEnvironmentVariable(Variable, path);
    }

    [OneTimeTearDown]
    public static void Remove()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        Directory.Delete(folder, recursive: true);
    }
}
