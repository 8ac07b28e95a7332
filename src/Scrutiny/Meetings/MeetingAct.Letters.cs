namespace Scrutiny.Meetings;

public abstract partial record MeetingAct
{
    /// <summary>What a letter says: a written challenge. The figures in its words follow as events of their own.</summary>
    /// <param name="To">To whom it is written.</param>
    /// <param name="Text">The letter, in Markdown; figures in it are written out.</param>
    /// <param name="Standard">The standard that it holds them to, in Markdown; null where it names none.</param>
    /// <param name="Asks">What is asked, a line each.</param>
    public sealed record LetterWritten(string To, string Text, string? Standard, string Asks) : MeetingAct;

    /// <summary>The letter goes out.</summary>
    /// <param name="ReplyBy">The day by which a reply is asked for.</param>
    public sealed record LetterSent(DateOnly ReplyBy) : MeetingAct;

    /// <summary>One half of a written challenge is not shown to the public, for a reason that is.</summary>
    /// <param name="Part">Which half.</param>
    /// <param name="Reason">Why.</param>
    public sealed record LetterWithheld(LetterPart Part, string Reason) : MeetingAct;

    /// <summary>A paper belongs to the meeting from now on, or a document to a letter's reply; its hash proves which.</summary>
    /// <param name="Paper">Its id.</param>
    /// <param name="Version">Its version, from 1; a later one replaces those before it, which stay.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Sha256">SHA-256 of what the public gets: 64 hexadecimal digits.</param>
    /// <param name="Item">Number of the agenda item; null for the meeting as a whole, and for a letter.</param>
    public sealed record PaperAdded(string Paper, int Version, string Title, string Sha256, int? Item) : MeetingAct;

    /// <summary>An earlier event becomes public: the public's log holds that event in this one's place, with its own moment.</summary>
    /// <param name="Number">Its number.</param>
    public sealed record Revealed(long Number) : MeetingAct;
}
