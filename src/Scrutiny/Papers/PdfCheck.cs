using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Scrutiny.Papers;

/// <summary>
/// Looks at a PDF without drawing it: that it is one from its first byte to its last, that nothing in it acts by itself, and whether it carries what
/// screen readers need. Names may be written with escapes and dictionaries packed into object streams; both are undone first, within limits.
/// </summary>
internal static partial class PdfCheck
{
    private const int MostUnpacked = 64 << 20;
    private const int TailBytes = 1024;

    // A stream's own; what lies further back is not looked for, and an object stream that hides so is refused below.
    private const int LongestDictionary = 4096;

    // Long enough not to turn up by chance in a picture's bytes, so they are looked for everywhere: an object may hide inside a stream.
    private static readonly (string Name, string Words)[] Active =
    [
        ("/JavaScript", "a script"), ("/Launch", "a program that it starts"), ("/EmbeddedFile", "a file inside it"), ("/RichMedia", "moving content"), ("/SubmitForm", "a form that sends data"), ("/ImportData", "a form that fetches data"),
    ];

    public static IReadOnlyList<string> Look(string name, byte[] content)
    {
        var text = Unescape(Encoding.Latin1.GetString(content));
        if (!Beginning().IsMatch(text))
        {
            throw SentenceException.Refused($"‘{name}’ does not begin as a PDF does; save it as a PDF again and send that.");
        }

        var end = text.LastIndexOf("%%EOF", StringComparison.Ordinal);
        if (end < 0 || end < text.Length - TailBytes || text.AsSpan(end + "%%EOF".Length).Trim("\r\n\t \0").Length > 0)
        {
            throw SentenceException.Refused($"‘{name}’ does not end as a PDF does: it is cut off, or something was added after its end. Save it as a PDF again and send that.");
        }

        if (EncryptedName().IsMatch(WithoutStreams(text)))
        {
            throw SentenceException.Refused($"‘{name}’ is encrypted, so nobody can see what is in it; save it without a password.");
        }

        var all = text + Unpacked(name, content, text);
        var outside = WithoutStreams(all);
        if (Array.Find(Active, active => all.Contains(active.Name, StringComparison.Ordinal)) is { Name: not null } found)
        {
            throw Refuse(name, found.Words);
        }

        if (ShortActive().Match(outside) is { Success: true } acts)
        {
            throw Refuse(name, acts.Groups[1].Value == "XFA" ? "a form that is a program" : "something that happens by itself");
        }

        if (Markup().IsMatch(outside))
        {
            throw Refuse(name, "a web page");
        }

        var warnings = new List<string>();
        if (!outside.Contains("/StructTreeRoot", StringComparison.Ordinal) || !Marked().IsMatch(outside))
        {
            warnings.Add("It has no tags, so a screen reader can’t tell headings, lists and tables from text.");
        }

        if (!LanguageName().IsMatch(outside))
        {
            warnings.Add("It does not say in which language it is written.");
        }

        if (!TitleName().IsMatch(outside) && !all.Contains("<dc:title>", StringComparison.Ordinal))
        {
            warnings.Add("It has no title of its own.");
        }

        return warnings;
    }

    private static SentenceException Refuse(string name, string what) => SentenceException.Refused($"‘{name}’ holds {what}; print it to a new PDF, which has the pages and nothing else, and send that.");

    /// <summary><c>/J#61vaScript</c> is the same name as <c>/JavaScript</c>.</summary>
    private static string Unescape(string text) => Escape().Replace(text, escape => ((char)Convert.ToByte(escape.Groups[1].Value, 16)).ToString());

