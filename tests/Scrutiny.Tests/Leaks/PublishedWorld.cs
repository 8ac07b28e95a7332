using System.Globalization;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.MeetingLogs;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Database;
using Scrutiny.Meetings;
using Scrutiny.Tests.Loading;
using Scrutiny.Tests.MeetingLogs;
using Scrutiny.Tests.Meetings;

namespace Scrutiny.Tests.Leaks;

/// <summary>
/// What the public may know in every world of these tests: made once, by the real loader, and copied to the last row and number. A world
/// that has something more has it where the public can't see.
/// </summary>
internal static class PublishedWorld
{
    private static readonly Lazy<Task<TestDatabase>> Made = new(MakeAsync);
    private static readonly Lazy<Task<TestDatabase>> Whole = new(MakeWholeAsync);

    /// <summary>Bundled samples as the repository brings them: two editions of each, so that something was revised.</summary>
    private static readonly (string File, string Source, string KnownFrom)[] Samples =
    [
        ("sample-workforce-2018.csv", "sample-workforce", "2019-01-24T09:30:00Z"),
        ("sample-workforce-2019.csv", "sample-workforce", "2020-01-30T09:30:00Z"),
        ("sample-crime-2019.csv", "sample-crime", "2020-01-23T09:30:00Z"),
        ("sample-returns-2026-09.csv", "sample-returns", "2026-10-21T08:30:00Z"),
        ("sample-returns-2026-10.csv", "sample-returns", "2026-11-18T09:30:00Z"),
    ];

    /// <summary>A meeting that was held in public.</summary>
    public const string Meeting = "held-in-public";

    /// <summary>A paper of that meeting, and a letter whose reply is not shown.</summary>
    public const string Paper = "paperpaperpaperpaperpaper234";
    public const string Letter = "a-letter";

    /// <summary>A question that everybody sees, and the secret of its asker.</summary>
    public const string Question = "Q-7F3K";
    public const string QuestionSecret = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>Before the last publication.</summary>
    public static async Task<TestDatabase> CopyAsync() => await (await Made.Value).CopyAsync();

    /// <summary>With the last publication, and nothing that is not published.</summary>
    public static async Task<TestDatabase> CopyWholeAsync() => await (await Whole.Value).CopyAsync();

    /// <summary>The force's return on calls, as the source force-contact reads it.</summary>
    public static string ContactReturn(params (string Month, int Calls999, decimal Seconds999, int Calls101, decimal Seconds101)[] months) =>
        "month,calls_999,answered_999_within_10s,answered_999_within_10s_percent,mean_answer_999_seconds,calls_101,mean_answer_101_seconds,abandoned_101,abandoned_101_percent\n"
        + string.Concat(months.Select(month => string.Create(CultureInfo.InvariantCulture, $"{month.Month},{month.Calls999},{month.Calls999},100,{month.Seconds999},{month.Calls101},{month.Seconds101},0,0\n")));

    /// <summary>A file that is published as it loads, after whatever else a world has gone through.</summary>
    public static async Task PublishOneMoreAsync(TestDatabase database, Catalogue catalogue)
    {
        await using (var loading = LoadingDatabase.On(database, catalogue))
        {
            await Accepted(loading.LoadAsync(Repository.PathTo("dashboards/samples/sample-grant-2025.csv"), "sample-grant"));
        }

        await SettleNewestAsync(database);
    }

    // Its moment and label are drawn anew each time, so they are made the same: all else of the newest publication must be the same by itself.
    private static Task<object?> SettleNewestAsync(TestDatabase database) => database.AskAsync("""
        set session_replication_role = replica;
        update published.row_block set load_id = 'newestload00' where load_id = (select load_id from published.load order by number desc limit 1);
        update published.observation set known_to = '2026-11-20 09:30:00Z' where known_to = (select known_from from published.load order by number desc limit 1);
        update published.observation set known_from = '2026-11-20 09:30:00Z' where load_number = (select max(number) from published.load);
        update published.publication set published_at = '2026-11-20 09:30:00Z' where publication_id = (select max(publication_id) from published.publication);
        update published.load set load_id = 'newestload00', known_from = '2026-11-20 09:30:00Z', loaded_at = '2026-11-20 09:30:00Z' where number = (select max(number) from published.load);
        analyze;
        """);

    /// <summary>A revision of the force's grant, published as it loads.</summary>
    public static async Task PublishGrantAsync(TestDatabase database, Catalogue catalogue, int round)
    {
        await using var loading = LoadingDatabase.On(database, catalogue);
        await Accepted(loading.LoadTextAsync($"measure,area_code,area,breakdown,period,value,numerator,denominator,status,publisher\ngovernment-grant,E23000030,Hampshire,,2025/26,{260_000_000 + round},,,,Home Office\n", "sample-grant"));
    }

    public static async Task<LoadReport> Accepted(Task<LoadReport> load)
    {
        var report = await load;
        Assert.That(report.State, Is.EqualTo(LoadState.Accepted), $"{report.Source}: {report.Reason}");
        return report;
    }

    private static async Task<TestDatabase> MakeWholeAsync()
    {
        var database = await CopyAsync();
        await PublishOneMoreAsync(database, Catalogue.Read(Repository.PathTo("dashboards")));
        return database;
    }

