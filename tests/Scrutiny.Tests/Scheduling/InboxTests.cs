using System.Diagnostics;
using Scrutiny.Ingest.Scheduling;

namespace Scrutiny.Tests.Scheduling;

[Category("C-6"), Category("C-8")]
internal sealed class InboxTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Clock clock = new();
    private DirectoryInfo root = null!;
    private Inbox inbox = null!;

    [SetUp]
    public void MakeFolder()
    {
        clock.Now = Start;
        root = Directory.CreateTempSubdirectory("scrutiny-inbox-");
        inbox = new Inbox(root.FullName, clock);
        inbox.Prepare(["made"]);
    }

    [TearDown]
    public void RemoveFolder() => root.Delete(recursive: true);

    [Test]
    public void A_source_without_a_folder_has_no_files() =>
        Assert.That(inbox.WholeFiles("absent"), Is.Empty);

    [Test]
    public void A_file_that_was_written_a_while_ago_is_whole_at_the_first_look_and_the_oldest_comes_first()
    {
        Put("b.csv", writtenSecondsAgo: 30);
        Put("a.csv", writtenSecondsAgo: 20);
        Put("c.csv", writtenSecondsAgo: 40);

        Assert.That(Names(), Is.EqualTo(new[] { "c.csv", "b.csv", "a.csv" }));
    }

    [Test]
    public void A_fresh_file_is_whole_when_a_second_look_a_second_later_finds_it_the_same()
    {
        Put("fresh.csv", writtenSecondsAgo: 0);

        var first = Names();
        var tooSoon = Names(after: 0.5);
        var second = Names(after: 0.6);

        Assert.That((first.Length, tooSoon.Length, second.Length), Is.EqualTo((0, 0, 1)));
    }

    [Test]
    public void A_growing_file_waits_until_it_has_stopped_growing()
    {
        for (var look = 0; look < 5; look++)
        {
            Put("growing.csv", writtenSecondsAgo: 0, text: new string('x', look + 1));
            Assert.That(Names(), Is.Empty, $"look {look}");
            clock.Now += TimeSpan.FromSeconds(1.5);
        }

        Assert.That(Names(after: 1), Is.EqualTo(new[] { "growing.csv" }));
    }

    [Test]
    public void A_file_from_the_future_waits_for_two_looks_not_for_its_time()
    {
        Put("ahead.csv", writtenSecondsAgo: -3600);

        Assert.That((Names().Length, Names(after: 1.5).Length), Is.EqualTo((0, 1)));
    }

    [TestCase(".hidden.csv")]
    [TestCase("upload.csv.part")]
    [TestCase("upload.TMP")]
    public void Names_of_files_in_the_making_are_not_looked_at(string name)
    {
        Put(name, writtenSecondsAgo: 60);

        Assert.That(Names(), Is.Empty);
    }

    [Test]
    public void An_empty_file_is_still_to_be_written()
    {
        Put("empty.csv", writtenSecondsAgo: 60, text: "");

        Assert.That(Names(), Is.Empty);
    }

    [Test]
    public void Links_and_folders_are_passed_over()
    {
        var outside = Path.Combine(root.FullName, "outside.csv");
        File.WriteAllText(outside, "secret");
        File.CreateSymbolicLink(Path.Combine(inbox.FolderOf("made"), "link.csv"), outside);
        File.CreateSymbolicLink(Path.Combine(inbox.FolderOf("made"), "dangling.csv"), "/nowhere/at/all");
        Directory.CreateDirectory(Path.Combine(inbox.FolderOf("made"), "folder.csv"));
        clock.Now += TimeSpan.FromDays(365);

        Assert.That(Names(), Is.Empty);
    }

    [Test]
    public async Task A_pipe_is_passed_over_and_never_opened()
    {
        using (var make = Process.Start("mkfifo", [Path.Combine(inbox.FolderOf("made"), "pipe.csv")]))
        {
            await make.WaitForExitAsync();
            Assert.That(make.ExitCode, Is.Zero);
        }

        clock.Now += TimeSpan.FromDays(365);

        // Opening it would wait for a writer that never comes.
        var names = await Task.Run(() => Names()).WaitAsync(TimeSpan.FromSeconds(2));

        Assert.That(names, Is.Empty);
    }

    [TestCase("two\nlines.csv")]
    [TestCase("-rf.csv")]
    [TestCase("CON.csv")]
    [TestCase("\u202Etxt.csv")]
    public void Odd_names_are_files_like_others_and_are_put_away_under_their_own_name(string name)
    {
        Put(name, writtenSecondsAgo: 60);

        foreach (var file in inbox.WholeFiles("made"))
        {
            Inbox.PutAway(file, Inbox.TakenFolder);
        }

        Assert.That(File.Exists(Path.Combine(inbox.FolderOf("made"), "taken", name)));
        Assert.That(Names(), Is.Empty);
    }

    [Test]
    public void Files_put_away_under_one_name_are_all_kept()
    {
        for (var i = 0; i < 3; i++)
        {
            Put("return.csv", writtenSecondsAgo: 60, text: $"{i}");
            Inbox.PutAway(inbox.WholeFiles("made").Single(), Inbox.TakenFolder);
        }

        var kept = Directory.GetFiles(Path.Combine(inbox.FolderOf("made"), Inbox.TakenFolder)).Order(StringComparer.Ordinal).ToArray();
        Assert.That(kept.Select(Path.GetFileName), Is.EqualTo(new[] { "return.2.csv", "return.3.csv", "return.csv" }));
        Assert.That(kept.Select(File.ReadAllText), Is.EqualTo(new[] { "1", "2", "0" }));
    }

    private string[] Names(double after = 0)
    {
        clock.Now += TimeSpan.FromSeconds(after);
        return [.. inbox.WholeFiles("made").Select(file => file.Name)];
    }

    private string Put(string name, double writtenSecondsAgo, string text = "x")
    {
        var path = Path.Combine(inbox.FolderOf("made"), name);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, (clock.Now - TimeSpan.FromSeconds(writtenSecondsAgo)).UtcDateTime);
        return path;
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
