using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Scrutiny.Charts;

namespace Scrutiny.Tests.Charts;

/// <summary>A drawn chart read back as XML, with the boxes that its texts fill.</summary>
internal sealed class SvgPicture
{
    private SvgPicture(string text, XElement root)
    {
        Text = text;
        Root = root;
    }

    public string Text { get; }

    public XElement Root { get; }

    public static SvgPicture Of(ChartPicture chart)
    {
        var text = new SvgChartRenderer().Render(chart);
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return new SvgPicture(text, XDocument.Load(reader).Root!);
    }

    public static bool HasClass(XElement element, string name) => ((string?)element.Attribute("class") ?? "").Split(' ').Contains(name);

    public IEnumerable<XElement> Elements(string name) => Root.Descendants().Where(element => element.Name.LocalName == name);

    public IEnumerable<XElement> OfClass(string name) => Root.Descendants().Where(element => HasClass(element, name));

    public static double Number(XElement element, string name) => double.Parse(Inherited(element, name)!, CultureInfo.InvariantCulture);

    public static string? Inherited(XElement element, string name) =>
        element.AncestorsAndSelf().Select(ancestor => (string?)ancestor.Attribute(name)).FirstOrDefault(value => value is not null);

    public static TextBox BoxOf(XElement text)
    {
        var size = Number(text, "font-size");
        var width = TextWidth.Of(text.Value, size, Inherited(text, "font-weight") == "700");
        var x = double.Parse(text.Attribute("x")!.Value, CultureInfo.InvariantCulture);
        var y = double.Parse(text.Attribute("y")!.Value, CultureInfo.InvariantCulture);
        var left = Inherited(text, "text-anchor") switch { "middle" => x - (width / 2), "end" => x - width, _ => x };
        return new TextBox(text.Value, left, y - (size * 0.72), left + width, y + (size * 0.2));
    }

    internal sealed record TextBox(string Text, double Left, double Top, double Right, double Bottom)
    {
        public bool Overlaps(TextBox other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }
}
