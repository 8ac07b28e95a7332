using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Packs;

namespace Scrutiny.PackBuilds;

/// <summary>Writes packs: each act and its entry in the record in the caller's transaction.</summary>
/// <param name="connection">In a transaction that may write, as the staff's role.</param>
/// <param name="actor">A role and its session; never a name.</param>
/// <param name="account">The account, by which a second person is told from the first.</param>
public sealed class PackEdits(NpgsqlConnection connection, string actor, string account)
{
    /// <summary>Plans a pack, or changes its head.</summary>
    /// <param name="plan">The plan; its chapters are not looked at.</param>
    /// <param name="expected">The version that was on the page; 0 for a new pack.</param>
    /// <param name="cancel">Cancels.</param>
    public Task PlanAsync(PackPlan plan, int expected, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return ActAsync("select pack.plan(@slug, @expected, @head::jsonb, @account)", new { slug = plan.Slug, expected, head = PackJson.Write(Head.Of(plan)), account }, AuditAct.PackChanged, plan.Slug, new { Expected = expected }, cancel);
    }

    /// <summary>Opens a chapter for this person; false where somebody else has it open.</summary>
    /// <param name="slug">The pack.</param>
    /// <param name="chapter">The chapter.</param>
    /// <param name="name">The name that colleagues see.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<bool> HoldAsync(string slug, int chapter, string name, CancellationToken cancel)
    {
        var held = false;
        await GuardAsync(async () => held = await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select pack.hold_chapter(@slug, @chapter, @account, @name)", new { slug, chapter, account, name }, cancellationToken: cancel)));
        await AuditTrail.AppendAsync(connection, actor, AuditAct.PackChapterOpened, "pack", slug, new { Chapter = chapter, Held = held ? 1 : 0 }, cancel);
        return held;
    }

    /// <summary>Changes a chapter, or adds one at the end.</summary>
    /// <param name="slug">The pack.</param>
    /// <param name="chapter">The chapter; 0 for a new one.</param>
    /// <param name="expected">The chapter's version that was on the page.</param>
    /// <param name="section">What it is to hold.</param>
    /// <param name="cancel">Cancels.</param>
    public Task PutChapterAsync(string slug, int chapter, int expected, PackSection section, CancellationToken cancel) => ActAsync(
        "select pack.put_chapter(@slug, @chapter, @expected, @content::jsonb, @account)", new { slug, chapter, expected, content = PackJson.Write(section), account }, AuditAct.PackChanged, slug, new { Chapter = chapter, Panels = section.Panels.Count }, cancel);

    /// <summary>Moves a chapter up or down, or takes it out.</summary>
    /// <param name="slug">The pack.</param>
    /// <param name="chapter">The chapter.</param>
    /// <param name="expected">The pack's version that was on the page.</param>
    /// <param name="direction">-1 up, 1 down, 0 out.</param>
    /// <param name="cancel">Cancels.</param>
    public Task MoveChapterAsync(string slug, int chapter, int expected, int direction, CancellationToken cancel) => ActAsync(
        "select pack.move_chapter(@slug, @chapter, @expected, @direction, @account)", new { slug, chapter, expected, direction, account }, AuditAct.PackChanged, slug, new { Chapter = chapter, Direction = direction }, cancel);

    /// <summary>Signs the pack off as it was on the page.</summary>
    /// <param name="slug">The pack.</param>
    /// <param name="expected">The version that was on the page.</param>
    /// <param name="secondPerson">Whether it must be somebody who changed nothing in this edition.</param>
    /// <param name="cancel">Cancels.</param>
    public Task SignAsync(string slug, int expected, bool secondPerson, CancellationToken cancel) => ActAsync(
        "select pack.sign(@slug, @expected, @account, @secondPerson)", new { slug, expected, account, secondPerson }, AuditAct.PackSigned, slug, new { Version = expected }, cancel);

    /// <summary>Publishes the edition that was signed off.</summary>
    /// <param name="slug">The pack.</param>
    /// <param name="expected">The version that was signed off.</param>
    /// <param name="content">What it says.</param>
    /// <param name="files">Its files, the manifest last.</param>
    /// <param name="pdf">Its PDF; null for none.</param>
    /// <param name="key">The installation's key.</param>
    /// <param name="cancel">Cancels.</param>
    public Task PublishAsync(string slug, int expected, PackContent content, IReadOnlyList<PackFile> files, byte[]? pdf, PackKey key, CancellationToken cancel)
    {
        var edition = PublishedEdition.Of(content, files, pdf, key);
        return ActAsync(
            "select pack.publish(@slug, @expected, @synthetic, @manifest, @names, @contents, @figures::jsonb)",
            new { slug, expected, edition.Synthetic, edition.Manifest, edition.Names, edition.Contents, edition.Figures },
            AuditAct.PackPublished, slug, new { Version = expected, Manifest = edition.Manifest }, cancel);
    }

    /// <summary>Begins the next edition of a published pack.</summary>
    /// <param name="slug">The pack.</param>
    /// <param name="cancel">Cancels.</param>
    public Task BeginEditionAsync(string slug, CancellationToken cancel) => ActAsync("select pack.begin_edition(@slug, @account)", new { slug, account }, AuditAct.PackEditionBegun, slug, null, cancel);

    private async Task ActAsync(string sql, object parameters, AuditAct act, string slug, object? facts, CancellationToken cancel)
    {
        await GuardAsync(() => connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancel)));
        await AuditTrail.AppendAsync(connection, actor, act, "pack", slug, facts, cancel);
    }

    private static async Task GuardAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (PostgresException refusal) when (refusal.SqlState is "SM001" or "SM002" or "SM003" or "SM004")
        {
            throw SentenceException.Refused(
                refusal.SqlState switch
                {
                    "SM001" => "Somebody else changed this meanwhile, or has it open; look at how it stands now, then try again.",
                    "SM004" => "Whoever wrote in a pack does not sign it off; ask a colleague.",
                    _ => "The pack is not in a state in which this can be done; look at how it stands now.",
                },
                refusal);
        }
    }

    private sealed record Head(string Title, string? Occasion, string? Meeting, DateTimeOffset Cut, string Area)
    {
        public static Head Of(PackPlan plan) => new(plan.Title, plan.Occasion, plan.Meeting, plan.Cut, plan.Area);
    }
}

