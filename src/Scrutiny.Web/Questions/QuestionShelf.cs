using Npgsql;
using Scrutiny.Meetings;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Questions;

/// <summary>Questions as everybody sees them, and when they are taken.</summary>
internal sealed class QuestionShelf(NpgsqlDataSource database, MeetingShelf meetings, TimeProvider time)
{
    private const int MostSimilar = 5;

    public async Task<(IReadOnlyList<PublishedQuestion> Questions, long Found)> ListAsync(QuestionSearch search, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await PublishedQuestions.ListAsync(connection, search, cancel);
    }

    /// <summary>One with its answers; null where everybody sees none of that reference.</summary>
    public async Task<PublishedQuestion?> FindAsync(string? reference, CancellationToken cancel)
    {
        if (QuestionReference.Read(reference) is not { } known)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        return await PublishedQuestions.FindAsync(connection, known, cancel);
    }

    public async Task<IReadOnlyList<PublishedQuestion>> OfMeetingAsync(string meeting, int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await PublishedQuestions.OfMeetingAsync(connection, meeting, most, cancel);
    }

    public async Task<IReadOnlyList<PublishedQuestion>> SimilarAsync(string text, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await PublishedQuestions.SimilarAsync(connection, text, MostSimilar, cancel);
    }

    public async Task<IReadOnlyList<PublishedQuestion>> LatestAnswersAsync(int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await PublishedQuestions.LatestAnswersAsync(connection, most, cancel);
    }

    public async Task<QuestionFairness?> FairnessAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await PublishedQuestions.FairnessAsync(connection, cancel);
    }

    /// <summary>Whether questions are taken for a meeting, or between meetings; null where there is no such meeting. The database decides again when one is sent.</summary>
    public async Task<AskWindow?> WindowAsync(string? slug, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var all = await meetings.AllAsync(cancel);
        var meeting = slug is null ? null : all.FirstOrDefault(known => known.Slug == slug);
        if (slug is not null && meeting is null)
        {
            return null;
        }

        IReadOnlyList<QuestionWindow> windows;
        await using (var connection = await database.OpenConnectionAsync(cancel))
        {
            windows = await PublishedQuestions.WindowsAsync(connection, cancel);
        }

        var between = windows.Single(window => window.Meeting is null);
        var window = windows.FirstOrDefault(known => known.Meeting == slug) ?? between;
        var open = meeting is null
            ? IsOpen(between, now)
            : meeting.TakesQuestions(now) || (meeting.State.IsGoingOn() && window.Meeting is not null && window.WhileLive);
        var others = all.Where(known => known != meeting && known.State is MeetingState.Published or MeetingState.Live or MeetingState.Paused && now < known.QuestionsUntil).OrderBy(known => known.QuestionsFrom);
        return new AskWindow(meeting, open, meeting is null ? between.Opens : meeting.QuestionsFrom, meeting is null ? between.Closes : meeting.QuestionsUntil, window.EachPerson, window.WhoMayAsk, others.FirstOrDefault(), IsOpen(between, now));
    }

    private static bool IsOpen(QuestionWindow window, DateTimeOffset now) => (window.Opens is null || window.Opens <= now) && (window.Closes is null || now < window.Closes);
}

/// <summary>Whether and until when questions are taken.</summary>
/// <param name="Meeting">For which meeting; null for none in particular.</param>
/// <param name="Open">Whether now.</param>
/// <param name="Opens">From when, UTC; null for always, or for no dates.</param>
/// <param name="Closes">Until when, UTC; null for ever, or for no dates.</param>
/// <param name="EachPerson">How many one person may ask.</param>
/// <param name="WhoMayAsk">Who may, in a sentence.</param>
/// <param name="Next">Another meeting that takes questions, now or soon.</param>
/// <param name="OpenBetween">Whether questions for no meeting in particular are taken.</param>
internal sealed record AskWindow(Meeting? Meeting, bool Open, DateTimeOffset? Opens, DateTimeOffset? Closes, int EachPerson, string WhoMayAsk, Meeting? Next, bool OpenBetween)
{
    /// <summary>Where the form begins.</summary>
    public string Path => PathOf(Meeting?.Slug);

    public static string PathOf(string? slug) => slug is null ? "/ask" : $"/meetings/{slug}/ask";
}
