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

    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    private readonly StringBuilder html = new();

    public string Write()
    {
        var title = Text(content.Plan.Title);
        html.Append($"<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<link rel=\"stylesheet\" href=\"pack.css\">\n</head>\n<body>\n<main>\n");
        Cover(title);
        Contents();
        foreach (var chapter in content.Chapters)
        {
            Chapter(chapter);
        }

        Method();
        Sources();
        html.Append("</main>\n</body>\n</html>\n");
        return html.ToString();
    }

    /// <summary>The exhibit's name in headings and lists: <c>Figure 3: Waiting for 101</c>.</summary>
    public static string NameOf(PackExhibit exhibit) => exhibit.Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"Figure {number}: {exhibit.Title}") : exhibit.Title;

    /// <summary>What the picture shows, for those who can't see it.</summary>
    public static string AltOf(ChartPicture picture) => $"{(picture.Synthetic ? "Synthetic data. " : "")}{picture.Title}. {picture.Description}";

    private void Cover(string title)
    {
        html.Append($"<section class=\"pack-cover\">\n<p class=\"pack-body\">{Text(content.Body.FullName)}</p>\n<h1>{title}</h1>\n");
        if (content.Plan.Occasion is { } occasion)
        {
            html.Append($"<p class=\"pack-lead\">{Text(occasion)}</p>\n");
        }

        html.Append("<dl>\n");
        Row("For", content.MeetingTitle);
        Row("About", content.Body.ForceName);
        Row("Figures as published at", LondonTime.DateAndTime(content.Plan.Cut));
        Row("Questions about it", content.Body.ContactEmail);
        html.Append("</dl>\n");
        if (content.Plan.Sample)
        {
            html.Append("<p class=\"pack-notice\"><strong>Sample.</strong> This pack is made up, to show what a pack looks like. It belongs to no real meeting.</p>\n");
        }

        if (content.Synthetic)
        {
            html.Append("<p class=\"pack-notice\"><strong>Synthetic data.</strong> Some figures in this pack are made up. Each chart and table that shows one says so.</p>\n");
        }

        html.Append("</section>\n");

        void Row(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                html.Append($"<div><dt>{key}</dt><dd>{Text(value)}</dd></div>\n");
            }
        }
    }

    private void Contents()
    {
        html.Append("<nav class=\"pack-contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n");
        foreach (var chapter in content.Chapters)
        {
            html.Append($"<li><a href=\"#{chapter.Id}\">{Text(chapter.Section.Heading)}</a>");
            var numbered = chapter.Exhibits.Where(exhibit => exhibit.Number is not null).ToList();
            if (numbered.Count > 0)
            {
                html.Append("\n<ul>\n");
                numbered.ForEach(exhibit => html.Append($"<li><a href=\"#{exhibit.Id}\">{Text(NameOf(exhibit))}</a></li>\n"));
                html.Append("</ul>\n");
            }

            html.Append("</li>\n");
        }

        html.Append("</ol>\n<ul class=\"pack-back\">\n<li><a href=\"#method\">How to read this pack</a></li>\n<li><a href=\"#sources\">Sources and caveats</a></li>\n</ul>\n</nav>\n");
    }

    private void Chapter(PackChapter chapter)
    {
        html.Append($"<section class=\"pack-chapter{(chapter.Section.NewPage ? " pack-page" : "")}\" aria-labelledby=\"{chapter.Id}\">\n<h2 id=\"{chapter.Id}\">{chapter.Number.ToString(CultureInfo.InvariantCulture)}. {Text(chapter.Section.Heading)}</h2>\n");
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
                html.Append($"<h3{(exhibit.Taken.NewPage ? " class=\"pack-page\"" : "")}>{Text(exhibit.Group)}</h3>\n");
                group = exhibit.Group;
            }

            if (exhibit.Headline is null)
            {
                Exhibit(exhibit, exhibit.Taken.NewPage && !begins);
                continue;
            }

            // Headlines beside each other are one row of cards.
            html.Append("<div class=\"pack-cards\">\n");
            for (; place < chapter.Exhibits.Count && chapter.Exhibits[place] is { Headline: not null } card && card.Group == group; place++)
            {
                Card(card);
            }

            html.Append("</div>\n");
            place--;
        }

        if (chapter.Section.Promises)
        {
            Promises(chapter);
        }

        html.Append("</section>\n");
    }

    private void Card(PackExhibit exhibit)
    {
        var headline = exhibit.Headline!;
        html.Append($"<article class=\"pack-card\" aria-labelledby=\"{exhibit.Id}\">\n<h4 id=\"{exhibit.Id}\">{Text(exhibit.Title)}</h4>\n<p class=\"pack-figure\">{Text(headline.Text)}{Mark(headline.Figure.Mark)}</p>\n<p class=\"pack-when\">{Text(headline.Period)}</p>\n");
        Synthetic(exhibit);
        html.Append($"<p>{Text(exhibit.Message)}</p>\n</article>\n");
    }

    private void Exhibit(PackExhibit exhibit, bool newPage)
    {
        html.Append($"<article class=\"pack-exhibit{(newPage ? " pack-page" : "")}\" aria-labelledby=\"{exhibit.Id}\">\n");
        // Heading, words and picture stay together; so does the table, unless it is longer than a page.
        html.Append("<div class=\"pack-whole\">\n");
        if (exhibit.Title.Length > 0)
        {
            html.Append($"<h4 id=\"{exhibit.Id}\">{Text(NameOf(exhibit))}</h4>\n");
        }

        foreach (var paragraph in exhibit.Paragraphs)
        {
            html.Append($"<p>{Text(paragraph)}</p>\n");
        }

        if (exhibit.Absence is not null)
        {
            html.Append($"<p class=\"pack-notice\"><strong>No figure.</strong> {Text(exhibit.Absence)}</p>\n");
        }

        if (exhibit.Picture is null)
        {
            Synthetic(exhibit);
        }

        if (exhibit.Message.Length > 0)
        {
            html.Append($"<p>{Text(exhibit.Message)}</p>\n");
        }

        if (exhibit.Picture is { } picture)
        {
            html.Append($"<p class=\"pack-chart\"><img src=\"{PackFiles.ChartName(exhibit)}\" width=\"{PictureWidth}\" alt=\"{Text(AltOf(picture))}\"></p>\n");
        }

        html.Append("</div>\n");
        if (exhibit.Table is { } table)
        {
            Table(table);
        }

        if (exhibit.UpTo is not null)
        {
            var more = exhibit.Table is { } held && exhibit.Drawn.Count > held.Figures().Count(figure => figure.Point is not null) ? " The table has the latest; figures.csv has every figure that the chart draws." : "";
            html.Append($"<p class=\"pack-foot\">{Text(exhibit.UpTo)}.{more}{(exhibit.Marks.Length > 0 ? $" {Text(exhibit.Marks)}." : "")}</p>\n");
        }

        html.Append("</article>\n");
    }

    private void Synthetic(PackExhibit exhibit)
    {
        if (exhibit.Synthetic)
        {
            html.Append("<p class=\"pack-synthetic\">Synthetic data</p>\n");
        }
    }

    private void Table(FigureTable table)
    {
        html.Append($"<table>\n<caption>{Text(table.Caption)}</caption>\n<thead><tr>");
        foreach (var column in table.Columns)
        {
            html.Append($"<th scope=\"col\"{(column.Numeric ? " class=\"pack-number\"" : "")}>{Text(column.Heading)}</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (var place = 0; place < row.Count; place++)
            {
                var (cell, numeric) = (row[place], table.Columns[place].Numeric);
                var words = cell.Figure is { } figure ? figure.Point?.Value is null ? $"{Text(cell.Text)}{Mark(figure.Mark)}" : Text(cell.Text) + Mark(figure.Mark) : Text(cell.Text);
                html.Append(place == 0 ? $"<th scope=\"row\">{words}</th>" : $"<td{(numeric ? " class=\"pack-number\"" : "")}>{words}</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
    }

    private void Promises(PackChapter chapter)
    {
        if (chapter.Promises.Count == 0)
        {
            html.Append("<p>No promise was on record at the data cut.</p>\n");
            return;
        }

        html.Append("<table class=\"pack-promises\">\n<caption>Promises made in public, and what the published figures say of them</caption>\n<thead><tr><th scope=\"col\">Promise</th><th scope=\"col\">Made at</th><th scope=\"col\">By</th><th scope=\"col\">Due</th><th scope=\"col\">State</th></tr></thead>\n<tbody>\n");
        foreach (var promise in chapter.Promises)
        {
            html.Append($"<tr><th scope=\"row\">{Text(promise.Text)}</th><td>{Text(promise.Meeting)}</td><td>{Text(promise.Who)}</td><td>{Text(promise.Due.ToString("d MMMM yyyy", British))}</td><td><strong>{Text(promise.State)}.</strong> {Text(promise.Words)}</td></tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
    }

    private void Method()
    {
        html.Append("<section class=\"pack-page\" aria-labelledby=\"method\">\n<h2 id=\"method\">How to read this pack</h2>\n");
        foreach (var (heading, words) in PackNotes.Method(content))
        {
            html.Append($"<h3>{Text(heading)}</h3>\n<p>{Text(words)}</p>\n");
        }

        html.Append("</section>\n");
    }

    private void Sources()
    {
        html.Append("<section class=\"pack-page\" aria-labelledby=\"sources\">\n<h2 id=\"sources\">Sources and caveats</h2>\n<table>\n<caption>Where the figures come from</caption>\n<thead><tr><th scope=\"col\">Source</th><th scope=\"col\">Publisher</th><th scope=\"col\">Licence</th></tr></thead>\n<tbody>\n");
        foreach (var source in content.Sources)
        {
            html.Append($"<tr><th scope=\"row\">{Text(source.Title)}</th><td>{Text(source.Publisher)}</td><td>{Text(source.Licence)}</td></tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
        foreach (var measure in content.Measures)
        {
            html.Append($"<div class=\"pack-whole\">\n<h3>{Text(measure.Name)}</h3>\n<p>{Text(measure.Definition)}</p>\n");
            if (measure.Caveats.Count > 0)
            {
                html.Append("<ul>\n").AppendJoin("", measure.Caveats.Select(caveat => $"<li>{Text(caveat)}</li>\n")).Append("</ul>\n");
            }

            html.Append("</div>\n");
        }

        html.Append("</section>\n");
    }

    private static string Mark(string mark) => mark.Length == 0 ? "" : $" <span class=\"pack-mark\">{mark}</span>";

    private static string Text(string text) => SvgWriter.Escape(text);
}
