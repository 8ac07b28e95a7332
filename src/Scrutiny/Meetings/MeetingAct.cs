using System.Text.Json.Serialization;
using Scrutiny.Observations;

namespace Scrutiny.Meetings;

/// <summary>What may happen in a meeting, one record for each kind of event; the properties are the fields of the event's JSON.</summary>
public abstract partial record MeetingAct
{
    private MeetingAct()
    {
    }

    /// <summary>Number of the event that this one points at; null where it points at none. Each side of the wall has its own.</summary>
    [JsonIgnore]
    public virtual long? PointsAt => null;

    /// <summary>The same act, pointing at another number.</summary>
    /// <param name="number">The number on the other side; null where what it points at is not there.</param>
    public virtual MeetingAct PointingAt(long? number) => this;

    /// <summary>The agenda becomes public.</summary>
    public sealed record Published : MeetingAct;

    /// <summary>It will not take place.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Cancelled(string Reason) : MeetingAct;

    /// <summary>It begins.</summary>
    public sealed record Opened : MeetingAct;

    /// <summary>It is over.</summary>
    public sealed record Closed : MeetingAct;

    /// <summary>A break begins.</summary>
    /// <param name="Reason">Why, or until when.</param>
    public sealed record Paused(string Reason) : MeetingAct;

    /// <summary>The break is over.</summary>
    public sealed record Resumed : MeetingAct;

    /// <summary>An item is taken up.</summary>
    /// <param name="Item">Number of the agenda item.</param>
    public sealed record ItemStarted(int Item) : MeetingAct;

    /// <summary>An item is done with.</summary>
    /// <param name="Item">Number of the agenda item.</param>
    public sealed record ItemEnded(int Item) : MeetingAct;

    /// <summary>The meeting goes back to an item.</summary>
    /// <param name="Item">Number of the agenda item.</param>
    public sealed record MovedBack(int Item) : MeetingAct;

    /// <summary>Somebody comes.</summary>
    /// <param name="Who">Office or name.</param>
    /// <param name="Role">In which part.</param>
    public sealed record Arrived(string Who, string Role) : MeetingAct;

    /// <summary>Somebody goes.</summary>
    /// <param name="Who">Office or name, as at arrival.</param>
    /// <param name="Role">In which part.</param>
    public sealed record Left(string Who, string Role) : MeetingAct;

    /// <summary>A published figure is shown: a quotation that stays as it was, whatever is revised later.</summary>
    /// <param name="Measure">Id of the measure.</param>
    /// <param name="Area">ONS code.</param>
    /// <param name="Breakdown">Key of the breakdown; <c>total</c> for all.</param>
    /// <param name="Period">Key of the period.</param>
    /// <param name="Value">In the measure's unit.</param>
    /// <param name="Status">Its quality when quoted.</param>
    /// <param name="Receipt">Id of its public receipt.</param>
    /// <param name="Sentence">What it says in words.</param>
    /// <param name="AsKnown">As known at which moment, UTC.</param>
    public sealed record FigureShown(string Measure, string Area, string Breakdown, string Period, decimal Value, ObservationStatus Status, long Receipt, string Sentence, DateTimeOffset AsKnown) : MeetingAct;

    /// <summary>The screen goes dark.</summary>
    public sealed record ScreenBlanked : MeetingAct;

    /// <summary>The screen shows the holding slide.</summary>
    public sealed record ScreenHeld : MeetingAct;

    /// <summary>A question from the public is put.</summary>
    /// <param name="Reference">Its public reference.</param>
    public sealed record QuestionPut(string Reference) : MeetingAct;

    /// <summary>The Commissioner's own question.</summary>
    /// <param name="Text">The question.</param>
    public sealed record ChallengePut(string Text) : MeetingAct;

    /// <summary>An answer.</summary>
    /// <param name="To">Number of the question's event; null for one that answers none.</param>
    /// <param name="Text">The answer.</param>
    /// <param name="Who">Who answers.</param>
    public sealed record ResponseGiven(long? To, string Text, string Who) : MeetingAct
    {
        /// <inheritdoc/>
        [JsonIgnore]
        public override long? PointsAt => To;

        /// <inheritdoc/>
        public override MeetingAct PointingAt(long? number) => this with { To = number };
    }

    /// <summary>A question from the public waits for a later meeting.</summary>
    /// <param name="Reference">Its public reference.</param>
    public sealed record QuestionCarried(string Reference) : MeetingAct;

    /// <summary>A promise: testable by figures, or a deliverable with a date.</summary>
    /// <param name="Id">Its id, for ever.</param>
    /// <param name="Text">What is promised.</param>
    /// <param name="Measure">Id of the measure that tests it; null for a deliverable.</param>
    /// <param name="Area">ONS code.</param>
    /// <param name="Breakdown">Key of the breakdown.</param>
    /// <param name="Comparison">How value and target are compared.</param>
    /// <param name="Target">In the measure's unit.</param>
    /// <param name="Due">By when.</param>
    /// <param name="Who">Who promises.</param>
    public sealed record PromiseMade(string Id, string Text, string? Measure, string? Area, string? Breakdown, PromiseComparison? Comparison, decimal? Target, DateOnly Due, string Who) : MeetingAct;

