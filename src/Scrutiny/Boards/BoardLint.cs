using System.Text.RegularExpressions;
using Scrutiny.Dashboards;
using Scrutiny.Measures;

namespace Scrutiny.Boards;

/// <summary>Holds a board to the rules of <see cref="LintRule"/>.</summary>
public static partial class BoardLint
{
    /// <summary>The most series in a line or a table: more cannot be told apart.</summary>
    public const int MostSeries = 4;

    /// <summary>What is wrong with a board: faults, which stop it, and warnings.</summary>
    /// <param name="declaration">The board.</param>
    /// <param name="catalogue">What it may name; it need not hold the board yet.</param>
    /// <param name="today">The day for <see cref="LintRule.Review"/>; null leaves that rule out.</param>
    public static IEnumerable<Fault> Check(Declaration<Board> declaration, Catalogue catalogue, DateOnly? today = null)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        ArgumentNullException.ThrowIfNull(catalogue);
        return new Linter(declaration, catalogue, today).Board();
    }

    /// <summary>Whether a text is an id: lower-case letters, digits and hyphens, starting with a letter.</summary>
    /// <param name="text">The text.</param>
    public static bool IsId(string text) => Id().IsMatch(text);

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex Id();

    [GeneratedRegex("[0-9]+(?:[.,][0-9]+)*")]
    private static partial Regex Number();

    // 999 and 101 are names of services, and a year does not go stale.
    [GeneratedRegex("^(999|101|(19|20)[0-9]{2})$")]
    private static partial Regex NameOrYear();

    private sealed class Linter(Declaration<Board> declaration, Catalogue catalogue, DateOnly? today)
    {
        private readonly Board board = declaration.Value;

        public IEnumerable<Fault> Board()
        {
            if (board.Schema != "board/1")
            {
                yield return Fault(LintRule.Form, board, nameof(board.Schema), $"schema is '{board.Schema}'; this program reads 'board/1'.");
            }

            if (!IsId(declaration.Id))
            {
                yield return Fault(LintRule.Form, board, nameof(board.Schema), $"The file's name is the board's address, and '{declaration.Id}' can be none; use lower-case letters, digits and hyphens.");
            }

            if (board.Owner.Length == 0)
            {
                yield return Fault(LintRule.Form, board, nameof(board.Owner), "owner is empty; name the role that answers for the board.");
            }

            if (board.Priority is { } priority && catalogue.Priorities.All(known => known.Id != priority))
            {
                yield return Fault(LintRule.Name, board, nameof(board.Priority), Unknown("priority", priority, catalogue.Priorities.Select(known => known.Id)));
            }

            if (today > board.ReviewBy)
            {
                yield return Fault(LintRule.Review, board, nameof(board.ReviewBy), $"The board was to be reviewed by {board.ReviewBy:yyyy-MM-dd}; look whether it is still right and set the next date.");
            }

            for (var i = 0; i < board.Annotations.Count; i++)
            {
                if (!catalogue.Annotations.ContainsKey(board.Annotations[i]))
                {
                    yield return Fault(LintRule.Threshold, board, $"{nameof(board.Annotations)}[{i}]", Unknown("annotation", board.Annotations[i], catalogue.Annotations.Keys));
                }
            }

            foreach (var fault in Defaults().Concat(Filters()).Concat(Sections()).Concat(board.Panels().SelectMany(Panel)).Concat(Names()))
            {
                yield return fault;
            }
        }

        private IEnumerable<Fault> Defaults()
        {
            if (!Lookback.TryParse(board.Defaults.Period, out _))
            {
                yield return NotAPeriod(board.Defaults, nameof(BoardDefaults.Period), board.Defaults.Period);
            }

            if (board.Defaults.Area is { } area && !catalogue.Areas.ByCode.ContainsKey(area))
            {
                yield return Fault(LintRule.Name, board.Defaults, nameof(BoardDefaults.Area), Unknown("area", area, catalogue.Areas.ByCode.Keys));
            }

            if (board.Defaults.Grain is { } grain && Measures().ToList() is { Count: > 0 } measures && measures.All(measure => measure.Frequency != grain))
            {
                yield return Fault(LintRule.Grain, board.Defaults, nameof(BoardDefaults.Grain), $"No measure on the board is reported by {KebabNaming.Policy.ConvertName(grain.ToString())}; the grain says nothing of it.");
            }
        }

        private IEnumerable<Fault> Filters()
        {
            foreach (var filter in board.Filters)
            {
                if (filter.Choices.Count == 0 || board.Filters.First(other => other.Name == filter.Name) != filter)
                {
                    yield return Fault(LintRule.Empty, filter, nameof(BoardFilter.Name), filter.Choices.Count == 0 ? "A filter needs a choice." : "This filter stands a second time; keep one.");
                }

                for (var i = 0; i < filter.Choices.Count; i++)
                {
                    var (choice, at) = (filter.Choices[i], $"{nameof(BoardFilter.Choices)}[{i}]");
                    var fault = filter.Name switch
                    {
                        BoardFilterName.Period => Lookback.TryParse(choice, out _) ? null : NotAPeriod(filter, at, choice),
                        BoardFilterName.Area => choice == Boards.Panel.Districts || catalogue.Areas.ByCode.ContainsKey(choice) ? null : Fault(LintRule.Name, filter, at, Unknown("area", choice, catalogue.Areas.ByCode.Keys)),
                        BoardFilterName.Breakdown => choice == SeriesName.Total || Parts().Contains(choice) ? null : Fault(LintRule.Name, filter, at, Unknown("part of the board's measures", choice, Parts())),
                    };
                    if (fault is not null)
                    {
                        yield return fault;
                    }
                }
            }
        }

        private IEnumerable<Fault> Sections()
        {
            if (board.Sections.Count == 0)
            {
                yield return Fault(LintRule.Empty, board, nameof(board.Sections), "A board needs a section with a panel.");
            }

            foreach (var section in board.Sections.Where(section => section.Panels.Count == 0))
            {
                yield return Fault(LintRule.Empty, section, nameof(BoardSection.Panels), $"The section '{section.Heading}' has no panel; give it one or take it out.");
            }

            foreach (var panel in board.Panels().Where(panel => !IsId(panel.Id)))
            {
                yield return Fault(LintRule.PanelId, panel, nameof(Boards.Panel.Id), $"'{panel.Id}' is no panel's id; use lower-case letters, digits and hyphens, a letter first.");
            }

            foreach (var twin in board.Panels().GroupBy(panel => panel.Id).SelectMany(same => same.Skip(1)))
            {
                yield return Fault(LintRule.PanelId, twin, nameof(Boards.Panel.Id), $"The panel '{twin.Id}' stands here a second time; give it another id.");
            }
        }

        private IEnumerable<Fault> Panel(Panel panel) =>
            FieldsOf(panel).Concat(MeasuresOf(panel)).Concat(PlacesOf(panel)).Concat(ThresholdsOf(panel)).Concat(PictureOf(panel)).Concat(WordsOf(panel));

        /// <summary>What a type of panel needs and does not use.</summary>
        private IEnumerable<Fault> FieldsOf(Panel panel)
        {
            var (least, most) = panel.Type switch
            {
                PanelType.Text => (0, 0),
                PanelType.Line or PanelType.Table => (1, MostSeries),
                PanelType.SparklineTable => (1, 30),
                PanelType.Headline or PanelType.Spc or PanelType.Column or PanelType.Bar or PanelType.SmallMultiples or PanelType.BeforeAfter or PanelType.Funnel => (1, 1),
            };
            var count = panel.NamedMeasures().Count;
            if (count < least || count > most)
            {
                yield return Fault(LintRule.Fields, panel, count == 0 ? nameof(panel.Type) : panel.Measures.Count > 0 ? nameof(panel.Measures) : nameof(panel.Measure), $"A {TypeOf(panel)} panel names {(most == 0 ? "no measure" : most == 1 ? "one measure" : $"one to {most} measures")}; '{panel.Id}' names {count}.");
            }

            if (panel is { Breakdown: not null, Breakdowns.Count: > 0 } or { Area: not null, Areas.Count: > 0 })
            {
                yield return Fault(LintRule.Fields, panel, panel.Breakdowns.Count > 0 ? nameof(panel.Breakdowns) : nameof(panel.Areas), "Give a panel one part or a list of parts, one area or a list of areas, not both.");
            }

            var lists = (panel.Breakdowns.Count > 0 ? 1 : 0) + (panel.Areas.Count > 0 ? 1 : 0);
            var (leastLists, mostLists) = panel.Type switch
            {
                PanelType.Bar or PanelType.SmallMultiples => (1, 1),
                PanelType.Line or PanelType.Table => (0, 2),
                PanelType.Headline or PanelType.Spc or PanelType.Column or PanelType.BeforeAfter or PanelType.SparklineTable or PanelType.Text or PanelType.Funnel => (0, 0),
            };
            if (lists < leastLists || lists > mostLists)
            {
                yield return Fault(LintRule.Fields, panel, nameof(panel.Type), leastLists == 1 ? $"A {TypeOf(panel)} panel needs either 'areas' or 'breakdowns'." : $"A {TypeOf(panel)} panel shows one series; use 'area' and 'breakdown', not lists.");
            }

            if (panel.Title is null && (count > 1 || panel.Type == PanelType.Text))
            {
                yield return Fault(LintRule.Fields, panel, nameof(panel.Type), $"'{panel.Id}' needs a 'title', since it does not show one measure that would give it one.");
            }

            if ((panel.Type == PanelType.Text) != (panel.Words is not null))
            {
                yield return Fault(LintRule.Fields, panel, panel.Words is null ? nameof(panel.Type) : nameof(panel.Words), panel.Words is null ? "A text panel needs 'words'." : "Only a text panel has 'words'; use 'message' for the sentence above a chart.");
            }

            if ((panel.Type == PanelType.BeforeAfter) != (panel.Event is not null))
            {
                yield return Fault(LintRule.Fields, panel, panel.Event is null ? nameof(panel.Type) : nameof(panel.Event), panel.Event is null ? "A before-after panel needs 'event', the annotation at which it is split." : "Only a before-after panel has 'event'.");
            }

            if (panel.Period is { } period && !Lookback.TryParse(period, out _))
            {
                yield return NotAPeriod(panel, nameof(panel.Period), period);
            }
        }

        private IEnumerable<Fault> MeasuresOf(Panel panel)
        {
            foreach (var (id, at) in panel.Measures.Select((id, i) => (id, $"{nameof(panel.Measures)}[{i}]")).Prepend((panel.Measure!, nameof(panel.Measure))).Where(named => named.Item1 is not null))
            {
                if (!catalogue.Measures.TryGetValue(id, out var measure))
                {
                    yield return Fault(LintRule.Measure, panel, at, Unknown("measure", id, catalogue.Measures.Keys));
                }
                else if (board.Audience == Readership.Public && measure.Value.Audience == Readership.Staff)
                {
                    yield return Fault(LintRule.Wall, panel, at, $"The measure '{id}' is for staff only, and this board is public; take it out, or make the board 'audience: staff'.");
                }
            }
        }

        private IEnumerable<Fault> PlacesOf(Panel panel)
        {
            foreach (var (code, at) in panel.Areas.Select((code, i) => (code, $"{nameof(panel.Areas)}[{i}]")).Prepend((panel.Area!, nameof(panel.Area))).Where(named => named.Item1 is not null))
            {
                if (!catalogue.Areas.ByCode.ContainsKey(code) && !(code == Boards.Panel.Districts && at != nameof(panel.Area)))
                {
                    yield return Fault(LintRule.Name, panel, at, Unknown("area", code, catalogue.Areas.ByCode.Keys));
                }
            }

            foreach (var (key, at) in panel.Breakdowns.Select((key, i) => (key, $"{nameof(panel.Breakdowns)}[{i}]")).Prepend((panel.Breakdown!, nameof(panel.Breakdown))).Where(named => named.Item1 is not null))
            {
                foreach (var measure in MeasuresOn(panel).Where(measure => key != SeriesName.Total && !(key == Boards.Panel.AllParts && at != nameof(panel.Breakdown)) && measure.Value.Breakdowns.All(part => part.Key != key)))
                {
                    yield return Fault(LintRule.Name, panel, at, Unknown($"breakdown of {measure.Id}", key, measure.Value.Breakdowns.Select(part => part.Key)));
                }
            }
        }

        private IEnumerable<Fault> ThresholdsOf(Panel panel)
        {
            if (panel.Event is { } split && !catalogue.Annotations.ContainsKey(split))
            {
                yield return Fault(LintRule.Threshold, panel, nameof(panel.Event), Unknown("annotation", split, catalogue.Annotations.Keys));
            }

            var measures = MeasuresOn(panel);
            if (panel is { Type: PanelType.BeforeAfter, Event: { } named } && catalogue.Annotations.TryGetValue(named, out var annotation)
                && measures.FirstOrDefault(measure => !annotation.Value.BeforeAfter || !annotation.Value.Measures.Contains(measure.Id)) is { } apart)
            {
                yield return Fault(LintRule.Threshold, panel, nameof(panel.Event), annotation.Value.BeforeAfter
                    ? $"The annotation '{named}' does not concern '{apart.Id}'; add the measure to it in dashboards/annotations/{named}.yaml."
                    : $"The annotation '{named}' is not one whose effect is shown; give it 'before_after: true' in dashboards/annotations/{named}.yaml.");
            }

            if (panel.Target is { } target && measures.All(measure => measure.Value.Targets.All(known => known.Id != target)))
            {
                yield return Fault(LintRule.Threshold, panel, nameof(panel.Target), Unknown("target of this panel's measure", target, measures.SelectMany(measure => measure.Value.Targets).Select(known => known.Id)));
            }

            if (panel.Tolerance is { } tolerance && measures.All(measure => measure.Value.Tolerances.All(known => known.Id != tolerance)))
            {
                yield return Fault(LintRule.Threshold, panel, nameof(panel.Tolerance), Unknown("tolerance of this panel's measure", tolerance, measures.SelectMany(measure => measure.Value.Tolerances).Select(known => known.Id)));
            }
        }

        /// <summary>Whether the picture may be drawn of these measures.</summary>
        private IEnumerable<Fault> PictureOf(Panel panel)
        {
            var measures = MeasuresOn(panel);
            if (panel.Type is PanelType.Spc or PanelType.BeforeAfter && measures.FirstOrDefault(measure => measure.Value.Chart == ChartKind.Run) is { } run)
            {
                yield return Fault(LintRule.Limits, panel, nameof(panel.Type), $"No limits are drawn for '{run.Id}', whose chart is 'run' (a rolling figure, a stock or a short series); use 'line' or 'column'.");
            }

            if (panel.Type == PanelType.Funnel && measures.FirstOrDefault(measure => measure.Value.Comparability.Forces == ForceComparison.No) is { } alone)
            {
                yield return Fault(LintRule.Comparison, panel, nameof(panel.Type), $"Forces may not be compared on '{alone.Id}': {alone.Value.Comparability.Reason}");
            }

            if (panel.Type == PanelType.Funnel && measures.FirstOrDefault(measure => measure.Value.Unit == Unit.Count) is { } total)
            {
                yield return Fault(LintRule.Comparison, panel, nameof(panel.Type), $"'{total.Id}' is a count: forces differ in size, so their counts say nothing of each other; name a share or a rate.");
            }

            if (panel.Type == PanelType.Line && measures.Select(measure => (measure.Value.Unit, measure.Value.Frequency)).Distinct().Count() > 1)
            {
                yield return Fault(LintRule.Units, panel, nameof(panel.Measures), "The measures of one line chart need one unit and one frequency; show them in panels of their own.");
            }

            var home = board.Defaults.Area ?? "";
            if (panel.Type is PanelType.Line or PanelType.Table && (panel.Areas.Contains(Boards.Panel.Districts) || PanelSeries.Of(panel, home, home, null, catalogue).Count > MostSeries))
            {
                yield return Fault(LintRule.Series, panel, nameof(panel.Type), $"'{panel.Id}' would show more than {MostSeries} series, which cannot be told apart; use small-multiples or several panels.");
            }
        }

        private IEnumerable<Fault> WordsOf(Panel panel)
        {
            var names = string.Join(' ', MeasuresOn(panel).Select(measure => measure.Value.Name));
            foreach (var (text, property, field) in new[] { (panel.Message, nameof(panel.Message), "message"), (panel.Alt, nameof(panel.Alt), "alt") })
            {
                if (Number().Matches(text).Select(match => match.Value).FirstOrDefault(number => !NameOrYear().IsMatch(number) && !Number().Matches(names).Any(named => named.Value == number)) is { } typed)
                {
                    yield return Fault(LintRule.TypedNumber, panel, property, $"The {field} of '{panel.Id}' has the number {typed} typed by hand, which goes stale with the next figures; write it without, or use 'auto'.");
                }
            }
        }

        private IEnumerable<Fault> Names()
        {
            var ids = board.Panels().Select(panel => panel.Id).ToHashSet();
            IEnumerable<(object Owner, string At, string Id)> named =
            [
                .. board.Present.Select(step => ((object)step, nameof(PresentStep.Panel), step.Panel)),
                .. board.Present.SelectMany(step => step.With.Select((id, i) => ((object)step, $"{nameof(PresentStep.With)}[{i}]", id))),
                .. board.Embed.Select((id, i) => ((object)board, $"{nameof(board.Embed)}[{i}]", id)),
                .. board.Watch.Select(rule => ((object)rule, nameof(WatchRule.Panel), rule.Panel)),
                .. board.Pack is { } pack ? pack.LeaveOut.Select((id, i) => ((object)pack, $"{nameof(PackRule.LeaveOut)}[{i}]", id)) : [],
            ];
            foreach (var (owner, at, id) in named.Where(name => !ids.Contains(name.Id)))
            {
                yield return Fault(LintRule.PanelName, owner, at, Unknown("panel", id, ids));
            }

            if (board is { Audience: Readership.Staff, Embed.Count: > 0 })
            {
                yield return Fault(LintRule.Embedding, board, nameof(board.Embed), "A staff board has no public address, so nothing of it can be embedded; take 'embed' out.");
            }
        }

        private List<Declaration<Measure>> MeasuresOn(Panel panel) => [.. panel.NamedMeasures().Select(id => catalogue.Measures.GetValueOrDefault(id)).OfType<Declaration<Measure>>()];

        private IEnumerable<Measure> Measures() => board.Panels().SelectMany(MeasuresOn).Select(measure => measure.Value);

        private HashSet<string> Parts() => [.. Measures().SelectMany(measure => measure.Breakdowns).Select(part => part.Key)];

        private Fault NotAPeriod(object owner, string property, string text) =>
            Fault(LintRule.Period, owner, property, $"'{text}' is no period; write P12M for twelve months, P5Y for five years, or all.");

        private Fault Fault(LintRule rule, object owner, string property, string message) =>
            declaration.At(owner, property, message) with { Code = rule.Code, IsWarning = rule.IsWarning };

        private static string TypeOf(Panel panel) => KebabNaming.Policy.ConvertName(panel.Type.ToString());

        private static string Unknown(string kind, string word, IEnumerable<string> known)
        {
            var list = known.Order(StringComparer.Ordinal).ToList();
            return $"There is no {kind} '{word}'{NearestMatch.Hint(word, list)}{(list.Count is > 0 and <= 12 ? $" ({string.Join(", ", list)})" : "")}";
        }
    }
}
