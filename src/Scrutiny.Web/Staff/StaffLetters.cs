using Dapper;
using Npgsql;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Periods;

namespace Scrutiny.Web.Staff;

/// <summary>The one way in which staff pages read and write written challenges. What is done goes through the log of the letter, which is a meeting's.</summary>
internal sealed class StaffLetters(NpgsqlDataSource database, StaffWriting writing, TimeProvider time)
{
    /// <summary>Every letter that a person may see, the latest first: the Chief Constable's office those that were sent to it.</summary>
    public async Task<IReadOnlyList<LetterOnDesk>> AllAsync(StaffPerson person, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var letters = new List<LetterOnDesk>();
        foreach (var stored in (await StoredMeetings.AllAsync(connection, cancel)).Where(stored => stored.Meeting.IsLetter))
        {
            letters.Add(await ReadAsync(connection, stored, cancel));
        }

        return [.. letters.Where(letter => letter.IsFor(person))];
    }

    /// <summary>One letter; null where there is none, or none for this person.</summary>
    public async Task<LetterOnDesk?> FindAsync(string slug, StaffPerson person, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        return await StoredMeetings.FindAsync(connection, slug, cancel) is { Meeting.IsLetter: true } stored && await ReadAsync(connection, stored, cancel) is var letter && letter.IsFor(person) ? letter : null;
    }

    /// <summary>Begins a letter, or changes a draft.</summary>
    /// <param name="slug">Its name in addresses.</param>
    /// <param name="title">What it is about.</param>
    /// <param name="sequence">The change of the draft that was on the page; 0 for a new one.</param>
    /// <param name="draft">What it says.</param>
    /// <param name="person">Who writes.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="MeetingMovedOnException">Somebody else changed it meanwhile, or there is something of that name.</exception>
    /// <exception cref="SentenceException">It was sent.</exception>
    public async Task DraftAsync(string slug, string title, int sequence, LetterDraft draft, StaffPerson person, CancellationToken cancel)
    {
        await WriteAsync(
            async connection =>
            {
                // A meeting of that name is planned by those who plan meetings.
                if (sequence > 0 && await StoredMeetings.FindAsync(connection, slug, cancel) is not { Meeting.IsLetter: true })
                {
                    throw new MeetingMovedOnException();
                }

                var head = new Meeting { Slug = slug, Title = title, Kind = MeetingKind.WrittenChallenge, Starts = time.GetUtcNow(), Place = "In writing", Sequence = sequence };
                await MeetingPlan.StoreAsync(connection, head, person.Actor, cancel);
                await LetterDrafts.StoreAsync(connection, slug, draft, cancel);
            },
            cancel);
    }

    /// <summary>What sending a draft would log: the letter with its figures as they are public now, each quoted.</summary>
    /// <exception cref="SentenceException">Something is missing, or a figure is not there.</exception>
    public async Task<IReadOnlyList<MeetingAct>> SendingAsync(LetterDraft draft, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (text, standard, asks) = (await writing.ReadAsync(draft.Text, now, cancel), await writing.ReadAsync(draft.Standard, now, cancel), await writing.ReadAsync(draft.Asks, now, cancel));
        WrittenText[] all = [text, standard, asks];
        if (all.SelectMany(part => part.Read.Faults).FirstOrDefault() is { } fault)
        {
            throw SentenceException.Refused($"The letter can’t be sent as it is: {fault}");
        }

        return draft.ReplyBy is not { } day ? throw SentenceException.Refused("Say by which day a reply is asked for.")
            : day <= LondonTime.Day(now) ? throw SentenceException.Refused("The day of the reply is over; choose a later one.")
            : [new MeetingAct.LetterWritten(draft.To, text.Plain, string.IsNullOrWhiteSpace(standard.Plain) ? null : standard.Plain, asks.Plain), .. all.SelectMany(part => part.Quoted(now)).DistinctBy(figure => figure.Receipt), new MeetingAct.LetterSent(day)];
    }

    /// <summary>A reply with its documents. They are kept with it, or not at all.</summary>
    public Task ReplyAsync(LetterOnDesk letter, string key, string text, string who, IReadOnlyList<NewPaper> documents, StaffPerson person, CancellationToken cancel) => WriteAsync(
        async connection =>
        {
            if (await MeetingLog.FindAsync(connection, letter.Stored.Number, key, cancel) is not null)
            {
                return;
            }

            var acts = new List<MeetingAct> { new MeetingAct.ReplyGiven(null, text, who) };
            foreach (var document in documents)
            {
                var version = await StoredPapers.KeepAsync(connection, letter.Slug, document, person.Actor, cancel);
                acts.Add(new MeetingAct.PaperAdded(document.Paper, version, document.Title, StoredPapers.HashOf(document.Content), null));
            }

            await MeetingLog.AppendAsync(connection, letter.Stored, new LogEntry(letter.Progress.Last, key, person.Actor, acts), cancel);
        },
        cancel);

