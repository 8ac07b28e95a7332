namespace Scrutiny.Web.Pages.Questions;

/// <summary>What a step of the form sends; each step its own part.</summary>
internal sealed class AskForm
{
    public string? Text { get; set; }

    public string? Topic { get; set; }

    public string? Locality { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    /// <summary>Nobody sees this field; programs fill it in.</summary>
    public string? Website { get; set; }

    /// <summary>Of a question that is sent: a second sending finds the first.</summary>
    public string? Secret { get; set; }

    /// <summary>Whether the step was opened from the check, to which it then leads back.</summary>
    public bool Change { get; set; }
}
