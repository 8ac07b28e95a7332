using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Web.Body;

namespace Scrutiny.Web.Questions;

/// <summary>What may be sent, by form or by program: the same for both.</summary>
internal sealed partial class AskRules(Catalogue catalogue, IOptions<BodySettings> body, IOptions<MailSettings> mail)
{
    private const int LongestEmail = 254;

    public IReadOnlyList<Priority> Topics => catalogue.Priorities;

    /// <summary>The districts of the force's area, by name.</summary>
    public IReadOnlyList<Area> Localities => [.. catalogue.Areas.ByCode.Values.Where(area => area.Kind == AreaKind.District && area.Parent == body.Value.Area).OrderBy(area => area.Name, StringComparer.Ordinal)];

    /// <summary>A topic's title; its id where it is no longer in the plan.</summary>
    public string TopicTitle(string id) => Topics.FirstOrDefault(topic => topic.Id == id)?.Title ?? id;

    /// <summary>A locality's name.</summary>
    public string LocalityName(string? code) => code is null ? "The whole area" : catalogue.Areas.ByCode.TryGetValue(code, out var area) ? area.Name : code;

    public static string? TextFault(string? text) => QuestionText.Refusal(QuestionText.Clean(text));

    public string? TopicFault(string? topic) => Topics.Any(known => known.Id == topic) ? null : "Choose what your question is about.";

    /// <summary>Empty, or the force's area itself, is the whole area.</summary>
    public string? LocalityFault(string? locality) => string.IsNullOrWhiteSpace(locality) || IsWhole(locality) || Locality(locality) is not null ? null : "Choose a district, or the whole area.";

    public static string? NameFault(string? name) => QuestionText.Length(QuestionText.CleanLine(name)) > QuestionText.LongestName ? $"The name must be {QuestionText.LongestName} characters or fewer." : null;

    /// <summary>Whether an address may be left for updates.</summary>
    public bool SendsMail => mail.Value.IsOn;

    public string? EmailFault(string? email) =>
        !SendsMail && !string.IsNullOrWhiteSpace(email) ? "This site sends no email; leave the address out, and keep the private link, which shows what becomes of the question."
        : string.IsNullOrWhiteSpace(email) || (email.Trim() is { Length: <= LongestEmail } address && Address().IsMatch(address)) ? null : "Enter an email address in the correct format, like name@example.com.";

    /// <summary>What was sent, cleaned; only where none of the above finds a fault.</summary>
    public AskedQuestion Clean(string? text, string? topic, string? locality, string? name, string? email, string? meeting) =>
        new(QuestionText.Clean(text), topic ?? "", Locality(locality)?.Code, QuestionText.CleanLine(name) is { Length: > 0 } shown ? shown : null, meeting) { Email = string.IsNullOrWhiteSpace(email) ? null : email.Trim() };

    private bool IsWhole(string locality) => locality.Trim() == body.Value.Area || catalogue.Areas.Find(locality).Any(area => area.Code == body.Value.Area);

    private Area? Locality(string? nameOrCode) => Localities.FirstOrDefault(area => area.Code == nameOrCode?.Trim() || string.Equals(area.Name, nameOrCode?.Trim(), StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^[^@\s""<>(),;:\\\p{C}]+@[^@\s""<>(),;:\\\p{C}]+\.[^@\s.""<>(),;:\\\p{C}]{2,}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
