using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Tests.Pages;

/// <summary>Our tag helpers write what govuk-frontend's own templates write, so that its styles fit and its accessibility is kept. The cases are its own
/// (Files/govuk-frontend-fixtures.json, whose first line says which version).</summary>
public sealed partial class ComponentsTests
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static IEnumerable<TestCaseData> Fixtures()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Pages", "Files", "govuk-frontend-fixtures.json");
        foreach (var (component, cases) in JsonNode.Parse(File.ReadAllText(file))!["components"]!.AsObject())
        {
            foreach (var fixture in cases!.AsArray())
            {
                yield return new TestCaseData(component, fixture!["options"], (string)fixture["html"]!)
                    .SetArgDisplayNames(component, (string)fixture["name"]!);
            }
        }
    }

    [TestCaseSource(nameof(Fixtures))]
    public async Task A_tag_helper_writes_what_govuk_frontend_writes(string component, JsonNode options, string expected)
    {
        var helper = Helper(component, options);

        var written = await WriteAsync(helper, Content(component, options));

        Assert.That(Normal(written), Is.EqualTo(Normal(expected)));
    }

    [Test]
    public async Task A_tables_scroll_box_has_its_caption_for_a_name_and_can_be_reached_by_keyboard()
    {
        var table = new DataTable("Calls & answers", [new("Period"), new("Calls", Numeric: true)], [[new("July"), new(null, StatusMark.After("38,112", "p"))]]);

        var written = await WriteAsync(new TableTagHelper { Table = table }, HtmlString.Empty);

        Assert.Multiple(() =>
        {
            Assert.That(written, Does.StartWith("""<div class="app-table-scroll" role="region" aria-label="Calls &amp; answers" tabindex="0"><table"""));
            Assert.That(written, Does.Contain("""38,112<span class="app-status"><span aria-hidden="true">[p]</span><span class="govuk-visually-hidden"> (provisional)</span></span></td>"""));
        });
    }

    [Test]
    public async Task A_headline_reads_as_one_sentence_would()
    {
        var helper = new HeadlineTagHelper { Figure = "4.2", Unit = "minutes", Status = "r", Context = "July 2026" };

        var written = await WriteAsync(helper, HtmlString.Empty);

        Assert.That(Regex.Replace(written, "<[^>]*>", ""), Is.EqualTo("4.2 minutes[r] (revised)July 2026"));
    }

    [TestCase("improvement_high")]
    [TestCase("improvement_low")]
    [TestCase("concern_high")]
    [TestCase("concern_low")]
    [TestCase("neutral_high")]
    [TestCase("neutral_low")]
    [TestCase("common_cause")]
    [TestCase("pass")]
    [TestCase("fail")]
    [TestCase("inconsistent")]
    public async Task Every_variation_and_assurance_has_words_beside_its_mark(string kind)
    {
        var written = await WriteAsync(new VariationTagHelper { Kind = kind }, HtmlString.Empty);

        Assert.That(written, Does.Match("""aria-hidden="true"><span>.</span></span> [A-Z][a-z ]+(: [a-z]+)?</span>$"""));
    }

    private static TagHelper Helper(string component, JsonNode options)
    {
        var classes = (string?)options["classes"];
        return component switch
        {
            "breadcrumbs" => new BreadcrumbsTagHelper { Items = [.. options["items"]!.AsArray().Select(item => new Breadcrumb((string)item!["text"]!, (string?)item["href"]))] },
            "details" => new DetailsTagHelper { Summary = (string)options["summaryText"]!, Id = (string?)options["id"], Open = (bool?)options["open"] ?? false, Classes = classes },
            "inset-text" => new InsetTextTagHelper { Id = (string?)options["id"], Classes = classes },
            "warning-text" => new WarningTextTagHelper { Classes = classes },
            "notification-banner" => Banner(options, classes),
            "summary-list" => new SummaryListTagHelper { Rows = [.. options["rows"]!.AsArray().Select(row => Row(row!))], Classes = classes },
            "table" => new TableTagHelper { Table = Table(options, classes) },
            _ => throw new ArgumentOutOfRangeException(nameof(component), component, "No tag helper."),
        };
    }

    private static NotificationBannerTagHelper Banner(JsonNode options, string? classes)
    {
        var banner = new NotificationBannerTagHelper { Title = (string?)options["titleText"], Success = (string?)options["type"] == "success", Classes = classes };
        if ((string?)options["titleId"] is { } id)
        {
            banner.TitleId = id;
        }

        return banner;
    }

    private static SummaryRow Row(JsonNode row)
    {
        var action = row["actions"]?["items"]?[0];
        return new SummaryRow(
            (string)row["key"]!["text"]!,
            (string?)row["value"]!["text"],
            (string?)row["value"]!["html"] is { } html ? new HtmlString(html) : null,
            action is null ? null : new SummaryAction((string)action["text"]!, (string)action["href"]!, (string?)action["visuallyHiddenText"]));
    }

    private static DataTable Table(JsonNode options, string? classes) => new(
        (string?)options["caption"] ?? "",
        [.. (options["head"]?.AsArray() ?? []).Select(column => new TableColumn((string)column!["text"]!, (string?)column["format"] == "numeric"))],
        [.. options["rows"]!.AsArray().Select(row => (IReadOnlyList<TableCell>)[.. row!.AsArray().Select(cell =>
            new TableCell((string?)cell!["text"], (string?)cell["html"] is { } html ? new HtmlString(html) : null))])])
    {
        FirstCellIsHeader = (bool?)options["firstCellIsHeader"] ?? false,
        CaptionClasses = (string?)options["captionClasses"],
        Classes = classes,
        Scroll = false,
    };

    private static HtmlString Content(string component, JsonNode options)
    {
        if ((string?)options["html"] is { } html)
        {
            return new HtmlString(html);
        }

        var text = Encoder.Encode((string?)options["text"] ?? "");
        return new HtmlString(component == "notification-banner" ? $"""<p class="govuk-notification-banner__heading">{text}</p>""" : text);
    }

    private static async Task<string> WriteAsync(TagHelper helper, IHtmlContent content)
    {
        var context = new TagHelperContext([], new Dictionary<object, object>(), "test");
        var output = new TagHelperOutput("test", [], (_, _) =>
        {
            var child = new DefaultTagHelperContent();
            child.SetHtmlContent(content);
            return Task.FromResult<TagHelperContent>(child);
        });
        await helper.ProcessAsync(context, output);
        using var writer = new StringWriter();
        output.WriteTo(writer, Encoder);
        return writer.ToString();
    }

    /// <summary>The same markup, whatever the white space between its tags and however the few characters that may be written as entities are written.</summary>
    private static string Normal(string html)
    {
        html = WhiteSpace().Replace(html, " ");
        html = html.Replace("> ", ">", StringComparison.Ordinal).Replace(" <", "<", StringComparison.Ordinal).Replace(" >", ">", StringComparison.Ordinal);
        return html.Replace("&#39;", "&#x27;", StringComparison.Ordinal).Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
