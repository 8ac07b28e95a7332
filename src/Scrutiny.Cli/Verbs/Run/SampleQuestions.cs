using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;

namespace Scrutiny.Cli.Verbs.Run;

/// <summary>
/// Thirty sample questions in every state, twelve of them for the sample meeting that is over, made through the functions by which every question
/// is asked and decided. Each says on its page that it is made up; names are of places and groups that do not exist.
/// </summary>
internal static class SampleQuestions
{
    private const string October = "cops-2026-10";
    private const string December = "cops-2026-12";
    private const string Theme = "waiting-for-101";
    private const string Chief = "Chief Constable";

    private static readonly DateTimeOffset Held = new(2026, 10, 28, 10, 0, 0, TimeSpan.Zero);

    /// <summary>The secret of a sample's status page: no secret at all, since everybody can read this.</summary>
    public static string SecretOf(string reference) => QuestionSecret.From("a sample that is no secret: " + reference);

    /// <summary>Makes those that this database does not have yet.</summary>
    public static async Task MakeAsync(DatabaseLease lease, Action<string> say, CancellationToken cancel)
    {
        await using var database = NpgsqlDataSource.Create(lease.ConnectionString(DatabaseRole.Ingest));
        await using var connection = await database.OpenConnectionAsync(cancel);
        var reasons = Catalogue.Read(Working.DashboardsFolder).Reasons;
        // Without its meeting, or with a moment still to come, a question could not be told.
        if (await StoredMeetings.FindPublishedAsync(connection, October, null, cancel) is not { } meeting || await HasAnyAsync(connection, cancel))
        {
            return;
        }

        var responses = (await MeetingLog.ReadPublishedAsync(connection, meeting.Number, 0, cancel)).Where(logged => logged.Act is MeetingAct.ResponseGiven).Select(logged => logged.Number).ToList();
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await QuestionDesk.SetThemeAsync(connection, Theme, "Waiting for 101", cancel);
        foreach (var sample in All(number => responses[number]))
        {
            if (await QuestionDesk.AskSampleAsync(connection, sample.Asked, sample.Reference, SecretOf(sample.Reference), sample.At, cancel) is not { } question)
            {
                continue;
            }

            foreach (var (at, act) in sample.Acts)
            {
                var version = await QuestionDesk.ActAsync(connection, question, act, new QuestionActor("cli", null) { SampleMoment = at }, reasons, cancel);
                question = question with { Version = version, Standing = After(question.Standing, act, reasons) };
            }
        }

        await QuestionDesk.CountAsync(connection, cancel);
        await transaction.CommitAsync(cancel);
        say("Made the sample questions: they are made up, and say so.");
    }

    private static async Task<bool> HasAnyAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select exists (select from question.question where sample)", connection);
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static QuestionStanding After(QuestionStanding before, QuestionAct act, StandardReasons reasons) => new(QuestionRules.After(before, act), QuestionRules.ShownAfter(before, act, reasons))
    {
        Answers = act switch
        {
            QuestionAct.AnsweredAloud aloud => [new QuestionAnswer(1, AnswerKind.Spoken, aloud.Text, aloud.Who, AnswerState.Published, null) { Meeting = aloud.Meeting, Seq = aloud.Seq }],
            QuestionAct.AnswerDrafted drafted => [new QuestionAnswer(1, AnswerKind.Written, drafted.Text, drafted.Who, AnswerState.Draft, "cli")],
            QuestionAct.AnswerApproved => [before.Answers[0] with { State = AnswerState.Approved }],
            QuestionAct.AnswerPublished => [before.Answers[0] with { State = AnswerState.Published }],
            _ => before.Answers,
        },
    };