    /// <summary>Logs an act.</summary>
    /// <exception cref="MeetingMovedOnException">Something happened that the person has not seen.</exception>
    /// <exception cref="SentenceException">It may not happen now.</exception>
    public Task ActAsync(LetterOnDesk letter, long expected, string key, StaffPerson person, IReadOnlyList<MeetingAct> acts, CancellationToken cancel) =>
        WriteAsync(connection => MeetingLog.AppendAsync(connection, letter.Stored, new LogEntry(expected, key, person.Actor, acts), cancel), cancel);

    /// <summary>Shows halves of a letter to the public, or says why not. What is shown stays shown.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="expected">Number of the last event that the person has seen.</param>
    /// <param name="key">By which a repeated act is known.</param>
    /// <param name="choices">For each half null to show it, or why it is withheld; a half that is not named stays as it is.</param>
    /// <param name="person">Who decides.</param>
    /// <param name="cancel">Cancels.</param>
    public Task PublishAsync(LetterOnDesk letter, long expected, string key, IReadOnlyDictionary<LetterPart, string?> choices, StaffPerson person, CancellationToken cancel) => WriteAsync(
        async connection =>
        {
            if (await MeetingLog.FindAsync(connection, letter.Stored.Number, key, cancel) is not null)
            {
                return;
            }

            var progress = letter.Progress;
            var acts = new List<MeetingAct>();
            if (!LetterRules.IsPublic(progress))
            {
                acts.Add(new MeetingAct.Published());
            }

            var shown = progress.Events.Where(logged => Shows(progress, logged, choices)).ToList();
            acts.AddRange(shown.Select(logged => new MeetingAct.Revealed(logged.Number)));
            acts.AddRange(choices.Where(choice => choice.Value is not null).Select(choice => new MeetingAct.LetterWithheld(choice.Key, choice.Value!)));
            if (acts.Count == 0)
            {
                throw SentenceException.Refused("There is nothing new to show.");
            }

            var logged = await MeetingLog.AppendAsync(connection, letter.Stored, new LogEntry(expected, key, person.Actor, acts), cancel);
            // What says other words than an event that was shown just now points at it, so it comes after.
            var later = progress.Events.Where(earlier => earlier.Act is MeetingAct.Corrected or MeetingAct.PromiseJudged or MeetingAct.ActionClosed && earlier.Restricted && shown.Any(one => Concerns(earlier.Act, one))).Select(earlier => new MeetingAct.Revealed(earlier.Number)).ToList();
            if (later.Count > 0)
            {
                await MeetingLog.AppendAsync(connection, letter.Stored, new LogEntry(logged.Last, $"{key}-more", person.Actor, later), cancel);
            }

            foreach (var document in shown.Select(one => one.Act).OfType<MeetingAct.PaperAdded>())
            {
                await StoredPapers.PublishAsync(connection, letter.Slug, document, null, cancel);
            }
        },
        cancel);

    private static bool Shows(MeetingProgress progress, LoggedEvent logged, IReadOnlyDictionary<LetterPart, string?> choices) =>
        !progress.IsShown(logged.Number) && Letter.Counts(progress, logged)
        && (logged.Act is MeetingAct.LetterSent or MeetingAct.Closed || (LetterRules.PartOf(logged.Act) is { } part && choices.TryGetValue(part, out var reason) && reason is null));

    private static bool Concerns(MeetingAct later, LoggedEvent shown) => later switch
    {
        MeetingAct.Corrected corrected => corrected.Seq == shown.Number,
        MeetingAct.PromiseJudged judged => shown.Act is MeetingAct.PromiseMade made && made.Id == judged.Id,
        MeetingAct.ActionClosed closed => shown.Act is MeetingAct.ActionRaised raised && raised.Id == closed.Id,
        _ => false,
    };

    private static async Task<LetterOnDesk> ReadAsync(NpgsqlConnection connection, StoredMeeting stored, CancellationToken cancel) => new(
        stored,
        MeetingProgress.Of(await MeetingLog.ReadAsync(connection, stored.Number, 0, cancel)),
        stored.Meeting.State == MeetingState.Planned ? await LetterDrafts.FindAsync(connection, stored.Meeting.Slug, cancel) : null,
        await StoredPapers.ReadAsync(connection, stored.Meeting.Slug, cancel));

    private async Task WriteAsync(Func<NpgsqlConnection, Task> write, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("set transaction read write", cancellationToken: cancel));
        await write(connection);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>A letter as staff have it before them.</summary>
/// <param name="Stored">Its head.</param>
/// <param name="Progress">How it stands.</param>
/// <param name="Draft">What it says so far; null once it is sent.</param>
/// <param name="Documents">What came with replies.</param>
internal sealed record LetterOnDesk(StoredMeeting Stored, MeetingProgress Progress, LetterDraft? Draft, IReadOnlyList<StoredPaper> Documents)
{
    public Meeting Meeting => Stored.Meeting;

    public string Slug => Meeting.Slug;

    public Letter Letter { get; } = Letter.Of(Progress);

    /// <summary>Whether a person may know of it: the Chief Constable's office of what was sent.</summary>
    public bool IsFor(StaffPerson person) => person.IsOneOf(Access.StaffRoles.LetterReaders) || Letter.SentAt is not null;
}
