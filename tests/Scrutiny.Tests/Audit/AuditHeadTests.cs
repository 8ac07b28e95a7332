using Scrutiny.Audit;

namespace Scrutiny.Tests.Audit;

[Category("J-2")]
internal sealed class AuditHeadTests
{
    private static readonly string Hash = new('a', 64);

    [Test]
    public void A_line_of_the_file_reads_back_as_the_head_that_wrote_it()
    {
        var head = new AuditHead(new DateOnly(2026, 11, 22), 1234, Hash);

        Assert.That(head.ToString(), Is.EqualTo($"2026-11-22 1234 {Hash}"));
        Assert.That(AuditHead.Parse(head.ToString()), Is.EqualTo(head));
    }

    [TestCase("")]
    [TestCase("2026-11-22 1234")]
    [TestCase("2026-02-30 1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [TestCase("2026-11-22 -1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void What_is_no_head_reads_as_none(string line) => Assert.That(AuditHead.Parse(line), Is.Null);

    // printf 'scrutiny-audit-1\n1\n…\n%064d' 0 | sha256sum, with the fields below, a line each.
    [Test]
    public void An_entrys_hash_is_what_sha256sum_says_of_its_lines()
    {
        var entry = new AuditEntry(1, "2026-11-22T09:30:00.123456Z", "scrutiny_ingest", "ingest", "load-accepted", "load", "abc", """{"read": 1}""", AuditEntry.Beginning, "");

        Assert.That(entry.ComputeHash(), Is.EqualTo("c807cd273ca0df59a0d0c084eb22a72ba67fb2245c8efd985d4dfc389668017e"));
    }

    [Test]
    public void A_file_of_heads_gets_the_days_that_it_lacks_and_keeps_what_it_said_of_the_others()
    {
        var path = Path.Combine(Path.GetTempPath(), $"scrutiny-{Guid.NewGuid():N}", "heads.txt");
        var file = new HeadsFile(path);
        var first = new AuditHead(new DateOnly(2026, 11, 21), 5, Hash);
        var second = new AuditHead(new DateOnly(2026, 11, 22), 7, Hash);
        try
        {
            file.Add([first]);
            file.Add([second, first with { Hash = new string('b', 64) }]);
            file.Add([second, first]);

            Assert.That(file.Read(), Is.EqualTo(new[] { first, second }));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Test]
    public void A_line_that_was_changed_by_hand_is_named()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, $"2026-11-22 1 {Hash}\nnonsense\n");

            Assert.That(() => new HeadsFile(path).Read(), Throws.TypeOf<SentenceException>().With.Message.StartsWith("Line 2 of "));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
