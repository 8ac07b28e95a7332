using Npgsql;
using Scrutiny.BoardReadings;
using Scrutiny.Boards;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Packs;

namespace Scrutiny.Cli.Verbs.Run;

/// <summary>A sample letter, sent, replied to and published, with a promise: made through the functions by which every letter is made. It says on its page that it is made up.</summary>
internal static class SampleLetter
{
    private const string Area = "E23000030";
    private const string Slug = "letter-2026-10-waiting-on-101";

    private const string Text = """
        Most people who need the police, and not at once, call 101. {{calls-101-answer-time sentence}} {{calls-101-abandoned sentence}}

        I have heard from residents who gave up, and who do not know whether to try again or to report online. At the last meeting you said that more call handlers are on their way. I ask you to put in writing what will be different, and by when.
        """;

    private const string Standard = "A caller to 101 should speak to somebody within two minutes on average.";

    private const string Asks = "By which month will 101 be answered within two minutes on average?\nWhat is done until then for those who give up?\nHow will residents hear of it?";

    private const string Answer = """
        Thank you for your letter.

        - The first new call handlers start in January and answer calls by themselves from March. From then on we expect to answer within two minutes on average.
        - Until then a call back is offered when the wait is longer than five minutes.
        - Our website says each week how long callers waited.
        """;

    private static readonly DateTimeOffset Sent = new(2026, 10, 30, 9, 30, 0, TimeSpan.Zero);

    /// <summary>Makes it where this database does not have it yet.</summary>
    public static async Task MakeAsync(DatabaseLease lease, Action<string> say, CancellationToken cancel)
    {
        await using var database = NpgsqlDataSource.Create(lease.ConnectionString(DatabaseRole.Ingest));
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await StoredMeetings.FindAsync(connection, Slug, cancel) is not null)
        {
            return;
        }

        var catalogue = Catalogue.Read(Working.DashboardsFolder).ForPublic();
        await using var published = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(lease.ConnectionString(DatabaseRole.Public)) { SearchPath = "published" }.ConnectionString);
        var names = FigureReference.In(Text, Area, catalogue).Select(reference => reference.Series).Distinct().ToList();
        var series = (await new BoardFigures(published, catalogue, waiting: false).ReadAsync(names, [], Sent, cancel)).Series;
        var text = CommentaryText.Of(Text, Area, catalogue, series);
        if (text.Faults.Count > 0)
        {
            // A checkout with other measures or figures has no such letter; everything else works.
            say($"The sample letter could not be made: {text.Faults[0]}");
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await MeetingPlan.StoreAsync(connection, new Meeting { Slug = Slug, Title = "Waiting on 101 (sample)", Kind = MeetingKind.WrittenChallenge, Priorities = ["contact"], Starts = Sent, Place = "In writing", Sample = true }, "cli", cancel);
        var log = new SampleLog(connection, (await StoredMeetings.FindAsync(connection, Slug, cancel))!);
        MeetingAct[] letter =
        [
            new MeetingAct.LetterWritten("Chief Constable", FigureReference.Written(Text, Area, catalogue, series), Standard, Asks),
            .. text.Figures.Select(bound => bound.Quote(Sent)).OfType<MeetingAct.FigureShown>().DistinctBy(figure => figure.Receipt),
            new MeetingAct.LetterSent(new DateOnly(2026, 11, 13)),
        ];
        MeetingAct[] reply =
        [
            new MeetingAct.ReplyGiven(null, Answer, "Chief Constable"),
            new MeetingAct.PromiseMade($"{Slug}-p1", "101 calls will be answered within two minutes on average from March.", "calls-101-answer-time", Area, "total", PromiseComparison.AtMost, 120, new DateOnly(2027, 3, 31), "Chief Constable"),
        ];
        foreach (var act in letter)
        {
            await log.ActAsync(Sent, act, cancel);
        }

        foreach (var act in reply)
        {
            await log.ActAsync(Sent.AddDays(12).AddHours(5), act, cancel);
        }

        await log.ActAsync(Sent.AddDays(14), new MeetingAct.Published(), cancel);
        for (var number = 1; number <= letter.Length + reply.Length; number++)
        {
            await log.ActAsync(Sent.AddDays(14), new MeetingAct.Revealed(number), cancel);
        }

        await transaction.CommitAsync(cancel);
        say("Made the sample letter: it is made up, and says so.");
    }
}
