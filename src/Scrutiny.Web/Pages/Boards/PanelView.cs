using Microsoft.AspNetCore.Html;
using Scrutiny.Boards;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Pages.Boards;

/// <summary>One panel as a page shows it.</summary>
/// <param name="Panel">What was declared.</param>
/// <param name="Title">Its heading.</param>
/// <param name="State">Whether it has figures.</param>
internal sealed record PanelView(Panel Panel, string Title, PanelState State)
{
    /// <summary>Where the heading leads: the page of the one measure that it shows; null for several or none.</summary>
    public string? Page { get; init; }

    /// <summary>Why there is nothing to see; null where there is.</summary>
    public string? Absence { get; init; }

    /// <summary>The sentences above the picture.</summary>
    public string Message { get; init; } = "";

    /// <summary>The paragraphs of a text panel.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>The large figure of a headline panel.</summary>
    public PanelHeadline? Headline { get; init; }

    /// <summary>The picture for a phone and for wider screens; empty for a panel without one.</summary>
    public IReadOnlyList<(string Size, HtmlString Svg)> Charts { get; init; } = [];

    /// <summary>Whether the picture could not be drawn; the rest of the panel stays.</summary>
    public bool ChartFailed { get; init; }

    public DataTable? Table { get; init; }

    /// <summary>The words of the marks in the table; empty where every figure is final.</summary>
    public string Marks { get; init; } = "";

    /// <summary>"Up to and including October 2026".</summary>
    public string? UpTo { get; init; }

    /// <summary>When the newest of its figures became known.</summary>
    public string? Updated { get; init; }

    /// <summary>Said where the next figure is past its due date.</summary>
    public string? Stale { get; init; }

    /// <summary>Said where figures wait for approval; on the staff site only.</summary>
    public string? Waiting { get; init; }

    /// <summary>Whether any of its figures is made up.</summary>
    public bool Synthetic { get; init; }

    /// <summary>What is said of each measure that it shows.</summary>
    public IReadOnlyList<PanelAbout> About { get; init; } = [];

    /// <summary>The addresses of the same panel in other forms, with the words of the link.</summary>
    public IReadOnlyList<(string Href, string Words)> Links { get; init; } = [];

    /// <summary>What another site writes to show it; null where it may not.</summary>
    public string? EmbedCode { get; init; }
}

/// <summary>The large figure.</summary>
internal sealed record PanelHeadline(string Figure, string Status, string Context, string? Variation, HtmlString? Sparkline);

/// <summary>What is said of a measure under a panel.</summary>
internal sealed record PanelAbout(string Id, string Name, string Definition, IReadOnlyList<string> Caveats, IReadOnlyList<string> Sources);

/// <summary>Whether a panel has figures.</summary>
internal enum PanelState
{
    /// <summary>It has.</summary>
    Figures,

    /// <summary>It is words only.</summary>
    Words,

    /// <summary>None is published yet.</summary>
    Empty,

    /// <summary>There are periods, but the publisher gives no value for any.</summary>
    Withheld,

    /// <summary>Something failed; the other panels stay.</summary>
    Failed,
}
