using System.Globalization;
using System.Text;
using Scrutiny.Boards;
using Scrutiny.Charts;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;

namespace Scrutiny.Packs;

/// <summary>A pack as one page of HTML, from which the PDF is printed: every heading in order, every picture with its words, every table with its headings.</summary>
internal sealed class PackHtml(PackContent content)
{
    /// <summary>Width of a picture in CSS pixels: as wide as an A4 page has room for, so that its text is as large as the page's.</summary>
    public const int PictureWidth = 656;

    /// <summary>Height of a picture over time: with it, the words above and a year of months below fit one page.</summary>
    private const int PictureHeight = 290;

    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    private readonly StringBuilder html = new();

    public string Write()
    {
        var title = Text(content.Plan.Title);
        Put($"<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; connect-src 'none'; object-src 'none'; frame-src 'none'; form-action 'none'; base-uri 'none'\">\n<title>{title}</title>\n<link rel=\"stylesheet\" href=\"pack.css\">\n</head>\n<body>\n<main>\n");
        Cover(title);
        Contents();
        foreach (var chapter in content.Chapters)
        {
            Chapter(chapter);
        }

        Method();
        Sources();
        Put("</main>\n</body>\n</html>\n");
        return html.ToString();
    }

    /// <summary>The exhibit's name in headings and lists: <c>Figure 3: Waiting for 101</c>.</summary>
    public static string NameOf(PackExhibit exhibit) => exhibit.Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"Figure {number}: {exhibit.Title}") : exhibit.Title;

    /// <summary>The picture as a page has room for it.</summary>
    public static ChartPicture OnPaper(ChartPicture picture)
    {
        var sized = picture with { Width = PictureWidth, Theme = ChartThemeName.Print, ShowTitle = false, Standalone = true };
        return sized switch
        {
            ChartSpecification => sized with { Height = PictureHeight },
            // The sentence above it says the difference already.
            BeforeAfterChart parted => parted with { Height = PictureHeight, Difference = "" },
            _ => sized,
        };
    }

    /// <summary>What the picture shows, for those who can't see it.</summary>
    public static string AltOf(ChartPicture picture) => $"{(picture.Synthetic ? "Synthetic data. " : "")}{picture.Title}. {picture.Description}";

    private void Cover(string title)
    {
        Put($"<section class=\"pack-cover\">\n<p class=\"pack-body\">{Text(content.Body.FullName)}</p>\n<h1>{title}</h1>\n");
        if (content.Plan.Occasion is { } occasion)
        {
            Put($"<p class=\"pack-lead\">{Text(occasion)}</p>\n");
        }

        Put("<dl>\n");
        Row("For", content.MeetingTitle);
        Row("About", content.Body.ForceName);
        Row("Figures as published at", LondonTime.DateAndTime(content.Plan.Cut));
        Row("Questions about it", content.Body.ContactEmail);
        Put("</dl>\n");
        if (content.Plan.Sample)
        {
            Put("<p class=\"pack-notice\"><strong>Sample.</strong> This pack is made up, to show what a pack looks like. It belongs to no real meeting.</p>\n");
        }

        if (content.Synthetic)
        {
            Put("<p class=\"pack-notice\"><strong>Synthetic data.</strong> Some figures in this pack are made up. Each chart and table that shows one says so.</p>\n");
        }

        Put("</section>\n");

        void Row(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                Put($"<div><dt>{key}</dt><dd>{Text(value)}</dd></div>\n");
            }
        }
    }

    private void Contents()
    {
        Put("<nav class=\"pack-contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n");
        foreach (var chapter in content.Chapters)
        {
            Put($"<li><a href=\"#{chapter.Id}\">{Text(chapter.Section.Heading)}</a>");
            var numbered = chapter.Exhibits.Where(exhibit => exhibit.Number is not null).ToList();
            if (numbered.Count > 0)
            {
                Put("\n<ul>\n");
                numbered.ForEach(exhibit => Put($"<li><a href=\"#{exhibit.Id}\">{Text(NameOf(exhibit))}</a></li>\n"));
                Put("</ul>\n");
            }

            Put("</li>\n");
        }

        Put("</ol>\n<ul class=\"pack-back\">\n<li><a href=\"#method\">How to read this pack</a></li>\n<li><a href=\"#sources\">Sources and caveats</a></li>\n</ul>\n</nav>\n");
    }

    private void Chapter(PackChapter chapter)
    {
        Put($"<section class=\"pack-chapter{(chapter.Section.NewPage ? " pack-page" : "")}\" aria-labelledby=\"{chapter.Id}\">\n<h2 id=\"{chapter.Id}\">{chapter.Number.ToString(CultureInfo.InvariantCulture)}. {Text(chapter.Section.Heading)}</h2>\n");
        if (chapter.Commentary.Html.Length > 0)
        {
            html.Append("<div class=\"pack-commentary\">\n").Append(chapter.Commentary.Html).Append("</div>\n");
        }

        string? group = null;
        for (var place = 0; place < chapter.Exhibits.Count; place++)
        {
            var exhibit = chapter.Exhibits[place];
            var begins = exhibit.Group != group;
            if (begins)
            {
                Put($"<h3{(exhibit.Taken.NewPage ? " class=\"pack-page\"" : "")}>{Text(exhibit.Group)}</h3>\n");
                group = exhibit.Group;
            }

            if (exhibit.Headline is null)
            {
                Exhibit(exhibit, exhibit.Taken.NewPage && !begins);
                continue;
            }

            // Headlines beside each other are one row of cards.
            Put("<div class=\"pack-cards\">\n");
            for (; place < chapter.Exhibits.Count && chapter.Exhibits[place] is { Headline: not null } card && card.Group == group; place++)
            {
                Card(card);
            }

            Put("</div>\n");
            place--;
        }

        if (chapter.Section.Promises)
        {
            Promises(chapter);
        }

        Put("</section>\n");
    }

    private void Card(PackExhibit exhibit)
    {
        var headline = exhibit.Headline!;
        Put($"<article class=\"pack-card\" aria-labelledby=\"{exhibit.Id}\">\n<h4 id=\"{exhibit.Id}\">{Text(exhibit.Title)}</h4>\n<p class=\"pack-figure\">{Text(headline.Text)}{Mark(headline.Figure.Mark)}</p>\n<p class=\"pack-when\">{Text(headline.Period)}</p>\n");
        Synthetic(exhibit);
        Put($"<p>{Text(exhibit.Message)}</p>\n</article>\n");
    }

    private void Exhibit(PackExhibit exhibit, bool newPage)
    {
        Put($"<article class=\"pack-exhibit{(newPage ? " pack-page" : "")}\" aria-labelledby=\"{exhibit.Id}\">\n");
        // Heading, words and picture stay together; so does the table, unless it is longer than a page.
        Put("<div class=\"pack-whole\">\n");
        if (exhibit.Title.Length > 0)
        {
            Put($"<h4 id=\"{exhibit.Id}\">{Text(NameOf(exhibit))}</h4>\n");
        }

        foreach (var paragraph in exhibit.Paragraphs)
        {
            Put($"<p>{Text(paragraph)}</p>\n");
        }

        if (exhibit.Absence is not null)
        {
            Put($"<p class=\"pack-notice\"><strong>No figure.</strong> {Text(exhibit.Absence)}</p>\n");
        }

        if (exhibit.Picture is null)
        {
            Synthetic(exhibit);
        }

        if (exhibit.Message.Length > 0)
        {
            Put($"<p>{Text(exhibit.Message)}</p>\n");
        }

        if (exhibit.Picture is { } picture)
        {
            Put($"<p class=\"pack-chart\"><img src=\"{PackFiles.ChartName(exhibit)}\" width=\"{PictureWidth}\" alt=\"{Text(AltOf(picture))}\"></p>\n");
        }

        Put("</div>\n");
        if (exhibit.Table is { } table)
        {
            Table(table);
        }

        if (exhibit.UpTo is not null)
        {
            var more = exhibit.Table is { } held && exhibit.Drawn.Count > held.Figures().Count(figure => figure.Point is not null) ? " Every figure drawn is in figures.csv." : "";
            Put($"<p class=\"pack-foot\">{Text(exhibit.UpTo)}.{more}{(exhibit.Marks.Length > 0 ? $" {Text(exhibit.Marks)}." : "")}</p>\n");
        }

        Put("</article>\n");
    }

    private void Synthetic(PackExhibit exhibit)
    {
        if (exhibit.Synthetic)
        {
            Put("<p class=\"pack-synthetic\">Synthetic data</p>\n");
        }
    }

    private void Table(FigureTable table)
    {
        Put($"<table class=\"pack-figures\">\n<caption>{Text(table.Caption)}</caption>\n<thead><tr>");
        foreach (var column in table.Columns)
        {
            Put($"<th scope=\"col\"{(column.Numeric ? " class=\"pack-number\"" : "")}>{Text(column.Heading)}</th>");
        }

        Put("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            Put("<tr>");
            for (var place = 0; place < row.Count; place++)
            {
                var (cell, numeric) = (row[place], table.Columns[place].Numeric);
                var words = cell.Figure is { } figure ? figure.Point?.Value is null ? $"{Text(cell.Text)}{Mark(figure.Mark)}" : Text(cell.Text) + Mark(figure.Mark) : Text(cell.Text);
                html.Append(place == 0 ? $"<th scope=\"row\">{words}</th>" : $"<td{(numeric ? " class=\"pack-number\"" : "")}>{words}</td>");
            }

            Put("</tr>\n");
        }

        Put("</tbody>\n</table>\n");
    }

    private void Promises(PackChapter chapter)
    {
        if (chapter.Promises.Count == 0)
        {
            Put("<p>No promise was on record at the data cut.</p>\n");
            return;
        }

        Put("<table class=\"pack-promises\">\n<caption>Promises made in public, and what the published figures say of them</caption>\n<thead><tr><th scope=\"col\">Promise</th><th scope=\"col\">Made at</th><th scope=\"col\">By</th><th scope=\"col\">Due</th><th scope=\"col\">State</th></tr></thead>\n<tbody>\n");
        foreach (var promise in chapter.Promises)
        {
            Put($"<tr><th scope=\"row\">{Text(promise.Text)}</th><td>{Text(promise.Meeting)}</td><td>{Text(promise.Who)}</td><td>{Text(promise.Due.ToString("d MMMM yyyy", British))}</td><td><strong>{Text(promise.State)}.</strong> {Text(promise.Words)}</td></tr>\n");
        }

        Put("</tbody>\n</table>\n");
    }

    private void Method()
    {
        Put("<section class=\"pack-page\" aria-labelledby=\"method\">\n<h2 id=\"method\">How to read this pack</h2>\n");
        foreach (var (heading, words) in PackNotes.Method(content))
        {
            Put($"<h3>{Text(heading)}</h3>\n<p>{Text(words)}</p>\n");
        }

        Put("</section>\n");
    }

    private void Sources()
    {
        Put("<section class=\"pack-page\" aria-labelledby=\"sources\">\n<h2 id=\"sources\">Sources and caveats</h2>\n<table>\n<caption>Where the figures come from</caption>\n<thead><tr><th scope=\"col\">Source</th><th scope=\"col\">Publisher</th><th scope=\"col\">Licence</th></tr></thead>\n<tbody>\n");
        foreach (var source in content.Sources)
        {
            Put($"<tr><th scope=\"row\">{Text(source.Title)}</th><td>{Text(source.Publisher)}</td><td>{Text(source.Licence)}</td></tr>\n");
        }

        Put("</tbody>\n</table>\n");
        foreach (var measure in content.Measures)
        {
            Put($"<div class=\"pack-whole\">\n<h3>{Text(measure.Name)}</h3>\n<p>{Text(measure.Definition)}</p>\n");
            if (measure.Caveats.Count > 0)
            {
                html.Append("<ul>\n").AppendJoin("", measure.Caveats.Select(caveat => $"<li>{Text(caveat)}</li>\n")).Append("</ul>\n");
            }

            Put("</div>\n");
        }

        Put("</section>\n");
    }

    private void Put(string markup) => html.Append(markup);

    private static string Mark(string mark) => mark.Length == 0 ? "" : $" <span class=\"pack-mark\">{mark}</span>";

    private static string Text(string text) => SvgWriter.Escape(text);
}
