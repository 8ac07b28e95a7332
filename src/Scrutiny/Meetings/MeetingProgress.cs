using System.Collections.Immutable;

namespace Scrutiny.Meetings;

/// <summary>
/// How a meeting stands after its events: a projection of the log, on either side of the wall. Nothing else decides what is current.
/// </summary>
public sealed record MeetingProgress
{
    /// <summary>Before anything has happened.</summary>
    public static MeetingProgress Planned { get; } = new();

    /// <summary>How far the meeting has come.</summary>
    public MeetingState State { get; init; } = MeetingState.Planned;

    /// <summary>Number of the last event; 0 before the first.</summary>
    public long Last { get; init; }

    /// <summary>When the last event was, UTC; null before the first.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>When it began, UTC; null before.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it ended, UTC; null before.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Why there is a break, or why it was cancelled; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The item that is taken; null between items.</summary>
    public int? Item { get; init; }

    /// <summary>Since when that item is taken, UTC.</summary>
    public DateTimeOffset? ItemSince { get; init; }

    /// <summary>Items that were taken and are done with, in the order in which they ended.</summary>
    public ImmutableList<int> ItemsDone { get; init; } = [];

    /// <summary>What the operator has put on the screen.</summary>
    public ScreenSlide Screen { get; init; } = ScreenSlide.Holding;

    /// <summary>Who is there, in the order of arrival.</summary>
    public ImmutableList<MeetingAct.Arrived> Present { get; init; } = [];

    /// <summary>The timer; null where none runs.</summary>
    public ItemTimer? Timer { get; init; }

    /// <summary>The promises, in order.</summary>
    public ImmutableList<MadePromise> Promises { get; init; } = [];

    /// <summary>The actions, in order.</summary>
    public ImmutableList<RaisedAction> Actions { get; init; } = [];

    /// <summary>The recording; null while there is none.</summary>
    public Recording? Recording { get; init; }

    /// <summary>All events, in order.</summary>
    public ImmutableList<LoggedEvent> Events { get; init; } = [];

    /// <summary>What events say now that were corrected, by number; null where they do not count.</summary>
    public ImmutableDictionary<long, MeetingAct.Corrected> Corrections { get; init; } = ImmutableDictionary<long, MeetingAct.Corrected>.Empty;

    /// <summary>Earlier events that became public, by number, each with its number on the public's side.</summary>
    public ImmutableDictionary<long, long?> Shown { get; init; } = ImmutableDictionary<long, long?>.Empty;

    /// <summary>Whether a reply in writing was given that counts.</summary>
    public bool HasReply => Events.Any(logged => logged.Act is MeetingAct.ReplyGiven && !(Corrections.TryGetValue(logged.Number, out var corrected) && corrected.Text is null));

    /// <summary>Folds a whole log.</summary>
    /// <param name="events">In order.</param>
    public static MeetingProgress Of(IEnumerable<LoggedEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events.Aggregate(Planned, (progress, next) => progress.After(next));
    }

    /// <summary>The event of a number; null where there is none.</summary>
    /// <param name="number">The number.</param>
    public LoggedEvent? EventOf(long number) => number >= 1 && number <= Events.Count ? Events[(int)number - 1] : null;

    /// <summary>Number of an event on the public's side; null where it is not there.</summary>
    /// <param name="number">Its number.</param>
    public long? SeqOf(long number) => Shown.TryGetValue(number, out var seq) ? seq : EventOf(number)?.Seq;

    /// <summary>Whether the public may see an event.</summary>
    /// <param name="number">Its number.</param>
    public bool IsOpen(long number) => Shown.ContainsKey(number) || EventOf(number) is { Restricted: false };

    /// <summary>Whether an event stands in the public's log. One that is no secret may still have come before there was such a log.</summary>
    /// <param name="number">Its number.</param>
    public bool IsShown(long number) => Shown.ContainsKey(number) || EventOf(number)?.Seq is not null;

    /// <summary>The written replies to an event that count, in order, worded as they were corrected.</summary>
    /// <param name="number">Number of the event.</param>
    public IEnumerable<MeetingAct.ReplyGiven> RepliesTo(long number) => Events
        .Where(logged => logged.Act is MeetingAct.ReplyGiven reply && reply.To == number)
        .Select(logged => Corrections.TryGetValue(logged.Number, out var corrected) ? corrected.Text is { } text ? (MeetingAct.ReplyGiven)logged.Act with { Text = text } : null : (MeetingAct.ReplyGiven)logged.Act)
        .OfType<MeetingAct.ReplyGiven>();

    /// <summary>How things stand after one more event.</summary>
    /// <param name="next">The event that follows the last.</param>
    /// <exception cref="ArgumentException">It does not follow.</exception>
    public MeetingProgress After(LoggedEvent next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.Number != Last + 1)
        {
            throw new ArgumentException($"Event {next.Number} does not follow {Last}.", nameof(next));
        }

