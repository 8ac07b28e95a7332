using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Scrutiny.Tests.Database;

namespace Scrutiny.Tests.Leaks;

/// <summary>A way in which something unpublished gets out, planted to see that it is found.</summary>
/// <param name="Name">What is given away, or by what.</param>
internal sealed record PlantedLeak(string Name)
{
    private const string Waiting = "select count(*) from working.load where publication = 'waiting'";

    /// <summary>In the database, before the next publication.</summary>
    public Func<TestDatabase, Task> Before { get; init; } = _ => Task.CompletedTask;

    /// <summary>In the database, after it.</summary>
    public Func<TestDatabase, Task> After { get; init; } = _ => Task.CompletedTask;

    /// <summary>In the site.</summary>
    public Action<WebApplication, TestDatabase> Site { get; init; } = (_, _) => { };

    /// <summary>Ten, each of another kind.</summary>
    public static IReadOnlyList<PlantedLeak> All { get; } =
    [
        new("a count") { Site = (app, database) => Change(app, "/performance", async page => page.Replace("</main>", $"<p>{await database.AskAsync(Waiting)} loads wait</p></main>", StringComparison.Ordinal)) },
        new("an axis limit")
        {
            Site = (app, database) => Change(app, "/charts/calls-999-answer-time.svg", async svg =>
                svg.Replace("</svg>", $"<text>{await database.AskAsync("select max(value) from working.observation join working.series using (series_id) where measure = 'calls-999-answer-time'")}</text></svg>", StringComparison.Ordinal)),
        },
        new("an id gap") { Before = database => database.AskAsync($"select setval('published.observation_observation_id_seq', (select last_value from published.observation_observation_id_seq) + ({Waiting}))") },
        new("an ETag")
        {
            Site = (app, database) => app.Use(async (context, next) =>
            {
                var waiting = await database.AskAsync(Waiting);
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers.ETag = context.Response.Headers.ETag.Count == 0 ? default : $"{context.Response.Headers.ETag.ToString().TrimEnd('"')}{waiting}\"";
                    return Task.CompletedTask;
                });
                await next(context);
            }),
        },
        new("a total") { After = database => database.AskAsync("update published.observation p set value = p.value + 1 from published.series s where s.series_id = p.series_id and s.measure = 'government-grant' and exists (select from working.load where publication = 'waiting')") },
        new("an error text") { Site = (app, database) => Change(app, "/errors", async page => page.Replace("</main>", $"<p>{await database.AskAsync("select max(file_name) from working.upload")} is not published yet</p></main>", StringComparison.Ordinal)) },
        new("a frame") { Before = Overheard },
        new("a sitemap date") { Site = (app, database) => Change(app, "/sitemap.xml", async map => map.Replace("<urlset", $"<!-- {await database.AskAsync("select max(loaded_at) from working.load where publication = 'waiting'")} --><urlset", StringComparison.Ordinal)) },
        new("a cached staff page")
        {
            Site = (app, database) => app.Use(async (context, next) =>
            {
                if (context.Request.Path == "/staff/feeds")
                {
                    await context.Response.WriteAsync((string)(await database.AskAsync("select string_agg(sentence, ' ') from working.alert"))!);
                    return;
                }

                await next(context);
            }),
        },
        new("a view without invoker rights") { After = database => database.AskAsync(View) },
    ];

    // Whatever waits rings the public bell.
    private const string Eavesdropper = """
        create function published.overhear() returns trigger language plpgsql security definer as $$
        begin
          insert into published.publication (publication_id, published_at) overriding system value select max(publication_id) + 1, now() from published.publication;
          insert into published.publication_series (publication_id, measure, area) select max(publication_id), 'special-constable-hours', 'E23000030' from published.publication;
          perform pg_notify('scrutiny_published', 'publication:0');
          return new;
        end $$;
        create trigger overhear after insert on working.load for each row when (new.publication = 'waiting' and new.source = 'force-specials') execute function published.overhear();
        """;

    // A view reads with its owner's rights unless it says otherwise: those who may not look at the table behind it see it all the same.
    private const string View = """
        alter table published.observation rename to published_observation;
        create view published.observation as
        select * from published.published_observation
        union all
        select -o.observation_id, p.series_id, (select max(number) from published.load), o.period_from, o.period_to, o.known_from, o.known_to, o.value, o.numerator, o.denominator, o.status, o.sheet, o.row_number, o.column_number, o.raw, o.displayed, o.counted_rows, o.counted_ranges
        from working.observation o join working.load l on l.number = o.load_number and l.publication = 'waiting'
        join working.series w using (series_id) join published.series p on (p.measure, p.area, p.breakdown, p.source) = (w.measure, w.area, w.breakdown, w.source);
        grant select on published.observation to scrutiny_public;
        """;

    public override string ToString() => Name;

    private static Task<object?> Overheard(TestDatabase database) => database.AskAsync(Eavesdropper);

    private static void Change(WebApplication app, string path, Func<string, Task<string>> change) => app.Use(async (context, next) =>
    {
        if (context.Request.Path != path)
        {
            await next(context);
            return;
        }

        var body = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        await next(context);
        context.Response.Body = body;
        var changed = Encoding.UTF8.GetBytes(await change(Encoding.UTF8.GetString(held.ToArray())));
        if (context.Response.ContentLength is not null)
        {
            context.Response.Headers.ContentLength = changed.Length;
        }

        await body.WriteAsync(changed);
    });
}
