using Dapper;
using Npgsql;
using Scrutiny.Packs;

namespace Scrutiny.PackBuilds;

/// <summary>Reads packs as staff write them.</summary>
public static class StoredPacks
{
    private const string Sql = """
        select number as Number, slug as Slug, title as Title, occasion as Occasion, meeting as Meeting, cut as Cut, area as Area, sample as Sample, state as State, edition as Edition, version as Version, changed_at as ChangedAt
        from pack.pack where @slug::text is null or slug = @slug order by changed_at desc
        """;

    private const string ChaptersSql = """
        select pack as Pack, chapter as Chapter, heading as Heading, commentary as Commentary, new_page as NewPage, promises as Promises, panels::text as Panels, version as Version,
               case when held_until > clock_timestamp() then holder end as Holder, case when held_until > clock_timestamp() then holder_name end as HolderName
        from pack.chapter where pack = any(@numbers) order by pack, turn
        """;

    /// <summary>Every pack, the last changed first.</summary>
    /// <param name="connection">Open, as a role that may read drafts.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<IReadOnlyList<StoredPack>> AllAsync(NpgsqlConnection connection, CancellationToken cancel) => ReadAsync(connection, null, cancel);

    /// <summary>One pack; null where there is none.</summary>
    /// <param name="connection">Open, as a role that may read drafts.</param>
    /// <param name="slug">Its name in addresses.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<StoredPack?> FindAsync(NpgsqlConnection connection, string slug, CancellationToken cancel) => (await ReadAsync(connection, slug, cancel)).SingleOrDefault();

    private static async Task<IReadOnlyList<StoredPack>> ReadAsync(NpgsqlConnection connection, string? slug, CancellationToken cancel)
    {
        var rows = (await connection.QueryAsync<PackRow>(new CommandDefinition(Sql, new { slug }, cancellationToken: cancel))).AsList();
        var chapters = (await connection.QueryAsync<ChapterRow>(new CommandDefinition(ChaptersSql, new { numbers = rows.Select(row => row.Number).ToArray() }, cancellationToken: cancel))).ToLookup(row => row.Pack);
        return [.. rows.Select(row => row.ToPack([.. chapters[row.Number].Select(chapter => chapter.ToChapter())]))];
    }

    private sealed record PackRow(long Number, string Slug, string Title, string? Occasion, string? Meeting, DateTime Cut, string Area, bool Sample, string State, int Edition, int Version, DateTime ChangedAt)
    {
        public StoredPack ToPack(IReadOnlyList<StoredChapter> chapters) => new(
            new PackPlan { Slug = Slug, Title = Title, Occasion = Occasion, Meeting = Meeting, Cut = new DateTimeOffset(Cut, TimeSpan.Zero), Area = Area, Sample = Sample, Sections = [.. chapters.Select(chapter => chapter.Section)] },
            PackStates.Parse(State), Edition, Version, new DateTimeOffset(ChangedAt, TimeSpan.Zero), chapters);
    }

    private sealed record ChapterRow(long Pack, int Chapter, string Heading, string Commentary, bool NewPage, bool Promises, string Panels, int Version, string? Holder, string? HolderName)
    {
        public StoredChapter ToChapter() => new(
            Chapter, Version, new PackSection { Heading = Heading, Commentary = Commentary, NewPage = NewPage, Promises = Promises, Panels = PackJson.Read<IReadOnlyList<PackPanel>>(Panels) }, Holder, HolderName);
    }
}

/// <summary>A pack as staff have it before them.</summary>
/// <param name="Plan">What it is made of.</param>
/// <param name="State">How far this edition has come.</param>
/// <param name="Edition">Its edition, from 1.</param>
/// <param name="Version">Rises with each change.</param>
/// <param name="ChangedAt">When it was last changed, UTC.</param>
/// <param name="Chapters">Its chapters in order.</param>
public sealed record StoredPack(PackPlan Plan, PackState State, int Edition, int Version, DateTimeOffset ChangedAt, IReadOnlyList<StoredChapter> Chapters);

/// <summary>A chapter and who has it open.</summary>
/// <param name="Number">By which it is known, whatever its place.</param>
/// <param name="Version">Rises with each change of it.</param>
/// <param name="Section">What it holds.</param>
/// <param name="Holder">Account of the person who has it open; null for nobody.</param>
/// <param name="HolderName">That person's name.</param>
public sealed record StoredChapter(int Number, int Version, PackSection Section, string? Holder, string? HolderName);
