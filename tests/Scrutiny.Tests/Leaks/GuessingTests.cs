using System.Globalization;
using Scrutiny.Web.Operations;

namespace Scrutiny.Tests.Leaks;

/// <summary>Whoever guesses at the address of what is to come learns what one learns of nonsense, and is noticed.</summary>
[Category("L-5")]
internal sealed class GuessingTests
{
    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>How addresses of reports and of their figures have been guessed elsewhere.</summary>
    private static readonly string[] Forms =
    [
        "/performance/{0}", "/boards/{0}", "/compare/{0}", "/meetings/{0}", "/meetings/{0}/minutes", "/screen/{0}", "/packs/{0}.zip", "/packs/{0}.pdf", "/data/{0}.csv", "/charts/{0}.svg", "/api/v1/measures/{0}/series", "/api/v1/meetings/{0}", "/embed/contact/{0}", "/embed/{0}/trend", "/boards/contact/{0}.csv",
        "/releases/{0}", "/publications/{0}.pdf", "/{0}", "/staff/loads/{0}", "/questions/{0}", "/feeds/{0}.atom", "/decisions/{0}", "/promises/{0}", "/corrections/{0}", "/assets/{0}.json", "/files/{0}.xlsx", "/draft/{0}", "/preview/{0}",
    ];

    [Test]
    public async Task Fifteen_hundred_plausible_addresses_answer_as_nonsense_does_and_are_noticed() => await GuessAsync(1_500);

    [Test, Category("Long")]
    public async Task Ten_thousand_plausible_addresses_answer_as_nonsense_does() => await GuessAsync(10_000);

    [TestCase("/receipts/99999999", true)]
    [TestCase("/meetings/cops-2026-12-09", true)]
    [TestCase("/performance/september-2027", true)]
    [TestCase("/performance/september-2025", false)]
    [TestCase("/wp-login.php", false)]
    [TestCase("/receipts/nonsense", false)]
    public void Only_addresses_of_things_to_come_count(string path, bool counts)
    {
        var watch = new ProbingWatch(new Scheduling.SteppingClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)), Microsoft.Extensions.Logging.Abstractions.NullLogger<ProbingWatch>.Instance);

        watch.Missed(path);
        watch.Missed(path);

        Assert.That(watch.Total, Is.EqualTo(counts ? 1 : 0));
    }

    private static async Task GuessAsync(int most)
    {
        await using var world = await World.OpenWithSecretsAsync();
        var guesses = Slugs().SelectMany(slug => Forms.Select(form => (Form: form, Slug: slug))).Take(most).ToList();
        Assert.That(guesses, Has.Count.EqualTo(most));
        var nonsense = new Dictionary<string, Answer>();
        foreach (var form in Forms)
        {
            nonsense[form] = Without(await Answer.GetAsync(world.Web.Client, new Ask("GET", Address(form, "zqx"))), "zqx");
        }

        var wrong = new List<string>();
        foreach (var (form, slug) in guesses)
        {
            var answer = Without(await Answer.GetAsync(world.Web.Client, new Ask("GET", Address(form, slug))), slug);
            if (answer.Status != 404 || answer.DifferenceFrom(nonsense[form]) is not null)
            {
                wrong.Add($"{Address(form, slug)}: {answer.Status} {answer.DifferenceFrom(nonsense[form])}");
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(world.Web.Numbers(), Does.Match(@"(?m)^scrutiny_probing_total [1-9][0-9]{2,}$"));
    }

    // What somebody asks for, the answer may repeat; nothing else may differ.
    private static Answer Without(Answer answer, string slug) => answer with { Head = System.Text.RegularExpressions.Regex.Replace(answer.Head, "Content-Length: [0-9]+", "Content-Length: …"), Body = System.Text.Encoding.UTF8.GetBytes(answer.Text.Replace(slug, "…", StringComparison.Ordinal)) };

    private static string Address(string form, string slug) => string.Format(CultureInfo.InvariantCulture, form, slug);

    private static IEnumerable<string> Slugs()
    {
        yield return StaffOnly.Measure;
        yield return StaffOnly.Board;
        for (var year = 2026; year <= 2028; year++)
        {
            for (var month = 1; month <= 12; month++)
            {
                yield return $"{year}-{month:00}";
                yield return $"{Months[month - 1]}-{year}";
                yield return $"cops-{year}-{month:00}-0{(month % 9) + 1}";
                yield return $"calls-999-{year}-{month:00}";
                yield return $"q{((month - 1) / 3) + 1}-{year}-{month}";
                yield return $"pack-{Months[month - 1]}-{year}";
                yield return $"year-ending-{Months[month - 1]}-{year}";
                yield return $"crime-statistics-{Months[month - 1]}-{year}";
                yield return $"draft-{year}{month:00}";
                yield return $"efo-{Months[month - 1]}-{year}";
            }
        }
    }
}
