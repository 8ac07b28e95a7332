using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Questions;

namespace Scrutiny.Web.Pages.Staff.Mail;

/// <summary><c>/staff/mail</c>: whether mail goes out; how many, never to whom.</summary>
internal sealed class IndexModel(NpgsqlDataSource database, IOptions<MailSettings> mail, TimeProvider time) : PageModel
{
    private const string Sql = "select state as State, kind as Kind, mails as Mails, oldest as Oldest, most_tries as MostTries, last_status as LastStatus from contact.outbox()";

    private static readonly TimeSpan Late = TimeSpan.FromHours(1);

    public DataTable Mails { get; private set; } = null!;

    /// <summary>What somebody should see to, in a sentence; null where all is well.</summary>
    public string? Wrong { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = (await connection.QueryAsync<OutboxRow>(new CommandDefinition(Sql, cancellationToken: cancel))).AsList();
        var waiting = rows.Where(row => row.State == "waiting").ToList();
        var given = rows.Where(row => row.State == "dropped" && row.MostTries > 0).Sum(row => row.Mails);
        Wrong = !mail.Value.IsOn ? "No mail server is set, so nobody is asked for an address and nothing is sent. Mail__Server and Mail__From switch mail on, for every process."
            : waiting.Any(row => time.GetUtcNow() - new DateTimeOffset(row.Oldest, TimeSpan.Zero) > Late) ? "Mail has waited for more than an hour: the mail server does not answer, or the process that sends mail does not run."
            : waiting.Any(row => row.MostTries > 0) ? "The mail server did not take some mail; it is tried again."
            : given > 0 ? "Some mail was given up: the server knows no such address, or did not take it for two days."
            : null;
        Mails = new DataTable(
            "Mail of the last 30 days",
            [new("State"), new("About"), new("Mails", Numeric: true), new("The oldest is due"), new("Most tries", Numeric: true), new("Server’s number", Numeric: true)],
            [.. rows.Select(row => (IReadOnlyList<TableCell>)
            [
                new(row.State switch { "waiting" => "Waits", "sent" => "Sent", _ => row.MostTries > 0 ? "Given up" : "Not needed any more" }),
                new(row.Kind.Replace('-', ' ')),
                new(row.Mails.ToString("#,##0", CultureInfo.InvariantCulture)),
                new(LondonTime.DateAndTime(new DateTimeOffset(row.Oldest, TimeSpan.Zero))),
                new(row.MostTries.ToString(CultureInfo.InvariantCulture)),
                new(row.LastStatus?.ToString(CultureInfo.InvariantCulture) ?? "–"),
            ])])
        { CaptionClasses = "govuk-visually-hidden", FirstCellIsHeader = false };
    }

    private sealed record OutboxRow(string State, string Kind, long Mails, DateTime Oldest, int MostTries, int? LastStatus);
}
