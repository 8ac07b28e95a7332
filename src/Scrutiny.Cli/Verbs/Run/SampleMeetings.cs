using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.MeetingLogs;
using Scrutiny.Measures;
using Scrutiny.Meetings;
using Scrutiny.Observations;

namespace Scrutiny.Cli.Verbs.Run;

/// <summary>
/// Two sample meetings, made through the functions by which every meeting is made: one that is over, with its log, and one that is coming. They
/// say on every page that they are made up; people are named by their office.
/// </summary>
internal static class SampleMeetings
{
    private const string Area = "E23000030";

    private static readonly DateTimeOffset Opened = new(2026, 10, 28, 10, 0, 0, TimeSpan.Zero);

    /// <summary>Makes those that this database does not have yet.</summary>
    public static async Task MakeAsync(DatabaseLease lease, Action<string> say, CancellationToken cancel)
    {
        await using var database = NpgsqlDataSource.Create(lease.ConnectionString(DatabaseRole.Ingest));
        var catalogue = Catalogue.Read(Working.DashboardsFolder);
        var made = 0;
        foreach (var meeting in (Meeting[])[October, December])
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            if (await StoredMeetings.FindAsync(connection, meeting.Slug, cancel) is not null)
            {
                continue;
            }

            await MeetingPlan.StoreAsync(connection, meeting, "cli", cancel);
            var log = new SampleLog(connection, (await StoredMeetings.FindAsync(connection, meeting.Slug, cancel))!);
            await log.ActAsync(meeting.Starts.AddDays(-12), new MeetingAct.Published(), cancel);
            if (meeting.Slug == October.Slug)
            {
                await HoldAsync(log, connection, catalogue, cancel);
            }

            await transaction.CommitAsync(cancel);
            made++;
        }

