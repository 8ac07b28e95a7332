using System.Text.Json;

namespace Scrutiny.BrowserTests;

/// <summary>The one list of pages and states that the tests walk.</summary>
internal static class SitePages
{
    public const string Calls = "/performance/calls-999-within-10s";

    private static readonly Lazy<Task<IReadOnlyList<SitePage>>> Chosen = new(ReadChosenAsync);
    private static readonly Lazy<Task<IReadOnlyList<SitePage>>> All = new(ReadAllAsync);

    /// <summary>Each kind of page in each state that looks different.</summary>
    public static Task<IReadOnlyList<SitePage>> ChosenAsync() => Chosen.Value;

    /// <summary>These, and the page of every other measure.</summary>
    public static Task<IReadOnlyList<SitePage>> AllAsync() => All.Value;

    /// <summary>Every board of the public's.</summary>
    public static IReadOnlyList<SitePage> Boards() =>
        [.. Directory.EnumerateFiles(Repository.PathTo("dashboards", "boards"), "*.yaml").Where(file => File.ReadLines(file).Contains("audience: public")).Order(StringComparer.Ordinal)
            .Select(file => Path.GetFileNameWithoutExtension(file)).Select(slug => new SitePage($"board-{slug}", $"/boards/{slug}"))];

    private static async Task<IReadOnlyList<SitePage>> ReadChosenAsync()
    {
        var measures = await Api.MeasuresAsync();
        var without = measures.First(measure => measure.GetProperty("latest").ValueKind == JsonValueKind.Null).GetProperty("id").GetString();
        var made = await Api.PointsAsync("calls-999-within-10s");
        var real = await Api.PointsAsync("recorded-crime");
        var replaced = (await Api.PointsAsync("calls-999-within-10s", "as-known=2026-11-01T00:00:00Z"))[^1];

        return
        [
            new("overview", "/"),
            new("performance", "/performance"),
            new("measure-spc", Calls),
            new("measure-few-points", "/performance/recorded-crime"),
            new("measure-one-point", "/performance/government-grant"),
            new("measure-without-figures", $"/performance/{without}"),
            new("measure-revised", "/performance/officer-fte?area=E23000007"),
            new("measure-not-available", "/performance/recorded-crime?area=E23000005"),
            new("measure-as-known", "/performance/recorded-crime?as-known=2019-06-01T12:00:00Z"),
            new("receipt-synthetic", $"/receipts/{Api.Receipt(made[^1])}"),
            new("receipt-real", $"/receipts/{Api.Receipt(real[^1])}"),
            new("receipt-replaced", $"/receipts/{Api.Receipt(replaced)}"),
            new("boards", "/boards"),
            new("board", "/boards/complaints"),
            new("compare-bars", "/compare/government-grant"),
            new("compare-refused", "/compare/calls-101-answer-time"),
            new("meetings", "/meetings"),
            new("meeting", "/meetings/cops-2026-10"),
            new("meeting-live", "/meetings/cops-2026-12/live"),
            new("minutes", "/meetings/cops-2026-10/minutes"),
            new("letters", "/letters"),
            new("letter", "/letters/letter-2026-10-waiting-on-101"),
            new("questions", "/questions"),
            new("question", "/questions/Q-2C4D"),
            new("question-put", "/questions/Q-9X3Y"),
            new("question-joined", "/questions/Q-5M7N"),
            new("question-declined", "/questions/Q-2D7F"),
            new("questions-of-a-topic", "/questions?topic=contact"),
            new("questions-fairness", "/questions/fairness"),
            new("question-status", "/questions/status/9uybutsxmshfegkmk2vzajcmni98y75f"),
            new("ask", "/ask"),
            new("ask-closed", "/meetings/cops-2026-10/ask"),
            new("ask-question", "/ask/question"),
            new("replay", "/meetings/cops-2026-10/replay?at=10"),
            new("subscribe", "/subscribe/topic/contact"),
            new("mail-stop", "/mail/stop/9uybutsxmshfegkmk2vzajcmni98y75f"),
            new("promises", "/promises"),
            new("data", "/data"),
            new("record", "/audit"),
            new("corrections", "/corrections"),
            new("releases", "/releases"),
            new("pre-election", "/pre-election"),
            new("accessibility", "/accessibility"),
            new("privacy", "/privacy"),
            new("not-found", "/no-such-page", 404),
            new("staff-sign-in", new Uri(Running.Scrutiny.Staff, "staff/sign-in").ToString()),
        ];
    }

    private static async Task<IReadOnlyList<SitePage>> ReadAllAsync()
    {
        var chosen = await ChosenAsync();
        var rest = (await Api.MeasuresAsync()).Select(measure => measure.GetProperty("id").GetString()!)
            .Select(id => new SitePage($"measure-{id}", $"/performance/{id}"))
            .Where(page => chosen.All(other => other.Address != page.Address));

        return [.. chosen, .. rest];
    }
}
