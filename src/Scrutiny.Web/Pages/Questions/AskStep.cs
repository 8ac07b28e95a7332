namespace Scrutiny.Web.Pages.Questions;

/// <summary>The form's pages, in order.</summary>
internal enum AskStep
{
    /// <summary>What can be asked here, and where else to turn.</summary>
    Start,

    /// <summary>The question itself.</summary>
    Question,

    /// <summary>What it is about, and where.</summary>
    About,

    /// <summary>Name and address, both optional.</summary>
    You,

    /// <summary>All answers once more.</summary>
    Check,
}
