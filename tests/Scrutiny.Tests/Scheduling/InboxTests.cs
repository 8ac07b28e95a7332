using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Scheduling;

namespace Scrutiny.Tests.Scheduling;

[Category("C-6"), Category("C-8")]
internal sealed class InboxTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private SteppingClock clock = null!;
    private DirectoryInfo root = null!;
    private Inbox inbox = null!;

    private string Folder => inbox.FolderOf("made");

    [SetUp]
    public void MakeFolder()
    {
        clock = new SteppingClock(Start);
        root = Directory.CreateTempSubdirectory("scrutiny-inbox-");
        inbox = new Inbox(root.FullName, clock);
        inbox.Prepare(["made"]);
    }

    [TearDown]
    public async Task RemoveFolder()
    {
        // .NET can't say every name that lies there.
        await RunAsync("rm", "-rf", root.FullName);
    }

    [Test]
    public void A_source_without_a_folder_has_no_files() =>
        Assert.That(inbox.Look("absent").Whole, Is.Empty);

    [Test]
    public void A_file_that_was_written_a_while_ago_is_whole_at_the_second_look_and_the_oldest_comes_first()
    {
        Put("b.csv", writtenSecondsAgo: 30);
        Put("a.csv", writtenSecondsAgo: 20);
        Put("c.csv", writtenSecondsAgo: 40);

        Assert.That((Names().Length, Names(after: 0.5).Length), Is.EqualTo((0, 0)));
        Assert.That(Names(after: 0.5), Is.EqualTo(new[] { "c.csv", "b.csv", "a.csv" }));
    }

    [Test]
    public void A_fresh_file_is_whole_when_it_has_stood_still_for_two_seconds()
    {
        Put("fresh.csv", writtenSecondsAgo: 0);

        var looks = new[] { Names().Length, Names(after: 1).Length, Names(after: 0.9).Length, Names(after: 0.2).Length };

        Assert.That(looks, Is.EqualTo(new[] { 0, 0, 0, 1 }));
    }

    [Test]
    public void A_growing_file_waits_until_it_has_stopped_growing()
    {
        for (var look = 0; look < 5; look++)
        {
            Put("growing.csv", writtenSecondsAgo: 0, text: new string('x', look + 1));
            Assert.That(Names(), Is.Empty, $"look {look}");
            clock.Now += TimeSpan.FromSeconds(1.9);
        }

        Assert.That((Names(after: 0.2).Length, Names(after: 2).Length), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_growing_file_on_a_server_whose_clock_is_behind_waits_too()
    {
        for (var look = 0; look < 5; look++)
        {
            Put("growing.csv", writtenSecondsAgo: 600, text: new string('x', look + 1));
            Assert.That(Names(), Is.Empty, $"look {look}");
            clock.Now += TimeSpan.FromSeconds(1.9);
        }
    }

    [Test]
    public void A_file_from_the_future_waits_for_two_looks_not_for_its_time()
    {
        Put("ahead.csv", writtenSecondsAgo: -3600);

        Assert.That((Names().Length, Names(after: 2).Length), Is.EqualTo((0, 1)));
    }

    [TestCase(".hidden.csv")]
    [TestCase("..csv")]
    [TestCase("upload.csv.part")]
    [TestCase("upload.TMP")]
    public void Names_of_files_in_the_making_are_not_looked_at(string name)
    {
        Put(name, writtenSecondsAgo: 60);

        Assert.That(Settled(), Is.Empty);
    }

    [Test]
    public void An_empty_file_is_still_to_be_written_but_not_for_ever()
    {
        Put("empty.csv", writtenSecondsAgo: 0, text: "");

        var soon = Names().Concat(Names(after: 30)).ToList();
        var later = Names(after: 31);

        Assert.That(soon, Is.Empty);
        Assert.That(later, Is.EqualTo(new[] { "empty.csv" }));
    }

    [Test, CancelAfter(20_000)]
    public async Task What_is_no_file_is_named_with_its_reason_and_never_opened(CancellationToken cancel)
    {
        var outside = Path.Combine(root.FullName, "outside.csv");
        await File.WriteAllTextAsync(outside, "secret", cancel);
        File.CreateSymbolicLink(Path.Combine(Folder, "link.csv"), outside);
        File.CreateSymbolicLink(Path.Combine(Folder, "dangling.csv"), "/nowhere/at/all");
        File.CreateSymbolicLink(Path.Combine(Folder, "to-folder.csv"), "/etc");
        Directory.CreateDirectory(Path.Combine(Folder, "folder.csv"));
        await RunAsync("mkfifo", Path.Combine(Folder, "pipe.csv"));
        await RunAsync("ln", outside, Path.Combine(Folder, "hard.csv"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(Folder, "socket.csv")));

        // Opening the pipe would wait for a writer that never comes.
        var found = await Task.Run(Settled, cancel).WaitAsync(TimeSpan.FromSeconds(2), cancel);

        Assert.That(
            found.ToDictionary(file => file.Name, file => file.NotRead!.Split(' ', 5)[3].TrimEnd(',')),
            Is.EquivalentTo(new Dictionary<string, string>
            {
                ["link.csv"] = "link",
                ["dangling.csv"] = "link",
                ["to-folder.csv"] = "link",
                ["folder.csv"] = "folder",
                ["pipe.csv"] = "pipe",
                ["socket.csv"] = "pipe",
                ["hard.csv"] = "a",
            }));
        Assert.That(found.Single(file => file.Name == "hard.csv").NotRead, Does.Contain("hard link"));
    }

    [Test]
    public void A_device_is_told_from_a_file() =>
        Assert.That(FileFacts.Of("/dev/null")?.Kind, Is.EqualTo(FileKind.Device), "what is no file is not read: see the test of pipes and sockets");

    [Test]
    public async Task A_file_that_became_a_pipe_or_a_link_after_the_look_is_not_opened()
    {
        var path = Put("changes.csv", writtenSecondsAgo: 60);
        var looked = Settled().Single();

        File.Delete(path);
        await RunAsync("mkfifo", path);
        var pipe = await Inbox.ReceiveAsync(looked, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(2));
        File.Delete(path);
        File.CreateSymbolicLink(path, "/etc/passwd");
        var link = await Inbox.ReceiveAsync(looked, CancellationToken.None);
        File.Delete(path);
        var gone = await Inbox.ReceiveAsync(looked, CancellationToken.None);

        Assert.That((pipe, link, gone), Is.EqualTo(((object?)null, (object?)null, (object?)null)));
    }

    [Test]
    public async Task What_is_refused_unread_is_moved_away_and_a_folder_stays_but_is_named_only_once()
    {
        File.CreateSymbolicLink(Path.Combine(Folder, "dangling.csv"), "/nowhere/at/all");
        File.CreateSymbolicLink(Path.Combine(Folder, "to-folder.csv"), "/etc");
        Directory.CreateDirectory(Path.Combine(Folder, "folder.csv"));
        await RunAsync("mkfifo", Path.Combine(Folder, "pipe.csv"));

        foreach (var file in Settled())
        {
            inbox.PutAway("made", file, Inbox.RefusedFolder);
        }

        Assert.That(Settled(), Is.Empty);
        Assert.That(Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName), Is.EquivalentTo(new[] { "folder.csv", "refused" }));
        Assert.That(Directory.GetFileSystemEntries(Path.Combine(Folder, "refused")).Select(Path.GetFileName), Is.EquivalentTo(new[] { "dangling.csv", "to-folder.csv", "pipe.csv" }));
    }

    [Test]
    public void A_place_to_put_files_away_that_is_a_link_is_not_used()
    {
        var elsewhere = Directory.CreateDirectory(Path.Combine(root.FullName, "elsewhere")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(Folder, Inbox.TakenFolder), elsewhere);
        Put("a.csv", writtenSecondsAgo: 60);

        Assert.That(inbox.PutAway("made", Settled().Single(), Inbox.TakenFolder), Is.False);
        Assert.That(Directory.GetFiles(elsewhere), Is.Empty);
    }

    [Test]
    public async Task A_name_that_is_not_utf8_is_named_with_its_reason_and_left()
    {
        await RunAsync("sh", "-c", "printf x > \"$1/$(printf 'caf\\351.csv')\"", "sh", Folder);

        var found = Settled().Single();
        inbox.PutAway("made", found, Inbox.RefusedFolder);

        Assert.That(found.NotRead, Does.Contain("not written in UTF-8"));
        Assert.That(Settled(), Is.Empty);
    }

    [TestCase("two\nlines.csv")]
    [TestCase("-rf.csv")]
    [TestCase("CON.csv")]
    [TestCase("\u202Etxt.csv")]
    [TestCase("a\\..\\..\\etc\\x.csv")]
    [TestCase("%2e%2e%2fetc%2fpasswd")]
    public async Task Odd_names_are_files_like_others_and_are_put_away_under_their_own_name(string name)
    {
        Put(name, writtenSecondsAgo: 60, text: "odd");

        var file = Settled().Single();
        using var received = await Inbox.ReceiveAsync(file, CancellationToken.None);
        inbox.PutAway("made", file, Inbox.TakenFolder);

        Assert.That(await File.ReadAllTextAsync(received!.Path), Is.EqualTo("odd"));
        Assert.That(Path.GetFileName(received.Path), Does.Not.Contain(name));
        Assert.That(File.Exists(Path.Combine(Folder, "taken", name)));
        Assert.That(Settled(), Is.Empty);
    }

    [TestCase("x")]
    [TestCase("é")]
    [TestCase("😀")]
    public void Files_put_away_under_one_name_of_the_greatest_length_are_all_kept(string letter)
    {
        var stem = string.Concat(Enumerable.Repeat(letter, 251 / Encoding.UTF8.GetByteCount(letter)));
        for (var i = 0; i < 3; i++)
        {
            Put(stem + ".csv", writtenSecondsAgo: 60, text: $"{i}");
            Assert.That(inbox.PutAway("made", Settled().Single(), Inbox.TakenFolder));
        }

        var kept = Directory.GetFiles(Path.Combine(Folder, Inbox.TakenFolder));
        Assert.That(kept.Select(File.ReadAllText), Is.EquivalentTo(new[] { "0", "1", "2" }));
        Assert.That(kept.Select(Path.GetExtension), Is.All.EqualTo(".csv"));
    }

    [Test]
    public void Files_put_away_under_one_name_are_numbered()
    {
        for (var i = 0; i < 3; i++)
        {
            Put("return.csv", writtenSecondsAgo: 60, text: $"{i}");
            inbox.PutAway("made", Settled().Single(), Inbox.TakenFolder);
        }

        var kept = Directory.GetFiles(Path.Combine(Folder, Inbox.TakenFolder)).Order(StringComparer.Ordinal).ToArray();
        Assert.That(kept.Select(Path.GetFileName), Is.EqualTo(new[] { "return.2.csv", "return.3.csv", "return.csv" }));
        Assert.That(kept.Select(File.ReadAllText), Is.EqualTo(new[] { "1", "2", "0" }));
    }

    [Test]
    public void A_file_that_came_in_the_place_of_the_one_that_was_read_stays_to_be_looked_at()
    {
        Put("return.csv", writtenSecondsAgo: 60, text: "first");
        var read = Settled().Single();
        Put("return.csv", writtenSecondsAgo: 30, text: "second");

        inbox.PutAway("made", read, Inbox.TakenFolder);

        Assert.That(Settled().Select(file => File.ReadAllText(file.Path)), Is.EqualTo(new[] { "second" }));
    }

    [Test]
    public async Task What_is_read_is_one_whole_version_of_a_file_that_is_rewritten_meanwhile()
    {
        const int Length = 4 << 20;
        var path = Path.Combine(Folder, "rewritten.csv");
        await File.WriteAllBytesAsync(path, new byte[Length]);
        using var enough = new CancellationTokenSource();
        var writer = Task.Run(() => Rewrite(path, Length, enough.Token));
        var (received, refused) = (0, 0);
        for (var i = 0; i < 40; i++)
        {
            using var copy = await Inbox.ReceiveAsync(new InboxFile(path, FileFacts.Of(path)!.Value), CancellationToken.None);
            if (copy is null)
            {
                refused++;
                continue;
            }

            received++;
            var bytes = await File.ReadAllBytesAsync(copy.Path);
            Assert.That(bytes, Has.Length.EqualTo(Length));
            Assert.That(bytes.AsSpan().ContainsAnyExcept(bytes[0]), Is.False, "two versions in one copy");
        }

        await enough.CancelAsync();
        await writer;
        await TestContext.Out.WriteLineAsync($"{received} received, {refused} refused");
        Assert.That(refused, Is.Positive, "the writer never came between: the test shows nothing");
    }

    [Test]
    public async Task In_200_random_schedules_of_writing_replacing_cutting_and_deleting_nothing_but_whole_versions_is_read_and_the_last_one_is()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            foreach (var entry in new DirectoryInfo(Folder).EnumerateFileSystemInfos().ToList())
            {
                (entry as DirectoryInfo)?.Delete(recursive: true);
                (entry as FileInfo)?.Delete();
            }

            clock = new SteppingClock(Start);
            inbox = new Inbox(root.FullName, clock);
            await RunScheduleAsync(new Random(seed), seed);
        }
    }

    /// <summary>A supplier that writes each version with pauses shorter than two seconds, and a scheduler that looks when it likes; the supplier may act between any two steps of it.</summary>
    private async Task RunScheduleAsync(Random random, int seed)
    {
        var supplier = new Supplier(Path.Combine(Folder, "return.csv"), random, clock);
        var received = new List<string>();
        for (var step = 0; step < 60; step++)
        {
            supplier.Act();
            clock.Now += TimeSpan.FromSeconds(0.1 + (random.NextDouble() * 1.8));
            await LookAsync();
        }

        supplier.Finish();
        for (var look = 0; look < 4; look++)
        {
            clock.Now += TimeSpan.FromSeconds(2);
            await LookAsync();
        }

        Assert.That(received, Is.SubsetOf(supplier.Versions), $"seed {seed}: a part of a version was read");
        Assert.That(received.LastOrDefault(), Is.EqualTo(supplier.Versions[^1]), $"seed {seed}: the last version was lost");
        Assert.That(Directory.GetFiles(Folder), Is.Empty, $"seed {seed}: something was left");

        async Task LookAsync()
        {
            foreach (var file in inbox.Look("made").Whole)
            {
                supplier.MayAct();
                using var copy = await Inbox.ReceiveAsync(file, CancellationToken.None);
                if (copy is not null)
                {
                    received.Add(await File.ReadAllTextAsync(copy.Path));
                    supplier.MayAct();
                    inbox.PutAway("made", file, Inbox.TakenFolder);
                }
            }
        }
    }

    private static void Rewrite(string path, int length, CancellationToken cancel)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        for (byte version = 1; !cancel.IsCancellationRequested; version++)
        {
            var piece = Enumerable.Repeat(version, 1 << 16).ToArray();
            file.Position = 0;
            for (var written = 0; written < length; written += piece.Length)
            {
                file.Write(piece);
            }

            file.Flush();
            Thread.SpinWait(2_000_000);
        }
    }

    private static async Task RunAsync(string program, params string[] arguments) => Assert.That(await TryRunAsync(program, arguments));

    private static async Task<bool> TryRunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }

    /// <summary>What is there when everything has stood still for long.</summary>
    private IReadOnlyList<InboxFile> Settled()
    {
        // Links and pipes have the time at which they were made.
        clock.Now = Max(clock.Now, TimeProvider.System.GetUtcNow());
        inbox.Look("made");
        clock.Now += TimeSpan.FromMinutes(2);
        return inbox.Look("made").Whole;

        static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
    }

    private string[] Names(double after = 0)
    {
        clock.Now += TimeSpan.FromSeconds(after);
        return [.. inbox.Look("made").Whole.Select(file => file.Name)];
    }

    private string Put(string name, double writtenSecondsAgo, string text = "x")
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, (clock.Now - TimeSpan.FromSeconds(writtenSecondsAgo)).UtcDateTime);
        return path;
    }

    private sealed class Supplier(string path, Random random, SteppingClock clock)
    {
        private string unwritten = "";
        private DateTimeOffset lastWrite = clock.Now;
        private bool broken;
        private bool finished;

        /// <summary>Every content that was ever meant to be read.</summary>
        public List<string> Versions { get; } = [];

        public void MayAct()
        {
            if (!finished && random.Next(3) == 0)
            {
                Act();
            }
        }

        public void Act()
        {
            // Between one step and the next it always writes: a pause of two seconds would be an end.
            if (unwritten.Length > 0 && (random.Next(3) > 0 || clock.Now > lastWrite))
            {
                Append(random.Next(1, unwritten.Length + 1));
                return;
            }

            switch (random.Next(unwritten.Length > 0 ? 1 : 6))
            {
                case 0:
                    Start();
                    break;
                case 1:
                    Replace();
                    break;
                case 2 when File.Exists(path):
                    // It is cut short, and written again at once.
                    Start();
                    break;
                case 3 when File.Exists(path) && Versions.Count > 0:
                    File.Delete(path);
                    broken = true;
                    break;
                default:
                    break;
            }
        }

        public void Finish()
        {
            finished = true;
            while (unwritten.Length > 0)
            {
                Append(unwritten.Length);
            }

            if (broken || Versions.Count == 0)
            {
                Replace();
            }
        }

        private void Start()
        {
            unwritten = NewVersion();
            File.WriteAllText(path, "");
            Append(1);
        }

        private void Replace()
        {
            var beside = Path.Combine(Path.GetDirectoryName(path)!, ".beside");
            File.WriteAllText(beside, NewVersion());
            File.SetLastWriteTimeUtc(beside, clock.Now.UtcDateTime);
            File.Move(beside, path, overwrite: true);
            (unwritten, broken) = ("", false);
        }

        private void Append(int count)
        {
            // Whoever appends by name makes a new file where the old one is gone; such a one is written from its start.
            if (!File.Exists(path))
            {
                unwritten = Versions[^1];
                count = Math.Min(count, unwritten.Length);
            }

            File.AppendAllText(path, unwritten[..count]);
            File.SetLastWriteTimeUtc(path, clock.Now.UtcDateTime);
            unwritten = unwritten[count..];
            (lastWrite, broken) = (clock.Now, false);
        }

        private string NewVersion()
        {
            var version = $"<{Versions.Count}{new string('=', random.Next(1, 40))}>";
            Versions.Add(version);
            return version;
        }
    }
}
