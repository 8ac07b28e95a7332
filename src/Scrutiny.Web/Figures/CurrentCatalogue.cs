using Scrutiny.Boards;
using Scrutiny.Dashboards;

namespace Scrutiny.Web.Figures;

/// <summary>
/// What <c>dashboards/</c> declares, as this audience may know it. Read again when the folder changes: a board with a fault keeps its last
/// good version, and so does everything else together, since measures, areas and annotations lean on each other.
/// </summary>
internal sealed class CurrentCatalogue
{
    private readonly string folder;
    private readonly Audience audience;
    private volatile Reading reading;

    /// <exception cref="SentenceException">Something besides boards is wrong at the start, when there is no good version to keep.</exception>
    public CurrentCatalogue(string folder, Audience audience)
    {
        (this.folder, this.audience) = (folder, audience);
        Catalogue.Read(folder);
        reading = Read(null);
    }

    public string Folder => folder;

    /// <summary>The last good version of everything.</summary>
    public Catalogue Value => reading.Value;

    /// <summary>What is wrong in the folder as it is now, which is why something older is still shown.</summary>
    public IReadOnlyList<Fault> Faults => reading.Faults;

    /// <summary>Whether a declaration has changed since the folder was last read.</summary>
    public bool HasChanged => Stamp() != reading.Stamp;

    /// <summary>Changes with every change of a declaration.</summary>
    public string Stamp()
    {
        try
        {
            return string.Join('\n', new DirectoryInfo(folder).EnumerateFiles("*.yaml", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal).Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Something goes away while it is listed; the next look sees what stays.
            return fault.Message;
        }
    }

    /// <summary>Rises each time the folder is read.</summary>
    public int Number { get; private set; }

    /// <summary>Reads the folder again.</summary>
    /// <returns>What is wrong in it.</returns>
    public IReadOnlyList<Fault> Reload()
    {
        reading = Read(reading.Whole);
        Number++;
        return reading.Faults;
    }

    private Reading Read(Catalogue? before)
    {
        // Taken before the reading, so that what changes meanwhile is seen as a change.
        var stamp = Stamp();
        var faults = new List<Fault>();
        Catalogue whole;
        try
        {
            var rest = Catalogue.CheckAllButBoards(folder, faults);
            whole = (faults.Count == 0 || before is null ? rest : before).WithBoards(folder, faults);
        }
        catch (Exception fault) when (before is not null && fault is IOException or UnauthorizedAccessException)
        {
            return Shown(before!, [new Fault("dashboards", 0, 0, $"The folder can't be read just now: {fault.Message}")], stamp);
        }

        // A board that is gone is gone; one that is broken is kept as it was.
        var boards = new SortedDictionary<string, Declaration<Board>>(whole.Boards.ToDictionary(), StringComparer.Ordinal);
        foreach (var (slug, last) in (before?.Boards ?? whole.Boards).Where(board => File.Exists(Path.Combine(folder, "boards", board.Key + ".yaml"))))
        {
            boards.TryAdd(slug, last);
        }

        return Shown(whole with { Boards = boards }, faults, stamp);
    }

    private Reading Shown(Catalogue whole, IReadOnlyList<Fault> faults, string stamp) => new(whole, audience == Audience.Public ? whole.ForPublic() : whole, faults, stamp);

    private sealed record Reading(Catalogue Whole, Catalogue Value, IReadOnlyList<Fault> Faults, string Stamp);
}
