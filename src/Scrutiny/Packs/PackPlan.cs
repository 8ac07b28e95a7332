using System.Text.Json.Serialization;
using Scrutiny.Boards;
using Scrutiny.Dashboards;

namespace Scrutiny.Packs;

/// <summary>What a pack is made of: the papers for a meeting, as boards and commentary at a data cut. It stands in the pack itself, so that anybody can build it again.</summary>
public sealed record PackPlan
{
    /// <summary>What <see cref="Schema"/> says.</summary>
    public const string SchemaName = "pack/1";

    /// <summary>Always <c>pack/1</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = SchemaName;

    /// <summary>Its name in addresses: lower-case letters, digits and hyphens.</summary>
    public required string Slug { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for, one line; null for none.</summary>
    public string? Occasion { get; init; }

    /// <summary>Name in addresses of the meeting whose papers these are; null for none.</summary>
    public string? Meeting { get; init; }

    /// <summary>Every figure is the one that the public knew at this moment, UTC.</summary>
    public required DateTimeOffset Cut { get; init; }

    /// <summary>ONS code of the force area.</summary>
    public required string Area { get; init; }

    /// <summary>Whether the pack itself is made up, to show what one looks like.</summary>
    public bool Sample { get; init; }

    /// <summary>Its chapters in order.</summary>
    public IReadOnlyList<PackSection> Sections { get; init; } = [];

    /// <summary>A pack of whole boards, each with the panels and page breaks that it declares for packs.</summary>
    /// <param name="slug">The pack's name in addresses.</param>
    /// <param name="title">Its title.</param>
    /// <param name="boards">The boards' addresses, in order.</param>
    /// <param name="cut">The data cut, UTC.</param>
    /// <param name="area">ONS code of the force area.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <exception cref="SentenceException">There is no such board.</exception>
    public static PackPlan OfBoards(string slug, string title, IReadOnlyList<string> boards, DateTimeOffset cut, string area, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(boards);
        ArgumentNullException.ThrowIfNull(catalogue);
        return new PackPlan { Slug = slug, Title = title, Cut = cut, Area = area, Sections = [.. boards.Select(board => PackSection.OfBoard(board, catalogue))] };
    }
}

/// <summary>A chapter of a pack.</summary>
public sealed record PackSection
{
    /// <summary>Its heading.</summary>
    public required string Heading { get; init; }

    /// <summary>Commentary in Markdown, in which figures are inserted by name: <c>{{calls-999-within-10s latest}}</c>.</summary>
    public string Commentary { get; init; } = "";

    /// <summary>Whether it begins a new page.</summary>
    public bool NewPage { get; init; } = true;

    /// <summary>Its panels in order.</summary>
    public IReadOnlyList<PackPanel> Panels { get; init; } = [];

    /// <summary>Whether it holds the register of promises.</summary>
    public bool Promises { get; init; }

    /// <summary>The chapter that a whole board makes.</summary>
    /// <param name="slug">The board's address.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <exception cref="SentenceException">There is no such board.</exception>
    public static PackSection OfBoard(string slug, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        if (!catalogue.Boards.TryGetValue(slug, out var declared))
        {
            throw SentenceException.Unusable($"There is no board '{slug}'{NearestMatch.Hint(slug, catalogue.Boards.Keys)}");
        }

        var board = declared.Value;
        var rule = board.Pack ?? new PackRule();
        // What stands at a glance, or in words, begins the chapter and leaves room below it.
        bool Opens(BoardSection section) => board.Sections.TakeWhile(other => other != section).All(before => before.Panels.All(panel => panel.Type is PanelType.Headline or PanelType.Text));
        var presented = board.Present.SelectMany(step => step.With.Prepend(step.Panel)).ToHashSet();
        return new PackSection
        {
            Heading = board.Title,
            Commentary = board.Summary,
            Panels =
            [
                .. board.Sections.SelectMany(section => section.Panels.Select((panel, place) => (Panel: panel, First: place == 0 && !Opens(section))))
                    .Where(entry => !rule.LeaveOut.Contains(entry.Panel.Id))
                    .Where(entry => rule.Include switch { PackInclude.All => true, PackInclude.Presented => presented.Contains(entry.Panel.Id) })
                    .Select((entry, place) => new PackPanel(slug, entry.Panel.Id)
                    {
                        NewPage = place > 0 && rule.BreakBefore switch { PackBreak.Section => entry.First, PackBreak.Panel => true, PackBreak.None => false },
                    }),
            ],
        };
    }
}

/// <summary>A panel of a board, taken into a pack.</summary>
/// <param name="Board">The board's address.</param>
/// <param name="Panel">Id of the panel.</param>
public sealed record PackPanel(string Board, string Panel)
{
    /// <summary>Whether it begins a new page.</summary>
    public bool NewPage { get; init; }
}
