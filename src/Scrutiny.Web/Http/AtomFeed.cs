using System.Globalization;
using System.Xml.Linq;
using Scrutiny.Web.Body;

namespace Scrutiny.Web.Http;

/// <summary>Writes a feed (RFC 4287) of this body.</summary>
internal static class AtomFeed
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <param name="body">Whose.</param>
    /// <param name="name">Of the feed, in its identity.</param>
    /// <param name="title">What it holds.</param>
    /// <param name="address">Where it stands.</param>
    /// <param name="page">The page that shows the same.</param>
    /// <param name="entries">The newest first.</param>
    public static IResult Write(BodySettings body, string name, string title, string address, string page, IReadOnlyList<AtomEntry> entries)
    {
        var id = $"urn:scrutiny:{name}:{body.Area}";
        var feed = new XElement(
            Atom + "feed",
            new XElement(Atom + "id", id),
            new XElement(Atom + "title", $"{title} – {body.ServiceName} – {body.FullName}"),
            new XElement(Atom + "updated", Moment(entries.Count > 0 ? entries.Max(entry => entry.At) : DateTimeOffset.UnixEpoch)),
            new XElement(Atom + "author", new XElement(Atom + "name", body.FullName)),
            Link("self", address),
            Link("alternate", page),
            entries.Select(entry => new XElement(
                Atom + "entry",
                new XElement(Atom + "id", $"{id}:{entry.Id}"),
                new XElement(Atom + "title", Words(entry.Title)),
                new XElement(Atom + "updated", Moment(entry.At)),
                Link("alternate", entry.Address),
                new XElement(Atom + "content", new XAttribute("type", "text"), Words(entry.Text)))));
        return TypedResults.Text("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + feed, "application/atom+xml; charset=utf-8");
    }

    // XML has no place for some signs, and a person may have typed them.
    private static string Words(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value is '\n' or '\t' or (>= 0x20 and < 0xFFFE) or >= 0x10000));

    private static XElement Link(string relation, string address) => new(Atom + "link", new XAttribute("rel", relation), new XAttribute("href", address));

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>One entry of a feed.</summary>
/// <param name="Id">Of this feed's entries, and never another's.</param>
/// <param name="Title">Plain words.</param>
/// <param name="At">When it became what it is.</param>
/// <param name="Address">Its page.</param>
/// <param name="Text">Plain words.</param>
internal sealed record AtomEntry(string Id, string Title, DateTimeOffset At, string Address, string Text);