/// <summary>An edition as it is copied to the public's side.</summary>
internal sealed record PublishedEdition(bool Synthetic, string Manifest, string[] Names, byte[][] Contents, string Figures)
{
    public static PublishedEdition Of(PackContent content, IReadOnlyList<PackFile> files, byte[]? pdf, PackKey key)
    {
        List<PackFile> all = [.. files, new PackFile($"{content.Plan.Slug}.zip", PackArchive.Write(files, pdf, key)), PackFile.Of("key.pem", key.PublicPem)];
        if (pdf is not null)
        {
            all.Add(new PackFile(PackSignature.Pdf, pdf));
        }

        return new PublishedEdition(
            content.Synthetic,
            PackManifest.Sha256(files[^1].Bytes.Span),
            [.. all.Select(file => file.Name)],
            [.. all.Select(file => file.Bytes.ToArray())],
            PackJson.Write(content.Figures.Where(figure => figure.Point.Value is not null).DistinctBy(figure => (figure.Series.Name, figure.Point.Period)).Select(figure => new
            {
                figure.Series.Name.Measure,
                figure.Series.Name.Area,
                figure.Series.Name.Breakdown,
                PeriodFrom = figure.Point.Period.From,
                PeriodTo = figure.Point.Period.To,
                figure.Point.Value,
                Places = string.Join("; ", figure.Places.Select(content.NameOf)),
            })));
    }
}
