using Scrutiny.Meetings;
using Scrutiny.Questions;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Pages.Questions;

/// <summary>Answers with what leads to them: the moment in the meeting's recording, and the figures that were on the screen.</summary>
/// <param name="Answers">Each with its meeting, where it was spoken in one.</param>
internal sealed record AnswerList(IReadOnlyList<ShownAnswer> Answers)
{
    public static async Task<AnswerList> OfAsync(IReadOnlyList<QuestionAnswer> answers, MeetingShelf meetings, CancellationToken cancel)
    {
        var shown = new List<ShownAnswer>();
        foreach (var answer in answers)
        {
            shown.Add(answer.Meeting is not null && await meetings.FindAsync(answer.Meeting, cancel) is { } log ? Spoken(answer, log) : new ShownAnswer(answer, null, null, []));
        }

        return new AnswerList(shown);
    }

    private static ShownAnswer Spoken(QuestionAnswer answer, TailState log)
    {
        var moment = answer.Seq is null ? null : Moments.Of(log.Meeting, log.Progress).FirstOrDefault(one => one.Number == answer.Seq);
        var figures = answer.Seq is { } seq ? Moments.FiguresBehind(log.Progress, seq) : [];
        return new ShownAnswer(answer, log.Meeting, moment, figures);
    }
}

/// <param name="Answer">The answer.</param>
/// <param name="Meeting">In which it was given; null for a written one.</param>
/// <param name="Moment">Where in the recording; null where nobody noted it.</param>
/// <param name="Figures">Shown while it was given.</param>
internal sealed record ShownAnswer(QuestionAnswer Answer, Meeting? Meeting, Moment? Moment, IReadOnlyList<(long Number, MeetingAct.FigureShown Figure)> Figures);
