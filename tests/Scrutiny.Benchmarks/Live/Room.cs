using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Npgsql;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;

namespace Scrutiny.Benchmarks.Live;

/// <summary>A meeting that is live, and its operator in the control room.</summary>
internal sealed partial class Room : IDisposable
{
    private const string Actor = "operator/benchbench";

    private readonly NpgsqlDataSource database;
    private readonly StoredMeeting meeting;
    private readonly HttpClient client;
    private readonly string token;
    private long last;

    private Room(NpgsqlDataSource database, StoredMeeting meeting, HttpClient client, string token, long last) => (this.database, this.meeting, this.client, this.token, this.last) = (database, meeting, client, token, last);

    /// <summary>Plans, publishes and opens a meeting, and signs the operator in.</summary>
    public static async Task<Room> OpenAsync(NpgsqlDataSource database, string slug, Uri site, string password)
    {
        var meeting = await PlanAsync(database, slug);
        var last = await ActAsync(database, meeting, 0, [new MeetingAct.Published()]);
        last = await ActAsync(database, meeting, last, [new MeetingAct.Opened(), new MeetingAct.ItemStarted(1)]);
        var client = await SignInAsync(site, "operator", password);
        return new Room(database, meeting, client, await TokenAsync(client, $"/staff/control/{slug}"), last);
    }

    /// <summary>A person at the staff site, signed in.</summary>
    public static async Task<HttpClient> SignInAsync(Uri site, string name, string password)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site };
        using var signedIn = await SendAsync(client, "/staff/sign-in", await TokenAsync(client, "/staff/sign-in"), ("SignInName", name), ("Password", password));
        return client;
    }

    /// <summary>Number of the last event.</summary>
    public long Last => last;

    /// <summary>Records many notes in one act, which say nothing of when.</summary>
    public async Task FillAsync(int count, int letters) => last = await ActAsync(database, meeting, last, [.. Enumerable.Repeat(new MeetingAct.NoteRecorded(new string('x', letters)), count)]);

    /// <summary>Records notes by the room's form, with a pause after each.</summary>
    /// <returns>How long each POST took.</returns>
    public async Task<Latencies> NoteAsync(int count, TimeSpan pause, int letters)
    {
        var took = new Latencies();
        for (var note = 0; note < count; note++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await SendAsync(
                client, $"/staff/control/{meeting.Meeting.Slug}", token, ("Form.Expected", last.ToString(CultureInfo.InvariantCulture)), ("Form.Key", Guid.NewGuid().ToString("N")), ("Form.Act", "note"), ("Form.Text", LiveBenchmark.Text(letters)));
            took.Add(Stopwatch.GetElapsedTime(started));
            last++;
            await Task.Delay(pause);
        }

        return took;
    }

    /// <summary>Records notes in the log, with a pause after each.</summary>
    public async Task AppendAsync(int count, TimeSpan pause, int letters)
    {
        for (var note = 0; note < count; note++)
        {
            last = await ActAsync(database, meeting, last, [new MeetingAct.NoteRecorded(LiveBenchmark.Text(letters))]);
            await Task.Delay(pause);
        }
    }

    public void Dispose() => client.Dispose();

    private static async Task<StoredMeeting> PlanAsync(NpgsqlDataSource database, string slug)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await MeetingPlan.StoreAsync(connection, new Meeting
        {
            Slug = slug,
            Title = "A meeting before a crowd",
            Kind = MeetingKind.PublicCops,
            Starts = TimeProvider.System.GetUtcNow(),
            QuestionsFrom = TimeProvider.System.GetUtcNow().AddHours(-1),
            QuestionsUntil = TimeProvider.System.GetUtcNow().AddDays(1),
            Place = "Winchester",
            Agenda = [new AgendaItem(1, 1, "Calls", ItemVisibility.Public, null, null)],
        }, Actor, CancellationToken.None);
        await transaction.CommitAsync();
        return (await StoredMeetings.FindAsync(connection, slug, CancellationToken.None))!;
    }

    private static async Task<long> ActAsync(NpgsqlDataSource database, StoredMeeting meeting, long expected, IReadOnlyList<MeetingAct> acts)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var logged = await MeetingLog.AppendAsync(connection, meeting, new LogEntry(expected, Guid.NewGuid().ToString("N"), Actor, acts), CancellationToken.None);
        await transaction.CommitAsync();
        return logged.Last;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string address, string token, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), KeyValuePair.Create("__RequestVerificationToken", token)]);
        var answer = await client.PostAsync(new Uri(address, UriKind.Relative), form);
        return answer.StatusCode == HttpStatusCode.Redirect ? answer : throw new InvalidOperationException($"{address} answered {answer.StatusCode}.");
    }

    private static async Task<string> TokenAsync(HttpClient client, string address) => Token().Matches(await client.GetStringAsync(new Uri(address, UriKind.Relative)))[^1].Groups[1].Value;

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="([^"]+)""")]
    private static partial Regex Token();
}
