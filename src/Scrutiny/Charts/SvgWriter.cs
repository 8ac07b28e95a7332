using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;

namespace Scrutiny.Charts;

/// <summary>Writes SVG elements as text: escaped, in the invariant culture, coordinates to one decimal.</summary>
internal sealed class SvgWriter
{
    // What nearly all words consist of: these need no escape, and XML can hold them.
    private static readonly SearchValues<char> Harmless = SearchValues.Create(
        " !#$%'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz£’–\u2212\u00a0");

    private readonly StringBuilder _text = new(16 * 1024);

    /// <summary>A coordinate or length.</summary>
    public static string Coordinate(double value)
    {
        // By hand, since a chart has hundreds of them: a format string costs ten times as much.
        var tenths = (long)Math.Round(value * 10, MidpointRounding.AwayFromZero);
        Span<char> text = stackalloc char[24];
        var length = 0;
        if (tenths < 0)
        {
            text[length++] = '-';
        }

        var size = Math.Abs(tenths);
        (size / 10).TryFormat(text[length..], out var written, provider: CultureInfo.InvariantCulture);
        length += written;
        if (size % 10 != 0)
        {
            text[length++] = '.';
            text[length++] = (char)('0' + (size % 10));
        }

        return new string(text[..length]);
    }

    /// <summary>Text made safe for content and attributes; characters that XML cannot hold are dropped.</summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Harmless))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                safe.Append(character).Append(text[++index]);
            }
            else if (XmlConvert.IsXmlChar(character))
            {
                _ = character switch
                {
                    '&' => safe.Append("&amp;"),
                    '<' => safe.Append("&lt;"),
                    '>' => safe.Append("&gt;"),
                    '"' => safe.Append("&quot;"),
                    _ => safe.Append(character),
                };
            }
        }

        return safe.ToString();
    }

    /// <summary>Markup that is known to be well-formed, on its own line.</summary>
    public SvgWriter Line(string markup)
    {
        _text.Append(markup).Append('\n');
        return this;
    }

    /// <summary>A line of text. Size and colour come from the group around it unless given.</summary>
    public SvgWriter Text(double x, double y, string text, string attributes = "")
    {
        _text.Append("<text x=\"").Append(Coordinate(x)).Append("\" y=\"").Append(Coordinate(y)).Append('"');
        Attributes(attributes);
        _text.Append('>').Append(Escape(text)).Append("</text>\n");
        return this;
    }

    /// <summary>A straight line.</summary>
    public SvgWriter Stroke(double x1, double y1, double x2, double y2, string attributes)
    {
        _text.Append("<path d=\"M").Append(Coordinate(x1)).Append(' ').Append(Coordinate(y1));
        if (Coordinate(y1) == Coordinate(y2))
        {
            _text.Append('H').Append(Coordinate(x2));
        }
        else if (Coordinate(x1) == Coordinate(x2))
        {
            _text.Append('V').Append(Coordinate(y2));
        }
        else
        {
            _text.Append('L').Append(Coordinate(x2)).Append(' ').Append(Coordinate(y2));
        }

        _text.Append('"');
        Attributes(attributes);
        _text.Append("/>\n");
        return this;
    }

    /// <summary>An upright rectangle; nothing where it has no area.</summary>
    public SvgWriter Box(double x, double y, double width, double height, string attributes)
    {
        _text.Append("<rect x=\"").Append(Coordinate(x)).Append("\" y=\"").Append(Coordinate(y))
            .Append("\" width=\"").Append(Coordinate(Math.Max(0, width))).Append("\" height=\"").Append(Coordinate(Math.Max(0, height))).Append('"');
        Attributes(attributes);
        _text.Append("/>\n");
        return this;
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    private void Attributes(string attributes)
    {
        if (attributes.Length > 0)
        {
            _text.Append(' ').Append(attributes);
        }
    }
}