    private static IReadOnlyList<SampleQuestion> All(Func<int, long> response)
    {
        var (asked, put) = (Held.AddDays(-24), Held.AddMinutes(30));
        return
        [
            // For the meeting that is over.
            For(October, "Q-2C4D", "contact", "E06000045", "Shirley residents", "Why do so many people give up before 101 is answered?", asked,
                Accept(2), After(2, null, new QuestionAct.Themed(Theme)), On(Held.AddDays(-3), new QuestionAct.Ordered(October, 1)), On(put, new QuestionAct.Put()), On(put.AddMinutes(5), new QuestionAct.AnsweredAloud("Thirty more call handlers start in January. Until then call-backs are offered at busy hours.", Chief, October, response(1))),
                On(put.AddMinutes(6), new QuestionAct.AnswerCorrected(October, response(1), "Thirteen more call handlers start in January. Until then call-backs are offered at busy hours.", "The number was misheard."))),
            For(October, "Q-3F5H", "contact", null, null, "Are 999 calls answered within ten seconds at weekends too, or only on average?", asked.AddHours(5),
                Accept(1), On(Held.AddDays(-3), new QuestionAct.Ordered(October, 2)), On(put, new QuestionAct.Put()), On(put.AddMinutes(9), new QuestionAct.AnsweredAloud("In the last year it was met in most months, not in every one. Summer weekends are the hardest.", Chief, October, response(0)))),
            For(October, "Q-4J6K", "contact", "E07000094", "A reader in Winchester", "I reported online and heard nothing. Do people who report online hear back?", asked.AddDays(1),
                Accept(4), On(Held.AddDays(-3), new QuestionAct.Ordered(October, 3)), On(put, new QuestionAct.Put()), On(put.AddMinutes(40), new QuestionAct.AnsweredAloud("Each gets a reference at once. What they think of the response is asked every month.", Chief, October, response(2)))),
            For(October, "Q-5M7N", "contact", "E06000044", null, "How long do you wait for 101 in Portsmouth?", asked.AddDays(2), On(asked.AddDays(4), new QuestionAct.Themed(Theme)), On(asked.AddDays(5), new QuestionAct.Merged("Q-2C4D"))),
            For(October, "Q-6P8Q", "contact", "E07000090", "M.", "why does nobody pick up 101???", asked.AddDays(3), On(asked.AddDays(5), new QuestionAct.Merged("Q-2C4D"))),
            For(October, "Q-7R9T", "prevention", "E06000046", "Island neighbours", "How many special constables are on duty on the Isle of Wight on a Saturday night?", asked.AddDays(4),
                Accept(6), On(Held.AddDays(-3), new QuestionAct.Ordered(October, 4)), On(put, new QuestionAct.Put()), On(Held.AddHours(3), new QuestionAct.Carried()), Draft("Between four and nine in the last three months. The number for each weekend will be published with the recruiting plan.", 36), Approve(37), Publish(38)),
            For(October, "Q-8V2W", "just-society", null, null, "How long does a complaint about the police take, and who checks that?", asked.AddDays(4),
                Accept(7), Draft("In the last quarter it took 61 days on average. The Commissioner’s office reviews those who are not content, and publishes how many it upheld.", 35), Approve(36), Publish(37)),
            For(October, "Q-9X3Y", "value", "E07000091", "Forest parish group", "What did the new contact platform cost?", asked.AddDays(5), Accept(7), On(Held.AddDays(-3), new QuestionAct.Ordered(October, 5)), On(put.AddMinutes(50), new QuestionAct.Put()), Draft("We are collecting the full cost with the supplier’s last invoice.", 40)),
            For(October, "Q-2D7F", "contact", null, null, "The same as last year: when will 101 be free to call?", asked.AddDays(6), On(asked.AddDays(8), new QuestionAct.Declined("duplicate", null))),
            For(October, "Q-3H8J", "violence", "E06000045", null, "Was the driver in the crash at Mill Lane drunk?", asked.AddDays(6), On(asked.AddDays(7), new QuestionAct.Declined("live-investigation", null))),
            For(October, "Q-4K9M", "just-society", "E06000044", "Angry", "Your officers are useless and I will say who they are.", asked.AddDays(7), On(asked.AddDays(8), new QuestionAct.Declined("libellous-or-offensive", "You are welcome to ask about how the force deals with complaints."))),
            For(October, "Q-5N2P", "prevention", "E07000087", "Fareham cyclists", "When will the potholes on the cycle path be filled?", asked.AddDays(7), On(asked.AddDays(9), new QuestionAct.Redirected("other-body", null))),

            // For the one that is coming.
            For(December, "Q-6Q3R", "violence", "E06000045", "A youth worker", "What is done about knives near schools, and does it work?", Held.AddDays(9), Accept(1, Held.AddDays(9)), On(Held.AddDays(12), new QuestionAct.Ordered(December, 1))),
            For(December, "Q-7T4V", "victims", null, null, "How many victims were told what came of their case within a month?", Held.AddDays(10), Accept(1, Held.AddDays(10)), On(Held.AddDays(12), new QuestionAct.Ordered(December, 2))),
            For(December, "Q-8W5X", "victims", "E07000084", "Basingstoke helpline volunteers", "Why is there no drop-in for victims in the north of the county?", Held.AddDays(11), Accept(2, Held.AddDays(11))),
            For(December, "Q-9Y6C", "violence", "E07000093", null, "Pam mae’r heddlu’n araf yn y nos? Ŵyr neb.", Held.AddDays(12), Accept(1, Held.AddDays(12))),
            For(December, "Q-2F9H", "prevention", "E07000094", "Ewa", "Dlaczego patrole są tak rzadko w naszej dzielnicy? Zażółć gęślą jaźń.", Held.AddDays(13), Accept(1, Held.AddDays(13))),
            For(December, "Q-3J2K", "contact", "E06000044", null, "لماذا يستغرق الرد على 101 وقتًا طويلاً؟", Held.AddDays(14), Accept(1, Held.AddDays(14)), After(1, Held.AddDays(14), new QuestionAct.Themed(Theme))),
            For(December, "Q-4M3N", "violence", null, null, "What is planned for the Christmas weekends in town centres?", Held.AddDays(20)),
            For(December, "Q-5P4Q", "victims", "E07000086", "Mrs T.", "Who looks after somebody whose home was burgled twice?", Held.AddDays(21)),
            For(December, "Q-6R5T", "violence", "E06000045", null, "My neighbour shouts at night and I am afraid for her children.", Held.AddDays(22), On(Held.AddDays(22).AddHours(1), new QuestionAct.Held(true))),
            For(December, "Q-7V6W", "just-society", null, "A former officer", "Why was the sergeant at the desk in the old station never disciplined?", Held.AddDays(19), On(Held.AddDays(20), new QuestionAct.RewordAsked("Please ask about how such cases are dealt with, without pointing at one person."))),
            For(December, "Q-8X7Y", "value", null, null, "Stop wasting our money!!!", Held.AddDays(18), On(Held.AddDays(19), new QuestionAct.DeclineProposed("no-question", null))),
            For(December, "Q-9C8D", "contact", "E07000092", null, "Never mind, I found the answer on this site.", Held.AddDays(15), On(Held.AddDays(16), new QuestionAct.Withdrawn())),

            // Between meetings.
            For(null, "Q-2H3J", "value", "E07000085", "Petersfield taxpayers", "What does each pound of council tax for the police pay for?", Held.AddDays(-60), Accept(2, Held.AddDays(-60)), Draft("About 57 pence of each pound pays officers, 24 pence other staff, and the rest buildings, vehicles and systems. The budget’s split is on the page about money.", 14, Held.AddDays(-60)), Approve(15, Held.AddDays(-60)), Publish(16, Held.AddDays(-60))),
            For(null, "Q-3K4M", "prevention", "E07000088", null, "How do I become a police volunteer?", Held.AddDays(-50), Accept(1, Held.AddDays(-50)), Draft("The force’s site lists what is open now. Most need one evening a week.", 6, Held.AddDays(-50)), Approve(7, Held.AddDays(-50)), Publish(8, Held.AddDays(-50))),
            For(null, "Q-4N5P", "just-society", null, null, "I want to complain about how I was spoken to.", Held.AddDays(-30), On(Held.AddDays(-29), new QuestionAct.Redirected("complaint", null))),
            For(null, "Q-5Q6R", "violence", "E06000044", null, "My bicycle was stolen last night.", Held.AddDays(-20), On(Held.AddDays(-20).AddHours(2), new QuestionAct.Redirected("crime-report", null))),
            For(null, "Q-6T7V", "contact", null, "Sam", "Please erase what I wrote.", Held.AddDays(-15), On(Held.AddDays(-14), new QuestionAct.Erased())),
            For(null, "Q-7W8X", "value", null, "SEO ranking", "BEST BACKLINKS, EARN MONEY NOW at http://cheap.example http://cheaper.example", Held.AddDays(-2)) with { Signs = ["links", "selling"] },
        ];
    }

