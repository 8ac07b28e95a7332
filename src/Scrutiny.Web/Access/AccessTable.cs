namespace Scrutiny.Web.Access;

/// <summary>
/// Who may use each address and hub method: the one place that says it. A test compares the table with the running program, so an
/// endpoint that is not here does not land.
/// </summary>
internal static class AccessTable
{
    /// <summary>Every address, as its route template is written, and every hub method as <c>address#Method</c>.</summary>
    public static IReadOnlyList<AccessRow> Rows { get; } =
    [
        new("/", "GET", Viewer.Public, "Overview"),
        new("/performance", "GET", Viewer.Public, "Every measure"),
        new("/performance/{id}", "GET", Viewer.Public, "One measure: published figures only"),
        new("/receipts/{id:long}", "GET", Viewer.Public, "Receipt of a published figure"),
        new("/data", "GET", Viewer.Public, "Open data"),
        new("/accessibility", "GET", Viewer.Public, "Accessibility statement"),
        new("/privacy", "GET", Viewer.Public, "Privacy notice"),
        new("/errors", "any", Viewer.Public, "Shown in place of a page that failed; 404 by its own address"),
        new("/staff", "GET", Viewer.Staff, "Loads and sources; only in the staff process, which listens on loopback"),
        new("/api/v1/measures", "GET", Viewer.Public, "Measures with their latest published value"),
        new("/api/v1/measures/{id}/series", "GET", Viewer.Public, "Published points"),
        new("/api/v1/measures/{id}/spc", "GET", Viewer.Public, "Judgement of published points"),
        new("/api/v1/receipts/{id:long}", "GET", Viewer.Public, "Receipt of a published figure"),
        new("/charts/{id}.svg", "GET", Viewer.Public, "Chart of published points"),
        new("/data/{id}.csv", "GET", Viewer.Public, "Published points"),
        new("/openapi/{documentName}.json", "GET", Viewer.Public, "Description of the public API"),
        new("/health/live", "GET", Viewer.Public, "Whether the process is up"),
        new("/health/ready", "GET", Viewer.Public, "Whether figures answer"),
        new("/metrics", "GET", Viewer.Operators, "Numbers of the process; 404 except on the management port"),
        new("/hubs/live", "any", Viewer.Public, "The doorbell's socket"),
        new("/hubs/live/negotiate", "POST", Viewer.Public, "How the doorbell's transport is agreed"),
        new("/hubs/live#Watch", "hub", Viewer.Public, "Told that a published series changed: measure, area and number only"),
    ];
}

/// <summary>One thing that may be asked of the program.</summary>
/// <param name="Surface">Route template, or hub address and method.</param>
/// <param name="Verb">HTTP method, <c>any</c>, or <c>hub</c>.</param>
/// <param name="Viewer">Who may.</param>
/// <param name="Shows">What it shows, for the readable page.</param>
internal sealed record AccessRow(string Surface, string Verb, Viewer Viewer, string Shows);

/// <summary>Who may use a surface.</summary>
internal enum Viewer
{
    /// <summary>Anybody, without signing in.</summary>
    Public,

    /// <summary>Staff, in the staff process.</summary>
    Staff,

    /// <summary>Whoever reaches the management port.</summary>
    Operators,
}
