using System.Globalization;
using Scrutiny.Boards;
using Scrutiny.Measures;
using Scrutiny.Periods;
using Scrutiny.Sources;

namespace Scrutiny.Releases;

/// <summary>What stands between a load and its publication: errors that keep it back, and warnings that a person acknowledges.</summary>
public static class PublishChecklist
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Looks at a load.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <returns>What was found, errors first; empty where nothing was.</returns>
    public static IReadOnlyList<ChecklistItem> Of(ChecklistFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return [.. Errors(facts).Concat(Warnings(facts)).OrderBy(item => !item.Code.Blocks())];
    }

    private static IEnumerable<ChecklistItem> Errors(ChecklistFacts facts)
    {
        foreach (var (id, measure) in facts.Measures)
        {
            if (measure is null || string.IsNullOrWhiteSpace(measure.Definition))
            {
                yield return new(ChecklistCode.Definition, $"The measure {measure?.Name ?? id} has no definition: write it in dashboards/measures/{id}.yaml.");
            }
        }

        if (facts.Source is not { } source || new[] { source.Title, source.Publisher, source.Licence }.Any(string.IsNullOrWhiteSpace))
        {
            yield return new(ChecklistCode.Source, "The source lacks its title, publisher or licence: name them in its file under dashboards/sources.");
        }

        foreach (var (board, panel) in facts.Panels.Where(shown => shown.Panel.Alt != Panel.Auto && string.IsNullOrWhiteSpace(shown.Panel.Alt)))
        {
            yield return new(ChecklistCode.AltText, $"The panel {panel.Id} of the board {board} has an empty text alternative: write it in dashboards/boards/{board}.yaml, or say auto.");
        }

        foreach (var file in facts.InQuarantine)
        {
            yield return new(ChecklistCode.Quarantine, $"{file}, of the same source, waits in quarantine: decide about it first.");
        }

        foreach (var fault in facts.Faults)
        {
            yield return new(ChecklistCode.Declarations, $"The declarations hold a fault: {fault}");
        }
    }

    private static IEnumerable<ChecklistItem> Warnings(ChecklistFacts facts)
    {
        foreach (var (_, measure) in facts.Measures)
        {
            if (measure is { Caveats.Count: 0 })
            {
                yield return new(ChecklistCode.Caveat, $"{measure.Name} says nothing of what a reader must know before using it.");
            }

            if (measure is not null && measure.ReviewBy < facts.Today)
            {
                yield return new(ChecklistCode.Review, $"The definition of {measure.Name} was to be looked at again by {measure.ReviewBy.ToString("d MMMM yyyy", British)}.");
            }
        }

        if (facts is { DataTo: { } dataTo, Source.Due: { } due } && due.Next(dataTo) is var next && next < facts.Today)
        {
            yield return new(ChecklistCode.Stale, $"The figures end on {dataTo.ToString("d MMMM yyyy", British)}; newer ones were due on {next.ToString("d MMMM yyyy", British)}.");
        }

        if (facts.Provisional > 0)
        {
            yield return new(ChecklistCode.Provisional, facts.Provisional == 1 ? "1 figure is provisional." : $"{facts.Provisional.ToString("#,##0", British)} figures are provisional.");
        }

        foreach (var change in facts.Changes)
        {
            var rule = facts.Source?.Checks.Select(check => check.Change).FirstOrDefault(rule => rule?.Measure == change.Measure);
            if (rule is not null && change is { Old: { } old and not 0, New: { } now } && Math.Abs(now - old) > rule.AndBy && 100 * Math.Abs(now - old) / Math.Abs(old) is var percent && percent > rule.Percent)
            {
                yield return new(ChecklistCode.LargeChange, string.Create(British, $"{Name(facts, change.Measure)} changes from {old:#,##0.##} to {now:#,##0.##} for {change.Area}, {change.Period}: {percent:0.#}%, and more than {rule.Percent:0.##}% is unusual."));
            }
        }

        if (facts.Synthetic)
        {
            yield return new(ChecklistCode.Synthetic, "The figures are made up. Every page that shows them says so.");
        }
    }

    private static string Name(ChecklistFacts facts, string measure) => facts.Measures.FirstOrDefault(known => known.Id == measure).Measure?.Name ?? measure;
}

/// <summary>One thing that the checklist found.</summary>
/// <param name="Code">What it is.</param>
/// <param name="Sentence">The same for a person, with what to do.</param>
public sealed record ChecklistItem(ChecklistCode Code, string Sentence);

/// <summary>What the checklist looks at.</summary>
public sealed record ChecklistFacts
{
    /// <summary>The measures that the load holds; null where one is not declared.</summary>
    public IReadOnlyList<(string Id, Measure? Measure)> Measures { get; init; } = [];

    /// <summary>Its source; null where it is not declared any more.</summary>
    public Source? Source { get; init; }

    /// <summary>The panels that show any of these measures, with their boards.</summary>
    public IReadOnlyList<(string Board, Panel Panel)> Panels { get; init; } = [];

    /// <summary>Names of other files of the source that wait in quarantine.</summary>
    public IReadOnlyList<string> InQuarantine { get; init; } = [];

    /// <summary>What is wrong in the declarations as they are now.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Last day of the newest period that the load holds; null where it holds none.</summary>
    public DateOnly? DataTo { get; init; }

    /// <summary>How many of its figures are provisional.</summary>
    public long Provisional { get; init; }

    /// <summary>Values that change.</summary>
    public IReadOnlyList<ChangedFigure> Changes { get; init; } = [];

    /// <summary>Whether the figures are made up.</summary>
    public bool Synthetic { get; init; }

    /// <summary>The day, in London.</summary>
    public required DateOnly Today { get; init; }
}

/// <summary>A value that a load changes.</summary>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Area">The area.</param>
/// <param name="Period">The period's words.</param>
/// <param name="Old">The value before; null where there was none.</param>
/// <param name="New">The value after; null where there is none.</param>
public sealed record ChangedFigure(string Measure, string Area, string Period, decimal? Old, decimal? New);
