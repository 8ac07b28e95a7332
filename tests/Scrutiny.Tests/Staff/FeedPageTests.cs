using Scrutiny.Tests.Database;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Staff;

internal sealed class FeedPageTests
{
    [Test]
    public async Task Every_question_put_to_a_publishers_server_stands_on_the_feeds_page_with_its_answer()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var web = await StaffBrowser.StartSiteAsync(database);
        using var browser = await StaffBrowser.SignInAsync(web, "Ann Lyst", StaffRole.Analyst);
        var before = await browser.ReadAsync("/staff/feeds/home-office-grant");
        await database.AskAsync("""
            insert into working.fetch (source, declaration_sha256, asked_at, seconds, host, status, outcome, sentence)
            values ('home-office-grant', repeat('a', 64), '2026-11-03T09:15Z', 1, 'figures.example', 500, 'failed', 'The server answered 500 and sent no file.') returning 1
            """);

        var page = await browser.ReadAsync("/staff/feeds/home-office-grant");

        Assert.That(before, Does.Not.Contain("Checks over https"));
        Assert.That(page, Does.Contain("Checks over https").And.Contain("3 November 2026 at 9:15am").And.Contain(">figures.example<").And.Contain(">500<").And.Contain("The server answered 500 and sent no file."));
    }
}