        if (made > 0)
        {
            say("Made the sample meetings: they are made up, and say so.");
        }
    }

    private static Meeting October => new()
    {
        Slug = "cops-2026-10",
        Title = "COPS meeting, October 2026 (sample)",
        Kind = MeetingKind.PublicCops,
        Theme = "Contacting the police",
        Priorities = ["contact", "prevention"],
        Starts = Opened,
        Place = "Council chamber, Winchester",
        Watch = "In the public gallery, or on this site while it goes on.",
        QuestionsFrom = Opened.AddDays(-35),
        QuestionsUntil = Opened.AddDays(-7),
        DataCut = new DateTimeOffset(2026, 10, 22, 12, 0, 0, TimeSpan.Zero),
        Sample = true,
        Agenda = Agenda(
            ("Earlier promises and actions", null), ("Emergency calls: 999", "contact"), ("Non-emergency calls: 101", "contact"),
            ("Reporting online", "contact"), ("Special constables and volunteers", "prevention"), ("Complaints", "just-society")),
    };

    private static Meeting December => new()
    {
        Slug = "cops-2026-12",
        Title = "COPS meeting, December 2026 (sample)",
        Kind = MeetingKind.PublicCops,
        Theme = "Serious violence and victims",
        Priorities = ["violence", "victims"],
        Starts = new DateTimeOffset(2026, 12, 9, 10, 0, 0, TimeSpan.Zero),
        Place = "Council chamber, Winchester",
        Watch = "In the public gallery, or on this site while it goes on.",
        QuestionsFrom = new DateTimeOffset(2026, 11, 4, 9, 0, 0, TimeSpan.Zero),
        QuestionsUntil = new DateTimeOffset(2026, 12, 4, 17, 0, 0, TimeSpan.Zero),
        Sample = true,
        Agenda = Agenda(("Promises and actions since October", "contact"), ("Recorded crime", "violence"), ("Outcomes for victims", "victims"), ("Officers and staff", "prevention")),
    };

    private static IReadOnlyList<AgendaItem> Agenda(params (string Title, string? Priority)[] items) =>
        [.. items.Select((item, index) => new AgendaItem(index + 1, index + 1, item.Title, ItemVisibility.Public, null, item.Priority))];

    private static async Task HoldAsync(SampleLog log, NpgsqlConnection connection, Catalogue catalogue, CancellationToken cancel)
    {
        var at = Opened;
        const string chief = "Chief Constable";
        await Say(0, new MeetingAct.Opened());
        await Say(1, new MeetingAct.Arrived("Commissioner", "In the chair"));
        await Say(0, new MeetingAct.Arrived(chief, "Answering"));
        await Say(0, new MeetingAct.Arrived("Deputy Chief Constable", "Answering"));
        await Say(1, new MeetingAct.ItemStarted(1));
        await Say(2, new MeetingAct.NoteRecorded("This is the first meeting on this record, so no earlier promise is open."));
        await Say(3, new MeetingAct.ItemEnded(1));
        await Say(0, new MeetingAct.ItemStarted(2));
        await ShowAsync("calls-999-within-10s");
        var first = await Say(2, new MeetingAct.ChallengePut("Are nine in ten emergency calls answered within ten seconds every month, or only on average?"));
        await Say(4, new MeetingAct.ResponseGiven(first, "In the last year it was met in most months, not in every one. Summer weekends are the hardest.", chief));
        await Say(2, Promise(1, "At least 90% of 999 calls will be answered within 10 seconds in October.", "calls-999-within-10s", PromiseComparison.AtLeast, 90, new DateOnly(2026, 10, 31)));
        await Say(2, new MeetingAct.RatingGiven(2, AssuranceRating.PartlyAssured, "The average is good; the weekends are not yet."));
        await Say(1, new MeetingAct.ItemEnded(2));
        await Say(0, new MeetingAct.ItemStarted(3));
        await ShowAsync("calls-101-answer-time");
        await ShowAsync("calls-101-abandoned");
        var second = await Say(3, new MeetingAct.ChallengePut("Why do so many people give up before 101 is answered, and what will be different by the spring?"));
        var answer = await Say(5, new MeetingAct.ResponseGiven(second, "Thirty more call handlers start in January. Until then call-backs are offered at busy hours.", chief));
        await Say(1, new MeetingAct.Corrected(answer, "The number was misheard.", "Thirteen more call handlers start in January. Until then call-backs are offered at busy hours."));
        var promised = await Say(2, Promise(2, "101 calls will be answered within two minutes on average by March.", "calls-101-answer-time", PromiseComparison.AtMost, 120, new DateOnly(2027, 3, 31)));
        await Say(1, new MeetingAct.ActionRaised("cops-2026-10-a1", "Write to the Commissioner with the number of call-backs offered and taken.", "Deputy Chief Constable", new DateOnly(2026, 11, 30)));
        await Say(1, new MeetingAct.RatingGiven(3, AssuranceRating.NotAssured, "The wait is long and no figure shows yet that it shortens."));
        await Say(1, new MeetingAct.ItemEnded(3));
        await Say(0, new MeetingAct.Paused("Ten minutes"));
        await Say(10, new MeetingAct.Resumed());
        await Say(0, new MeetingAct.ItemStarted(4));
        await ShowAsync("online-reports");
        var third = await Say(3, new MeetingAct.ChallengePut("Do people who report online hear back?"));
        await Say(3, new MeetingAct.ResponseGiven(third, "Each gets a reference at once. What they think of the response is asked every month.", chief));
        await Say(2, new MeetingAct.ItemEnded(4));
        await Say(0, new MeetingAct.ItemStarted(5));
        await ShowAsync("special-constable-hours");
        await Say(4, new MeetingAct.PromiseMade("cops-2026-10-p3", "A plan for recruiting special constables will be published.", null, null, null, null, null, new DateOnly(2026, 12, 18), chief));
        await Say(1, new MeetingAct.RatingGiven(5, AssuranceRating.Assured, "The plan is named and dated."));
        await Say(1, new MeetingAct.ItemEnded(5));
        await Say(0, new MeetingAct.ItemStarted(6));
        await ShowAsync("complaints-timeliness");
        await Say(4, new MeetingAct.NoteRecorded("The office’s own part in handling reviews comes to the next meeting."));
        await Say(2, new MeetingAct.ItemEnded(6));
        await Say(1, new MeetingAct.Left(chief, "Answering"));
        await Say(0, new MeetingAct.Closed());
        at = at.AddDays(5);
        await Say(0, new MeetingAct.MinutesDrafted());
        await Say(60, new MeetingAct.MinutesEdited(answer, null, $"{chief}: Thirteen more call handlers start in January. Until then callers are offered a call back when lines are busy.", "Plainer words, agreed with the speaker."));
        await Say(1440, new MeetingAct.ReplyGiven(promised, "The first of the new call handlers have been appointed. Figures on waiting times come with each monthly return.", "Chief Constable’s office"));

        async Task<long> Say(int minutes, MeetingAct act)
        {
            at = at.AddMinutes(minutes).AddSeconds(7);
            return await log.ActAsync(at, act, cancel);
        }

        // Quoted as it was published then; where a checkout has no such figure, the meeting goes on without it.
        async Task ShowAsync(string measure)
        {
            if (!catalogue.Measures.TryGetValue(measure, out var declared))
            {
                return;
            }

            await using (var path = new NpgsqlCommand("set local search_path = published", connection))
            {
                await path.ExecuteNonQueryAsync(cancel);
            }

            var cut = October.DataCut!.Value;
            var series = JudgedSeries.Of(declared.Value, await SeriesPoints.ReadAsync(connection, measure, Area, "total", declared.Value.Sources, cut, cancel: cancel), new SeriesSetting { Area = Area, Breakdown = "total", Annotations = catalogue.AnnotationsOf(measure) });
            if (series.Latest?.Point is { Value: { } value } point)
            {
                var words = SeriesWords.Of(series);
                await Say(1, new MeetingAct.FigureShown(measure, Area, "total", point.Period.Key(declared.Value.Frequency), value, point.Status, point.Receipt, $"{words.Latest} {words.Signal}".TrimEnd(), cut));
            }
        }
    }

    private static MeetingAct.PromiseMade Promise(int number, string text, string measure, PromiseComparison comparison, decimal target, DateOnly due) =>
        new($"cops-2026-10-p{number}", text, measure, Area, "total", comparison, target, due, "Chief Constable");
}