    /// <summary>What is packed into object streams, where dictionaries may lie.</summary>
    private static string Unpacked(string name, byte[] content, string unescaped)
    {
        // Positions in the file: an escape is undone in a dictionary of its own, so that bytes stay where they are.
        var raw = Encoding.Latin1.GetString(content);
        var packed = new StringBuilder();
        var seen = 0;
        foreach (var match in StreamBegin().EnumerateMatches(raw))
        {
            var (from, to) = (raw.LastIndexOf("obj", match.Index, Math.Min(match.Index + 1, LongestDictionary), StringComparison.Ordinal), match.Index);
            var dictionary = from < 0 ? "" : Unescape(raw[from..to]);
            if (!dictionary.Contains("/ObjStm", StringComparison.Ordinal))
            {
                continue;
            }

            seen++;
            if (!SingleFlate().IsMatch(dictionary) || dictionary.Contains("/DecodeParms", StringComparison.Ordinal))
            {
                throw SentenceException.Refused($"‘{name}’ is packed in a way that can’t be looked into; print it to a new PDF and send that.");
            }

            packed.Append('\n').Append(Unescape(Inflate(name, content, match.Index + match.Length, MostUnpacked - packed.Length)));
        }

        // Every object stream that is named was found: one that hides from this look is refused.
        return ObjectStreamName().Count(unescaped) > seen
            ? throw SentenceException.Refused($"‘{name}’ is put together in a way that can’t be looked into; print it to a new PDF and send that.")
            : packed.ToString();
    }

    private static string Inflate(string name, byte[] content, int from, int most)
    {
        using var unpacked = new MemoryStream();
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(content, from, content.Length - from, writable: false), CompressionMode.Decompress);
            var piece = new byte[64 << 10];
            for (int read; (read = zlib.Read(piece)) > 0;)
            {
                if (unpacked.Length + read > most)
                {
                    throw SentenceException.Refused($"‘{name}’ unpacks to more than {MostUnpacked >> 20} MB; print it to a new PDF and send that.");
                }

                unpacked.Write(piece, 0, read);
            }
        }
        catch (InvalidDataException fault)
        {
            throw SentenceException.Refused($"‘{name}’ is damaged; save it as a PDF again and send that.", fault);
        }

        return Encoding.Latin1.GetString(unpacked.GetBuffer(), 0, (int)unpacked.Length);
    }

    /// <summary>The file without the content of its streams, in which short names turn up by chance.</summary>
    private static string WithoutStreams(string text)
    {
        var outside = new StringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            var begin = StreamBegin().Match(text, at);
            if (!begin.Success)
            {
                break;
            }

            outside.Append(text, at, begin.Index - at).Append(' ');
            var end = text.IndexOf("endstream", begin.Index + begin.Length, StringComparison.Ordinal);
            at = end < 0 ? text.Length : end + "endstream".Length;
        }

        return outside.Append(text, at, text.Length - at).ToString();
    }

    [GeneratedRegex(@"\A%PDF-[12]\.[0-9]")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"#([0-9A-Fa-f]{2})")]
    private static partial Regex Escape();

    [GeneratedRegex(@"(?<=>>\s{0,8})stream\r?\n")]
    private static partial Regex StreamBegin();

    [GeneratedRegex(@"/Filter\s*(\[\s*/FlateDecode\s*\]|/FlateDecode)(?!\s*/[A-Za-z0-9]+Decode)")]
    private static partial Regex SingleFlate();

    [GeneratedRegex(@"/ObjStm(?![A-Za-z0-9])")]
    private static partial Regex ObjectStreamName();

    [GeneratedRegex(@"/(JS|AA|XFA|GoToE|Movie|Sound)(?![A-Za-z0-9])")]
    private static partial Regex ShortActive();

    [GeneratedRegex(@"<\s*(script|html|iframe|svg|body)[\s>/]", RegexOptions.IgnoreCase)]
    private static partial Regex Markup();

    [GeneratedRegex(@"/Encrypt(?![A-Za-z0-9])")]
    private static partial Regex EncryptedName();

    [GeneratedRegex(@"/Marked\s+true")]
    private static partial Regex Marked();

    [GeneratedRegex(@"/Lang\s*[(<]\s*[^)>\s]")]
    private static partial Regex LanguageName();

    [GeneratedRegex(@"/Title\s*[(<]\s*[^)>\s]")]
    private static partial Regex TitleName();
}
