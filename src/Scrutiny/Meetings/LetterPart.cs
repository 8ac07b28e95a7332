namespace Scrutiny.Meetings;

/// <summary>The two halves of a written challenge.</summary>
public enum LetterPart
{
    /// <summary>What was written to the Chief Constable.</summary>
    Letter,

    /// <summary>What came back, with its documents and what was promised in it.</summary>
    Reply,
}

/// <summary>The halves in words.</summary>
public static class LetterParts
{
    /// <summary>For a sentence: "the letter".</summary>
    /// <param name="part">The half.</param>
    public static string Words(this LetterPart part) => part switch
    {
        LetterPart.Letter => "the letter",
        LetterPart.Reply => "the reply",
    };
}
