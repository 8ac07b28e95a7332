using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Scrutiny.Boards;
using Scrutiny.Dashboards;

namespace Scrutiny.Packs;

/// <summary>
/// Commentary as it is read: Markdown without HTML and without pictures, links to https only, headings below those of the pack, and figures that
/// come from the data and not from the keyboard.
/// </summary>
/// <param name="Html">Markup; every text in it is encoded.</param>
/// <param name="Figures">The figures in it, in order.</param>
/// <param name="Paragraphs">Its paragraphs as plain words, each with the figures in it: for the checklist.</param>
/// <param name="Faults">What can't stand as it is, one sentence each; then the rest is still shown.</param>
public sealed record CommentaryText(string Html, IReadOnlyList<BoundFigure> Figures, IReadOnlyList<CommentaryParagraph> Paragraphs, IReadOnlyList<string> Faults)
{
    private const int FirstLevel = 3;
    private const int LastLevel = 6;

    private static readonly MarkdownPipeline Pipeline = MakePipeline();

    /// <summary>No commentary.</summary>
    public static CommentaryText None { get; } = new("", [], [], []);

    /// <summary>Reads commentary.</summary>
    /// <param name="markdown">As it was written.</param>
    /// <param name="area">ONS code of the area that is meant where none is named.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <param name="series">The series at the data cut; those of every reference in it.</param>
    public static CommentaryText Of(string markdown, string area, Catalogue catalogue, IReadOnlyDictionary<SeriesName, BoardSeries> series)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(series);
        if (string.IsNullOrWhiteSpace(markdown))
        {
            return None;
        }

        var document = Markdown.Parse(markdown, Pipeline);
        var faults = new List<string>();
        var level = FirstLevel - 1;
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            // A level that is left out would be missed by those who move from heading to heading.
            level = Math.Min(Math.Min(heading.Level + FirstLevel - 1, level + 1), LastLevel);
            heading.Level = level;
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (link.IsImage || link.Url?.StartsWith("https://", StringComparison.Ordinal) != true)
            {
                faults.Add(link.IsImage ? "A picture can't be put into commentary; take the panel into the chapter instead." : $"The link to '{link.Url}' must start with https://.");
                link.ReplaceBy(new LiteralInline(link.Url ?? ""));
            }
        }

        foreach (var figure in document.Descendants<FigureInline>())
        {
            var reference = FigureReference.Read(figure.Source, area, catalogue, out var fault);
            if (reference is not null && series.TryGetValue(reference.Series, out var found))
            {
                figure.Bound = reference.Resolve(found, out fault);
            }

            if (figure.Bound is null)
            {
                faults.Add(fault ?? $"The figure of “{{{{{figure.Source}}}}}” could not be read.");
            }
        }

        var writer = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Insert(0, new FigureRenderer());
        renderer.Render(document);
        return new CommentaryText(
            writer.ToString(),
            [.. document.Descendants<FigureInline>().Select(figure => figure.Bound).OfType<BoundFigure>()],
            [.. document.Descendants<ParagraphBlock>().Select(ParagraphOf)],
            faults);
    }

    private static CommentaryParagraph ParagraphOf(ParagraphBlock block)
    {
        var inlines = block.Inline?.Descendants().ToList() ?? [];
        return new CommentaryParagraph(
            string.Concat(inlines.Select(inline => inline switch { LiteralInline literal => literal.Content.ToString(), LineBreakInline => " ", FigureInline { Bound: { } bound } => bound.Text, _ => "" })),
            string.Concat(inlines.Select(inline => inline switch { LiteralInline literal => literal.Content.ToString(), LineBreakInline => " ", _ => "" })),
            [.. inlines.OfType<FigureInline>().Select(figure => figure.Bound).OfType<BoundFigure>()]);
    }

    private static MarkdownPipeline MakePipeline()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml();
        builder.InlineParsers.Insert(0, new FigureParser());
        return builder.Build();
    }

    private sealed class FigureInline(string source) : LeafInline
    {
        public string Source => source;

        public BoundFigure? Bound { get; set; }
    }

    private sealed class FigureParser : InlineParser
    {
        public FigureParser() => OpeningCharacters = ['{'];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            var end = slice.PeekChar() == '{' ? slice.Text.IndexOf("}}", slice.Start, slice.Length, StringComparison.Ordinal) : -1;
            if (end < 0)
            {
                return false;
            }

            processor.Inline = new FigureInline(slice.Text[(slice.Start + 2)..end].Trim());
            slice.Start = end + 2;
            return true;
        }
    }

    private sealed class FigureRenderer : HtmlObjectRenderer<FigureInline>
    {
        protected override void Write(HtmlRenderer renderer, FigureInline obj)
        {
            renderer.Write(obj.Bound is null ? "<mark>" : "<span class=\"pack-bound\">");
            renderer.WriteEscape(obj.Bound?.Text ?? $"{{{{{obj.Source}}}}}");
            renderer.Write(obj.Bound is null ? "</mark>" : "</span>");
        }
    }
}

/// <summary>One paragraph of commentary.</summary>
/// <param name="Text">All its words.</param>
/// <param name="Typed">The words that were typed, without what the figures say.</param>
/// <param name="Figures">The figures in it.</param>
public sealed record CommentaryParagraph(string Text, string Typed, IReadOnlyList<BoundFigure> Figures);