    /// <summary>Somebody is to do something.</summary>
    /// <param name="Id">Its id, for ever.</param>
    /// <param name="Text">What.</param>
    /// <param name="Owner">Who.</param>
    /// <param name="Due">By when.</param>
    public sealed record ActionRaised(string Id, string Text, string Owner, DateOnly Due) : MeetingAct;

    /// <summary>An action is done or dropped.</summary>
    /// <param name="Id">Id of the action.</param>
    /// <param name="How">What became of it.</param>
    public sealed record ActionClosed(string Id, string How) : MeetingAct;

    /// <summary>The Commissioner's own judgement on an item.</summary>
    /// <param name="Item">Number of the agenda item.</param>
    /// <param name="Rating">The rating.</param>
    /// <param name="Rationale">Why.</param>
    public sealed record RatingGiven(int Item, AssuranceRating Rating, string Rationale) : MeetingAct;

    /// <summary>A note for the minutes.</summary>
    /// <param name="Text">The note.</param>
    public sealed record NoteRecorded(string Text) : MeetingAct;

    /// <summary>A note for staff; always restricted.</summary>
    /// <param name="Text">The note.</param>
    public sealed record NoteKept(string Text) : MeetingAct;

    /// <summary>What the Commissioner means to ask about an item; always restricted.</summary>
    /// <param name="Item">Number of the agenda item; null for the meeting as a whole.</param>
    /// <param name="Text">The line of enquiry.</param>
    public sealed record EnquiryKept(int? Item, string Text) : MeetingAct;

    /// <summary>An earlier event said something wrong. It stays; this one says what is right, or that it does not count.</summary>
    /// <param name="Seq">Number of the event that is corrected.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Text">What it should have said; null where it does not count at all.</param>
    public sealed record Corrected(long Seq, string Reason, string? Text) : MeetingAct
    {
        /// <inheritdoc/>
        [JsonIgnore]
        public override long? PointsAt => Seq;

        /// <inheritdoc/>
        public override MeetingAct PointingAt(long? number) => this with { Seq = number ?? 0 };
    }

    /// <summary>A timer runs for an item.</summary>
    /// <param name="Item">Number of the agenda item.</param>
    /// <param name="Seconds">How long; 0 takes the timer away.</param>
    public sealed record TimerSet(int Item, int Seconds) : MeetingAct;

    /// <summary>Another operator takes over; always restricted.</summary>
    public sealed record OperatorChanged : MeetingAct;

    /// <summary>Minutes were drafted.</summary>
    public sealed record MinutesDrafted : MeetingAct;

    /// <summary>The minutes say something in other words than the log, or something more. What was said stays in the log; the minutes show both.</summary>
    /// <param name="To">Number of the event whose line is worded anew; null where a line is added.</param>
    /// <param name="Item">Number of the agenda item under which a line is added; null for the end, or where a line is worded anew.</param>
    /// <param name="Text">The line; null where one is left out.</param>
    /// <param name="Reason">Why.</param>
    public sealed record MinutesEdited(long? To, int? Item, string? Text, string Reason) : MeetingAct
    {
        /// <inheritdoc/>
        [JsonIgnore]
        public override long? PointsAt => To;

        /// <inheritdoc/>
        public override MeetingAct PointingAt(long? number) => this with { To = number };
    }

    /// <summary>Where the recording is.</summary>
    /// <param name="Address">Its address, https.</param>
    /// <param name="Offset">At which second of it the meeting began; less than 0 where the recording began later.</param>
    public sealed record RecordingLinked(string Address, int Offset) : MeetingAct;

    /// <summary>Minutes were approved.</summary>
    public sealed record MinutesApproved : MeetingAct;

    /// <summary>Later figures judge a promise.</summary>
    /// <param name="Id">Id of the promise.</param>
    /// <param name="State">The judgement.</param>
    /// <param name="Value">The value that it rests on, in the measure's unit; null where there is none.</param>
    public sealed record PromiseJudged(string Id, PromiseState State, decimal? Value) : MeetingAct;

    /// <summary>A written reply after the meeting.</summary>
    /// <param name="To">Number of the event that it replies to; null for none.</param>
    /// <param name="Text">The reply.</param>
    /// <param name="Who">Who replies.</param>
    public sealed record ReplyGiven(long? To, string Text, string Who) : MeetingAct
    {
        /// <inheritdoc/>
        [JsonIgnore]
        public override long? PointsAt => To;

        /// <inheritdoc/>
        public override MeetingAct PointingAt(long? number) => this with { To = number };
    }
}