    private static SampleQuestion For(string? meeting, string reference, string topic, string? locality, string? name, string text, DateTimeOffset at, params SampleAct[] acts) =>
        new(reference, new AskedQuestion(text, topic, locality, name, meeting), at, acts);

    private static SampleAct On(DateTimeOffset at, QuestionAct act) => new(at, act);

    private static SampleAct Accept(int days, DateTimeOffset? asked = null) => After(days, asked, new QuestionAct.Accepted());

    private static SampleAct Draft(string text, int days, DateTimeOffset? asked = null) => After(days, asked, new QuestionAct.AnswerDrafted(null, text, Chief));

    private static SampleAct Approve(int days, DateTimeOffset? asked = null) => After(days, asked, new QuestionAct.AnswerApproved(1));

    private static SampleAct Publish(int days, DateTimeOffset? asked = null) => After(days, asked, new QuestionAct.AnswerPublished(1));

    private static SampleAct After(int days, DateTimeOffset? asked, QuestionAct act) => new((asked ?? Held.AddDays(-24)).AddDays(days), act);

    private sealed record SampleAct(DateTimeOffset At, QuestionAct Act);

    private sealed record SampleQuestion(string Reference, AskedQuestion Question, DateTimeOffset At, IReadOnlyList<SampleAct> Acts)
    {
        public IReadOnlyList<string> Signs { get; init; } = [];

        public AskedQuestion Asked => Question with { Signs = Signs };
    }
}