        var after = this with { Last = next.Number, LastAt = next.At, Events = Events.Add(next) };
        return next.Act switch
        {
            // A letter is published when it was sent, or later.
            MeetingAct.Published => State == MeetingState.Planned ? after with { State = MeetingState.Published } : after,
            MeetingAct.LetterSent => after with { State = MeetingState.Live, OpenedAt = next.At },
            MeetingAct.Revealed revealed => after with { Shown = Shown.SetItem(revealed.Number, next.Seq) },
            MeetingAct.Cancelled cancelled => after with { State = MeetingState.Cancelled, Reason = cancelled.Reason },
            MeetingAct.Opened => after with { State = MeetingState.Live, OpenedAt = next.At },
            MeetingAct.Paused paused => after with { State = MeetingState.Paused, Reason = paused.Reason },
            MeetingAct.Resumed => after with { State = MeetingState.Live, Reason = null },
            MeetingAct.Closed => after with { State = MeetingState.Closed, ClosedAt = next.At, Reason = null, Timer = null, Screen = ScreenSlide.Holding },
            MeetingAct.MinutesDrafted => after with { State = MeetingState.MinutesDraft },
            MeetingAct.MinutesApproved => after with { State = MeetingState.Approved },
            MeetingAct.ItemStarted started => after.Begin(started.Item, next.At),
            MeetingAct.MovedBack back => after.Begin(back.Item, next.At),
            MeetingAct.ItemEnded ended => after with { Item = null, ItemSince = null, Timer = null, ItemsDone = ItemsDone.Remove(ended.Item).Add(ended.Item), Screen = ScreenSlide.Holding },
            MeetingAct.Arrived arrived => after with { Present = Present.Add(arrived) },
            MeetingAct.Left left => after with { Present = Present.RemoveAll(person => person.Who == left.Who) },
            MeetingAct.FigureShown figure => after with { Screen = new ScreenSlide(SlideKind.Figure, next.Number) { Figure = figure } },
            MeetingAct.ChallengePut challenge => after with { Screen = new ScreenSlide(SlideKind.Challenge, next.Number) { Text = challenge.Text } },
            MeetingAct.QuestionPut question => after with { Screen = new ScreenSlide(SlideKind.Question, next.Number) { Text = question.Reference } },
            MeetingAct.ScreenBlanked => after with { Screen = new ScreenSlide(SlideKind.Blank, next.Number) },
            MeetingAct.ScreenHeld => after with { Screen = ScreenSlide.Holding },
            MeetingAct.TimerSet timer => after with { Timer = timer.Seconds == 0 ? null : new ItemTimer(timer.Item, timer.Seconds, next.At) },
            MeetingAct.PromiseMade promise => after with { Promises = Promises.Add(new MadePromise(next.Number, next.At, promise, null)) },
            MeetingAct.PromiseJudged judged => after with { Promises = Promises.ConvertAll(made => made.Promise.Id == judged.Id ? made with { Judged = judged } : made) },
            MeetingAct.ActionRaised action => after with { Actions = Actions.Add(new RaisedAction(next.Number, action, null)) },
            MeetingAct.ActionClosed closed => after with { Actions = Actions.ConvertAll(raised => raised.Action.Id == closed.Id ? raised with { How = closed.How } : raised) },
            MeetingAct.RecordingLinked linked => after with { Recording = new Recording(next.Number, linked.Address, linked.Offset) },
            MeetingAct.Corrected corrected => after.Correct(corrected),
            _ => after,
        };
    }

    private MeetingProgress Begin(int item, DateTimeOffset at) => this with { Item = item, ItemSince = at, Timer = null, ItemsDone = ItemsDone.Remove(item), Screen = ScreenSlide.Holding };

    private MeetingProgress Correct(MeetingAct.Corrected corrected) => this with
    {
        Corrections = Corrections.SetItem(corrected.Seq, corrected),
        Recording = Recording?.Number == corrected.Seq ? null : Recording,
        // What does not count is taken off the lists and off the screen; what was worded wrongly is worded anew.
        Promises = corrected.Text is { } promise
            ? Promises.ConvertAll(made => made.Number == corrected.Seq ? made with { Promise = made.Promise with { Text = promise } } : made)
            : Promises.RemoveAll(made => made.Number == corrected.Seq),
        Actions = corrected.Text is { } action
            ? Actions.ConvertAll(raised => raised.Number == corrected.Seq ? raised with { Action = raised.Action with { Text = action } } : raised)
            : Actions.RemoveAll(raised => raised.Number == corrected.Seq),
        Screen = Screen.Number != corrected.Seq || Screen.Number == 0 ? Screen : corrected.Text is { } text ? Screen with { Text = text } : ScreenSlide.Holding,
    };
}

/// <summary>A timer that runs for an item.</summary>
/// <param name="Item">Number of the agenda item.</param>
/// <param name="Seconds">How long it runs.</param>
/// <param name="Since">When it was set, UTC.</param>
public sealed record ItemTimer(int Item, int Seconds, DateTimeOffset Since);

/// <summary>A promise and what is known of it.</summary>
/// <param name="Number">Number of the event by which it was made.</param>
/// <param name="At">When it was made, UTC.</param>
/// <param name="Promise">As it was made, or as it was corrected.</param>
/// <param name="Judged">The last judgement; null before the first.</param>
public sealed record MadePromise(long Number, DateTimeOffset At, MeetingAct.PromiseMade Promise, MeetingAct.PromiseJudged? Judged);

/// <summary>An action and what became of it.</summary>
/// <param name="Number">Number of the event by which it was raised.</param>
/// <param name="Action">As it was raised, or as it was corrected.</param>
/// <param name="How">What became of it; null while it is open.</param>
public sealed record RaisedAction(long Number, MeetingAct.ActionRaised Action, string? How);
