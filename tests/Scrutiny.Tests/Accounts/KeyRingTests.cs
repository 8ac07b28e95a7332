using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scrutiny.Database;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Staff;
using Scrutiny.Web.Accounts;

namespace Scrutiny.Tests.Accounts;

/// <summary>The keys that protect cookies: made once, kept, and of no use without the certificate.</summary>
[Category("G-8")]
[Category("Slow")]
internal sealed class KeyRingTests
{
    [Test, Category("Long")]
    public async Task Fifty_processes_that_start_together_make_one_key_and_understand_each_other()
    {
        await using var database = await TestDatabase.CreateAsync();
        var processes = Enumerable.Range(0, 50).Select(_ => Process(database, certificate: null)).ToList();

        await Task.WhenAll(processes.Select(process => Task.Run(() => process.GetRequiredService<KeyRenewal>().EnsureAsync(CancellationToken.None))));
        var sealedByFirst = processes[0].GetRequiredService<IDataProtectionProvider>().CreateProtector("a cookie").Protect("who");

        Assert.That(await database.AskAsync("select count(*) from account.data_protection_key"), Is.EqualTo(1));
        Assert.That(processes.Select(process => process.GetRequiredService<IDataProtectionProvider>().CreateProtector("a cookie").Unprotect(sealedByFirst)), Has.All.EqualTo("who"));
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }
    }

    [Test]
    public async Task A_copy_of_the_database_without_the_certificate_opens_and_forges_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var own = Process(database, certificate: null);
        await own.GetRequiredService<KeyRenewal>().EnsureAsync(CancellationToken.None);
        var cookie = own.GetRequiredService<IDataProtectionProvider>().CreateProtector("a cookie").Protect("who");
        var folder = Directory.CreateTempSubdirectory("scrutiny-keys-");
        var foreign = Path.Combine(folder.FullName, "certificate.pem");
        await File.WriteAllTextAsync(foreign, KeyCertificate.Make(TimeProvider.System.GetUtcNow()));
        await using var thief = Process(database, foreign);

        var stored = (string)(await database.AskAsync("select xml from account.data_protection_key"))!;

        Assert.That(stored, Does.Contain("EncryptedData").And.Not.Contain("<masterKey"));
        Assert.That(() => thief.GetRequiredService<IDataProtectionProvider>().CreateProtector("a cookie").Unprotect(cookie), Throws.InstanceOf<CryptographicException>().Or.InstanceOf<InvalidOperationException>());
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task Sessions_and_half_filled_forms_survive_a_restart_and_a_second_instance()
    {
        await using var database = await TestDatabase.CreateAsync();
        var account = await MadeAccounts.AddAsync(database, "stayer", "Stay Er", sample: true, StaffRole.Publisher);
        System.Net.Cookie[] cookies;
        await using (var first = await StaffBrowser.StartSiteAsync(database))
        {
            using var browser = await StaffBrowser.SignInAsync(first, account);
            await browser.ReadAsync("/staff/upload");
            cookies = browser.Cookies.GetAllCookies().ToArray<System.Net.Cookie>();
        }

        await using var second = await StaffBrowser.StartSiteAsync(database);
        using var later = new StaffBrowser(second.Client.BaseAddress!);
        foreach (var cookie in cookies)
        {
            later.Cookies.Add(second.Client.BaseAddress!, new System.Net.Cookie(cookie.Name, cookie.Value, cookie.Path));
        }

        Assert.That(await later.ReadAsync("/staff/feeds"), Does.Contain("Stay Er"));
        using var form = await later.PostAsync("/staff/feeds/force-contact");
        Assert.That(form.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.Redirect));
    }

    [Test]
    public async Task The_certificate_of_a_data_folder_is_made_once_and_for_its_owner_only()
    {
        var data = TestCluster.NewFolder();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => KeyCertificate.EnsureAsync(data, TimeProvider.System.GetUtcNow(), CancellationToken.None)));
        var path = KeyCertificate.PathIn(data.Path);
        var first = await File.ReadAllTextAsync(path);

        await KeyCertificate.EnsureAsync(data, TimeProvider.System.GetUtcNow(), CancellationToken.None);

        Assert.That(await File.ReadAllTextAsync(path), Is.EqualTo(first));
        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        using var certificate = KeyCertificate.Read(path);
        Assert.That(certificate.HasPrivateKey, Is.True);
        Directory.Delete(data.Path, recursive: true);
    }

    [Test]
    public void A_certificate_that_is_not_there_is_one_sentence() =>
        Assert.That(() => KeyCertificate.Read("/nowhere/certificate.pem"), Throws.TypeOf<SentenceException>().With.Message.Contains("Keys__Certificate"));

    private static ServiceProvider Process(TestDatabase database, string? certificate)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(certificate is null ? [] : [new("Keys:Certificate", certificate)]).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(_ => new AccountDatabase(database.ConnectionString(DatabaseRole.Staff)));
        AccountsSetup.AddKeys(services, configuration);
        return services.BuildServiceProvider();
    }
}
