using Scrutiny.Boards;
using Scrutiny.Meetings;
using Scrutiny.Periods;

namespace Scrutiny.Explanations;

/// <summary>What was answered in a meeting while a figure was on the screen: an explanation of that figure, as the log has it.</summary>
public static class SpokenExplanations
{
    /// <summary>The answers with the figure that was shown last before each, in its item.</summary>
    /// <param name="meeting">The meeting.</param>
    /// <param name="progress">How it stands.</param>
    public static IEnumerable<Explanation> Of(Meeting meeting, MeetingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(progress);
        foreach (var logged in progress.Events)
        {
            var corrected = progress.Corrections.GetValueOrDefault(logged.Number);
            if (logged.Act is MeetingAct.ResponseGiven response && corrected is null or { Text: not null } && Moments.FiguresBehind(progress, logged.Number) is { Count: > 0 } shown)
            {
                var figure = shown[^1].Figure;
                yield return new Explanation(
                    new SeriesName(figure.Measure, figure.Area, figure.Breakdown), PeriodText.TryParse(figure.Period, PeriodForm.Tidy, out var period) ? period : null, LondonTime.Day(logged.At), response.Who, ExplanationVia.Meeting, corrected?.Text ?? response.Text)
                {
                    Reference = meeting.Title,
                    Address = $"/staff/meetings/{meeting.Slug}",
                };
            }
        }
    }
}
