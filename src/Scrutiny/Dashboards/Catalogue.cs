using System.Security.Cryptography;
using System.Text.Json;
using Scrutiny.Areas;
using Scrutiny.Boards;
using Scrutiny.Calendars;
using Scrutiny.Measures;
using Scrutiny.Questions;
using Scrutiny.Sources;

namespace Scrutiny.Dashboards;

/// <summary>Everything that <c>dashboards/</c> declares, read once and checked together.</summary>
/// <param name="Measures">Measures by id.</param>
/// <param name="Sources">Sources by id.</param>
/// <param name="Areas">Areas by code and name.</param>
/// <param name="Priorities">Priorities in the plan's order.</param>
public sealed record Catalogue(
    IReadOnlyDictionary<string, Declaration<Measure>> Measures,
    IReadOnlyDictionary<string, Declaration<Source>> Sources,
    AreaNames Areas,
    IReadOnlyList<Priority> Priorities)
{
    /// <summary>Boards by slug. One with a fault is not among them: it stops nothing but itself.</summary>
    public IReadOnlyDictionary<string, Declaration<Board>> Boards { get; init; } = new Dictionary<string, Declaration<Board>>();

    /// <summary>What the public process knows: no board and no measure that is for staff only.</summary>
    public Catalogue ForPublic() => this with
    {
        Boards = Boards.Where(board => board.Value.Value.Audience == Readership.Public).ToDictionary(),
        Measures = Measures.Where(measure => measure.Value.Value.Audience == Readership.Public).ToDictionary(),
    };

    /// <summary>For each force that is compared: the forces that are looked at first.</summary>
    public IReadOnlyList<AreaGroup> Groups { get; init; } = [];

    /// <summary>Why questions from the public are not put; none where the folder has no such file.</summary>
    public StandardReasons Reasons { get; init; } = StandardReasons.None;

    /// <summary>Days on which offices work; only weekends are known where the folder has no file of bank holidays.</summary>
    public WorkingDays WorkingDays { get; init; } = new([]);

    /// <summary>Annotations by id.</summary>
    public IReadOnlyDictionary<string, Declaration<Annotation>> Annotations { get; init; } = new Dictionary<string, Declaration<Annotation>>();

    /// <summary>The annotations that concern a measure, in order of date.</summary>
    /// <param name="measure">Id of the measure.</param>
    public IReadOnlyList<Annotation> AnnotationsOf(string measure) =>
        [.. Annotations.Values.Select(annotation => annotation.Value).Where(annotation => annotation.Measures.Contains(measure)).OrderBy(annotation => annotation.Date)];

    /// <summary>Whether every source that a value came from is made up.</summary>
    /// <param name="source">Id of the source.</param>
    public bool IsSynthetic(string source) => Sources.TryGetValue(source, out var declaration) && declaration.Value.Kind == SourceKind.Synthetic;

    /// <summary>Whether a source brings measures that are for staff only: nothing of its files is ever published.</summary>
    /// <param name="source">Id of the source.</param>
    public bool IsForStaff(string source) => Measures.Values.Any(measure => measure.Value.Audience == Readership.Staff && measure.Value.Sources.Contains(source));

    /// <summary>
    /// What decides how a source's files are read: its own declaration, the areas, and the breakdowns, breaks, units and frequencies of its
    /// measures. Where it changes, the same bytes are worth reading again.
    /// </summary>
    /// <param name="source">A source.</param>
    /// <returns>SHA-256, lower-case hexadecimal.</returns>
    public string ReadingSha256(Declaration<Source> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var measures = Measures.Values.Where(measure => measure.Value.Sources.Contains(source.Id)).OrderBy(measure => measure.Id, StringComparer.Ordinal)
            .Select(measure => new { measure.Id, measure.Value.Breakdowns, measure.Value.Breaks, measure.Value.Unit, measure.Value.Frequency });
        var all = JsonSerializer.SerializeToUtf8Bytes(new { source.Sha256, Areas = Areas.ByCode.Values.OrderBy(area => area.Code, StringComparer.Ordinal), Measures = measures });
        return Convert.ToHexStringLower(SHA256.HashData(all));
    }

    /// <summary>This catalogue with one source more, or another in its place.</summary>
    /// <param name="source">The source.</param>
    public Catalogue With(Declaration<Source> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return this with { Sources = new Dictionary<string, Declaration<Source>>(Sources) { [source.Id] = source } };
    }

    /// <summary>Reads the folder. A board with a fault is left out; <see cref="Check"/> lists those too.</summary>
    /// <param name="folder">Path of <c>dashboards/</c>.</param>
    /// <exception cref="SentenceException">Another declaration is wrong; the message names the first fault and how many there are.</exception>
    public static Catalogue Read(string folder)
    {
        var faults = new List<Fault>();
        var catalogue = CheckAllButBoards(folder, faults);

        return faults.Count == 0
            ? catalogue.WithBoards(folder, [])
            : throw SentenceException.Refused(faults[0] + (faults.Count > 1 ? $" ({faults.Count - 1} more; './scrutiny sources check' lists them)" : ""));
    }

    /// <summary>Reads the folder and lists every fault.</summary>
    /// <param name="folder">Path of <c>dashboards/</c>.</param>
    /// <param name="faults">Receives the faults.</param>
    /// <returns>What could be read.</returns>
    public static Catalogue Check(string folder, ICollection<Fault> faults) => CheckAllButBoards(folder, faults).WithBoards(folder, faults);

    /// <summary>Reads the folder except its boards, and lists every fault.</summary>
    /// <param name="folder">Path of <c>dashboards/</c>.</param>
    /// <param name="faults">Receives the faults.</param>
    /// <returns>What could be read.</returns>
    public static Catalogue CheckAllButBoards(string folder, ICollection<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var measures = ReadFolder<Measure>(folder, "measures", faults);
        var sources = ReadFolder<Source>(folder, "sources", faults);
        var areas = StrictYaml.Read<AreaFile>(Path.Combine(folder, "areas.yaml"), "dashboards/areas.yaml", faults);
        var priorities = StrictYaml.Read<PriorityFile>(Path.Combine(folder, "priorities.yaml"), "dashboards/priorities.yaml", faults)?.Value.Priorities ?? [];
        var reasons = Path.Combine(folder, "reasons.yaml") is var path && File.Exists(path) ? StrictYaml.Read<ReasonFile>(path, "dashboards/reasons.yaml", faults)?.Value.Reasons ?? [] : [];
        var holidays = Path.Combine(folder, "bank-holidays.yaml") is var days && File.Exists(days) ? StrictYaml.Read<BankHolidayFile>(days, "dashboards/bank-holidays.yaml", faults)?.Value.Holidays ?? [] : [];
        var annotations = Directory.Exists(Path.Combine(folder, "annotations")) ? ReadFolder<Annotation>(folder, "annotations", faults) : [];
        var catalogue = new Catalogue(measures, sources, new AreaNames(areas?.Value.Areas ?? []), priorities) { Annotations = annotations, Groups = areas?.Value.Groups ?? [], Reasons = new StandardReasons(reasons), WorkingDays = new WorkingDays(holidays) };
        foreach (var source in sources.Values.Where(source => !source.Id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')))
        {
            faults.Add(source.At(source.Value, nameof(Source.Schema), $"The file's name is the source's id, and '{source.Id}' is none; use lower-case letters, digits and hyphens."));
        }

        foreach (var fault in CatalogueRules.Check(catalogue).Concat(areas is null ? [] : CatalogueRules.CheckGroups(areas, catalogue)))
        {
            faults.Add(fault);
        }

        return catalogue;
    }

    /// <summary>This catalogue with the boards of a folder, which it may be without.</summary>
    /// <param name="folder">Path of <c>dashboards/</c>.</param>
    /// <param name="faults">Receives the faults of boards that are left out; never a warning.</param>
    public Catalogue WithBoards(string folder, ICollection<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var read = Directory.Exists(Path.Combine(folder, "boards")) ? ReadFolder<Board>(folder, "boards", faults) : [];
        foreach (var board in read.Values.ToList())
        {
            var found = BoardLint.Check(board, this).Where(fault => !fault.IsWarning).ToList();
            if (found.Count > 0)
            {
                read.Remove(board.Id);
            }

            foreach (var fault in found)
            {
                faults.Add(fault);
            }
        }

        return this with { Boards = read };
    }

    /// <summary>Checks one file, in the folder or a draft elsewhere, beside the rest of the catalogue. Its first field, <c>schema</c>, says what it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="faults">Receives the faults, and of a board its warnings too.</param>
    /// <param name="today">The day for warnings about dates; null for none of those.</param>
    /// <returns>The source, where the file declares one that can be read.</returns>
    public Declaration<Source>? CheckFile(string path, ICollection<Fault> faults, DateOnly? today = null)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var schema = File.ReadLines(path).FirstOrDefault(line => line.StartsWith("schema:", StringComparison.Ordinal))?["schema:".Length..].Split(" #")[0].Trim(' ', '\'', '"');
        IEnumerable<Fault> found = [];
        Declaration<Source>? source = null;
        switch (schema)
        {
            case "source/1":
                source = StrictYaml.Read<Source>(path, path, faults);
                found = source is null ? [] : CatalogueRules.CheckSource(source, this);
                break;
            case "measure/1":
                found = StrictYaml.Read<Measure>(path, path, faults) is { } measure ? CatalogueRules.CheckMeasure(measure, this) : [];
                break;
            case "board/1":
                found = StrictYaml.Read<Board>(path, path, faults) is { } board ? BoardLint.Check(board, this, today) : [];
                break;
            case "annotation/1":
                found = StrictYaml.Read<Annotation>(path, path, faults) is { } annotation ? CatalogueRules.CheckAnnotation(annotation, this) : [];
                break;
            case "areas/1":
                StrictYaml.Read<AreaFile>(path, path, faults);
                break;
            case "priorities/1":
                StrictYaml.Read<PriorityFile>(path, path, faults);
                break;
            case "reasons/1":
                StrictYaml.Read<ReasonFile>(path, path, faults);
                break;
            case "bank-holidays/1":
                StrictYaml.Read<BankHolidayFile>(path, path, faults);
                break;
            default:
                faults.Add(new Fault(path, 1, 1, $"The file does not say what it is; its first field must be 'schema: source/1', 'schema: measure/1', 'schema: annotation/1', 'schema: board/1', 'schema: areas/1', 'schema: priorities/1', 'schema: reasons/1' or 'schema: bank-holidays/1'{(schema is null ? "" : $", not '{schema}'")}."));
                break;
        }

        foreach (var fault in found)
        {
            faults.Add(fault);
        }

        return source;
    }

    private static Dictionary<string, Declaration<T>> ReadFolder<T>(string folder, string kind, ICollection<Fault> faults)
        where T : class
    {
        var path = Path.Combine(folder, kind);
        if (!Directory.Exists(path))
        {
            faults.Add(new Fault($"dashboards/{kind}", 0, 0, "The folder is missing."));
            return [];
        }

        return Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal)
            .Select(file => StrictYaml.Read<T>(file, $"dashboards/{kind}/{Path.GetFileName(file)}", faults))
            .OfType<Declaration<T>>()
            .ToDictionary(declaration => declaration.Id);
    }
}
