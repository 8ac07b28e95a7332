using Scrutiny.Questions;

namespace Scrutiny.Ingest.Mailing;

/// <summary>Writes what mail says: in plain words, nothing of the question's own, nobody's name.</summary>
internal static class Letters
{
    /// <summary>The letter for a mail that is due.</summary>
    /// <param name="due">What about.</param>
    /// <param name="settings">Whose site it is, and where.</param>
    /// <param name="reasons">The standard reasons.</param>
    /// <param name="confirm">Secret of the link that confirms the address; null where it is confirmed.</param>
    /// <param name="stop">Secret of the link that ends such mail.</param>
    public static Letter Of(DueMail due, MailSettings settings, StandardReasons reasons, string? confirm, string stop)
    {
        var site = settings.PublicAddress.TrimEnd('/');
        var stopAddress = $"{site}/mail/stop/{stop}";
        var (subject, words) = due.Subscription is null ? OfQuestion(due, settings, reasons, site, confirm) : OfSubscription(due, settings, site, confirm);
        var text = $"""
            {words}

            {settings.Body}
            {site}

            No more mail about this: {stopAddress}
            """;
        return new Letter(due.Email, subject, text.ReplaceLineEndings("\r\n"), stopAddress);
    }

    private static (string Subject, string Words) OfQuestion(DueMail due, MailSettings settings, StandardReasons reasons, string site, string? confirm)
    {
        var reference = due.Reference!;
        if (due.Kind == "received")
        {
            return ("Please confirm your e-mail address", $"""
                Somebody gave this address to hear what becomes of question {reference}, put to {settings.Body}.

                If that was you, confirm the address here:
                {site}/mail/confirm/{confirm}

                If it was not, do nothing: you get no more mail, and the address is erased.
                """);
        }

        var where = due.Shown ? $"See it here:\n{site}/questions/{due.Main ?? reference}" : "Open your private link, which you got when you asked, to see more.";
        var joined = due.Main is { } main && due.Kind != "merged" ? $" It was joined to question {main}, which asks the same." : "";
        var reason = reasons.Find(due.Reason) is { } standard ? $"\n\n{standard.Words}" : "";
        var (what, more) = due.Kind switch
        {
            "accepted" => ("accepted", "It will be put in a meeting, or answered in writing."),
            "reword-asked" => ("please use other words", "A moderator asks you to put it in other words. Open your private link, which you got when you asked, to see why and to change it."),
            "declined" => ("not taken further", $"It will not be put.{reason}"),
            "redirected" => ("for somebody else", $"Somebody else is the one to ask.{reason}"),
            "merged" => ("joined to another", $"Another question{(due.Main is { } other ? $", {other}," : "")} asks the same. Its answer answers yours, and we tell you when it comes."),
            "ordered" => ("on the list for a meeting", "It is on the list of questions for a meeting."),
            "put" => ("put in the meeting", "It was put in the meeting."),
            "answered" => ("answered", "It was answered."),
            "answer-corrected" => ("answer corrected", "What was answered in the meeting was put right. What it said before stands beside it."),
            "withdrawn" => ("withdrawn", "You took it back. We send no more about it."),
            _ => ("news", "There is something new."),
        };
        return ($"Question {reference}: {what}", $"Question {reference}.{joined} {more}\n\n{where}");
    }

    private static (string Subject, string Words) OfSubscription(DueMail due, MailSettings settings, string site, string? confirm)
    {
        var (what, page) = due.SubscribedKind switch
        {
            "meeting" => ("a meeting", $"{site}/meetings/{due.SubscribedSubject}"),
            "topic" => ("answers on a topic", $"{site}/questions?topic={due.SubscribedSubject}"),
            _ => ("a measure", $"{site}/performance/{due.SubscribedSubject}"),
        };
        return due.Kind == "confirm"
            ? ("Please confirm your e-mail address", $"""
                Somebody asked {settings.Body} to send news of {what} to this address:
                {page}

                If that was you, confirm the address here:
                {site}/mail/confirm/{confirm}

                If it was not, do nothing: you get no more mail, and the address is erased within a week.
                """)
            : ($"News of {what}", $"There is something new here:\n{page}");
    }
}