    private static async Task<TestDatabase> MakeAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await using (var loading = LoadingDatabase.On(database, Catalogue.Read(Repository.PathTo("dashboards"))))
        {
            foreach (var (file, source, knownFrom) in Samples)
            {
                await Accepted(loading.LoadAsync(Repository.PathTo($"dashboards/samples/{file}"), source, DateTimeOffset.Parse(knownFrom, CultureInfo.InvariantCulture)));
            }

            var approved = await Accepted(loading.LoadTextAsync(ContactReturn(("2026-08", 26400, 4.2m, 31200, 180m), ("2026-09", 26900, 4.1m, 30900, 175m)), "force-contact"));
            await loading.Approval.ApproveAsync(approved.Load, CancellationToken.None);
        }

        await HoldMeetingAsync(new Room(database));
        await PublishPaperAndLetterAsync(new Room(database), database);
        await database.AskAsync($"insert into published.pack values ('{Meeting}', 1, 'Papers', null, '{Meeting}', '2026-11-01 12:00Z', false, false, repeat('0', 64), '2026-11-02 12:00Z')");
        await database.AskAsync($"insert into published.pack_file select '{Meeting}', 1, name, 'Published papers' from unnest(array['pack.html', 'tables/pack.html']) name");
        await AskQuestionAsync(database);
        await CorrectQuotedAsync(database);
        await database.AskAsync("select audit.publish_head()");
        return database;
    }

    // Asked, accepted and answered; and counted, as a job does.
    private static Task<object?> AskQuestionAsync(TestDatabase database) => database.AskAsync($$"""
        select question.ask('{"text": "Why do we wait so long for 101?", "topic": "contact", "came_by": "form"}', sha256('{{QuestionSecret}}'), null, array['{{Question}}'], null, '{}', null);
        select question.act('{{Question}}', 1, 'moderator/aaaaaaaaaaaaaaaa', 'aaaaaaaaaaaa', 'accepted', 'accepted', '{}', true);
        select question.act('{{Question}}', 2, 'moderator/aaaaaaaaaaaaaaaa', 'aaaaaaaaaaaa', 'answer-published', 'answered', '{"answer": {"kind": "written", "text": "More people will answer.", "who": "Chief Constable", "state": "published"} }', true);
        select question.tally();
        """);

    // A figure of the papers, the meeting and the answer that has changed since.
    private static Task<object?> CorrectQuotedAsync(TestDatabase database) => database.AskAsync($$"""
        insert into published.publication (publication_id, published_at) overriding system value select max(publication_id) + 1, '2026-11-19 12:00Z' from published.publication;
        insert into published.notice (publication_id, kind, measure, at, reason, figures) select max(publication_id), 'quotation', 'calls-999-answer-time', '2026-11-19 12:00Z', 'It was provisional.', 1 from published.publication;
        insert into published.correction (publication_id, measure, area, breakdown, period_from, period_to, old_value, series_id, new_known_from, notice)
        select n.publication_id, s.measure, s.area, s.breakdown, o.period_from, o.period_to, o.value + 1, s.series_id, o.known_from, 'It is one second less.'
        from published.notice n, published.series s join published.observation o using (series_id) where n.kind = 'quotation' and s.measure = 'calls-999-answer-time' and o.period_from = '2026-08-01' and o.known_to = 'infinity' order by s.source limit 1;
        insert into published.correction_place select c.publication_id, p.number, p.kind, p.name, p.part, 'Papers', '', c.old_value
        from published.correction c, (values (1, 'pack', '{{Meeting}}', 1), (2, 'meeting', '{{Meeting}}', 4), (3, 'answer', '{{Question}}', 1)) as p (number, kind, name, part);
        insert into published.publication_series select publication_id, measure, area from published.correction;
        """);

    private static async Task PublishPaperAndLetterAsync(Room room, TestDatabase database)
    {
        await database.AskAsync($$"""select meeting.file_paper('{{Meeting}}', '{{Paper}}', '{"title": "Costs", "kind": "pdf", "file_name": "paper.pdf", "warnings": []}', 'Published paper', '{{Room.Actor}}')""");
        var meeting = await room.FindAsync(Meeting);
        await room.ActAsync(meeting, meeting.Meeting.Events, new MeetingAct.PaperAdded(Paper, 1, "Costs", StoredPapers.HashOf("Published paper"u8.ToArray()), null));
        await database.AskAsync($"select meeting.publish_paper('{Meeting}', '{Paper}', 1, null)");
        var letter = await room.PlanAsync(Letter, plan => plan with { Title = "A letter", Kind = MeetingKind.WrittenChallenge, Agenda = [] });
        await room.ActAsync(letter, 0, new MeetingAct.LetterWritten("Chief Constable", "Calls are slow.", null, "Why?"), new MeetingAct.LetterSent(new DateOnly(2026, 12, 18)));
        await room.ActAsync(letter, 2, new MeetingAct.Published(), new MeetingAct.Revealed(2), new MeetingAct.Revealed(1));
    }

    // Held in public from its first item to its last.
    private static async Task HoldMeetingAsync(Room room)
    {
        var meeting = await room.OpenAsync(Meeting, plan => plan with { Agenda = MadeMeeting.Public.Agenda });
        await room.ActAsync(meeting, 2, new MeetingAct.ItemStarted(1), new MeetingAct.ChallengePut("Why?"), new MeetingAct.ResponseGiven(4, "Because", "Chief Constable"), new MeetingAct.ItemEnded(1), new MeetingAct.Closed());
    }
}
