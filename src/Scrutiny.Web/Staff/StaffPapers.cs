using System.Text;
using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.PackBuilds;
using Scrutiny.Papers;
using Scrutiny.Periods;

namespace Scrutiny.Web.Staff;

/// <summary>The one way in which staff pages read, keep and publish papers of meetings.</summary>
internal sealed class StaffPapers(NpgsqlDataSource database, StaffWriting writing)
{
    public async Task<IReadOnlyList<StoredPaper>> ReadAsync(string slug, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await StoredPapers.ReadAsync(connection, slug, cancel);
    }

    public async Task<byte[]?> ContentAsync(StoredPaper paper, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await StoredPapers.ContentAsync(connection, paper.Paper, paper.Version, cancel);
    }

    /// <summary>How far a meeting's papers are, packs among them.</summary>
    public async Task<PapersCount> CountAsync(string slug, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var newest = Newest(await StoredPapers.ReadAsync(connection, slug, cancel));
        var packs = (await PublishedPacks.ReadAsync(connection, null, slug, cancel)).DistinctBy(pack => pack.Slug).ToList();
        var moments = newest.Select(paper => paper.PublishedAt).OfType<DateTimeOffset>().Concat(packs.Select(pack => new DateTimeOffset(pack.PublishedAt, TimeSpan.Zero))).ToList();
        return new PapersCount(moments.Count, newest.Count(Waits), moments.Count == 0 ? null : LondonTime.Day(moments.Max()));
    }

    /// <summary>Keeps a draft, with its entry in the record.</summary>
    /// <exception cref="SentenceException">There is no such paper.</exception>
    public Task KeepAsync(string slug, NewPaper paper, StaffPerson person, CancellationToken cancel) => WriteAsync(
        async connection => await StoredPapers.RecordAsync(connection, slug, await StoredPapers.KeepAsync(connection, slug, paper, person.Actor, cancel), paper.Content.Length, person.Actor, cancel), cancel);

    /// <summary>Takes a draft back.</summary>
    /// <exception cref="SentenceException">It moved on, or is public.</exception>
    public Task DropAsync(string slug, string paper, int version, StaffPerson person, CancellationToken cancel) => WriteAsync(
        async connection =>
        {
            await StoredPapers.DropAsync(connection, slug, paper, version, cancel);
            await StoredPapers.RecordAsync(connection, slug, version, 0, person.Actor, cancel);
        },
        cancel);

    /// <summary>What is logged for each paper that waits and whose item is public, with the page of each that was written.</summary>
    /// <exception cref="SentenceException">A written paper asks for a figure that is not there.</exception>
    public async Task<IReadOnlyList<(MeetingAct.PaperAdded Added, byte[]? Markup)>> WaitingAsync(Meeting meeting, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var waiting = new List<(MeetingAct.PaperAdded, byte[]?)>();
        foreach (var paper in meeting.Closed ? [] : Newest(await StoredPapers.ReadAsync(connection, meeting.Slug, cancel)).Where(Waits))
        {
            var content = (await StoredPapers.ContentAsync(connection, paper.Paper, paper.Version, cancel))!;
            var markup = paper.Kind == PaperKind.Written ? await MarkupAsync(paper.Title, content, meeting.DataCut, cancel) : null;
            waiting.Add((new MeetingAct.PaperAdded(paper.Paper, paper.Version, paper.Title, StoredPapers.HashOf(markup ?? content), meeting.Agenda.FirstOrDefault(item => item.Title == paper.Item)?.Item), markup));
        }

        return waiting;
    }

    /// <summary>Copies what was logged to the public's side, in the same transaction; where nothing else of the act stands in the record, how many they were.</summary>
    public static async Task PublishAsync(NpgsqlConnection connection, Meeting meeting, IReadOnlyList<(MeetingAct.PaperAdded Added, byte[]? Markup)> papers, StaffPerson? recorded, CancellationToken cancel)
    {
        foreach (var (added, markup) in papers)
        {
            await StoredPapers.PublishAsync(connection, meeting.Slug, added, markup, cancel);
        }

        if (recorded is not null)
        {
            await AuditTrail.AppendAsync(connection, recorded.Actor, AuditAct.PapersPublished, "meeting", meeting.Slug, new { Papers = papers.Count }, cancel);
        }
    }

    /// <summary>The newest version of each.</summary>
    public static IReadOnlyList<StoredPaper> Newest(IReadOnlyList<StoredPaper> papers) => [.. papers.GroupBy(paper => paper.Paper).Select(versions => versions.MaxBy(paper => paper.Version)!)];

    private static bool Waits(StoredPaper paper) => paper is { PublishedAt: null, IsOpen: true, HasPlace: true };

    private async Task<byte[]> MarkupAsync(string title, byte[] markdown, DateTimeOffset? cut, CancellationToken cancel)
    {
        var text = (await writing.ReadAsync(Encoding.UTF8.GetString(markdown), cut, cancel)).Read;
        return text.Faults.Count == 0 ? Encoding.UTF8.GetBytes(text.Html) : throw SentenceException.Refused($"‘{title}’ can’t be published as it is: {text.Faults[0]}");
    }

    private async Task WriteAsync(Func<NpgsqlConnection, Task> write, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("set transaction read write", cancellationToken: cancel));
        await write(connection);
        await transaction.CommitAsync(cancel);
    }
}
