using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Releases;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Tests.Loading;
using Scrutiny.Tests.Scheduling;

namespace Scrutiny.Tests.Releases;

/// <summary>A release happens when its moment has come by the database's clock, once, whoever is there to do it.</summary>
[Category("Slow")]
internal sealed class ReleaseClerkTests
{
    private static ReleaseDetail At(DateTimeOffset moment) => new() { From = moment };

    [Test, Category("L-3"), Category("B-7")]
    public async Task Of_several_clerks_at_once_one_publishes_what_is_due_and_none_before()
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        var load = (await desk.Database.LoadTextAsync(ReleaseDesk.One)).Load;
        var asked = await desk.AskAsync(RequestKind.Schedule, load, At(ReleaseDesk.Ahead));

        var early = await desk.ServeDueAsync();
        var seenEarly = await desk.PublicAsync();
        await desk.DueAsync();
        var clerks = Enumerable.Range(0, 4).Select(_ => desk.NewClerk()).ToList();
        await Task.WhenAll(clerks.Select(clerk => Task.Run(async () =>
        {
            while (await clerk.ServeOneAsync(CancellationToken.None) is not null)
            {
            }
        })));

        Assert.Multiple(async () =>
        {
            Assert.That(asked, Does.StartWith("done: Scheduled: the public sees its figures on "));
            Assert.That((early, seenEarly), Is.EqualTo((0, (decimal?)null)));
            Assert.That(await desk.PublicAsync(), Is.EqualTo(1m));
            Assert.That(await desk.TextAsync("select count(*) from published.publication"), Is.EqualTo("1"));
            Assert.That(await desk.TextAsync("select state || ': ' || outcome from working.release"), Does.StartWith("published: Published ").And.Contain(" days late: the program was not running, or was busy, at its moment."));
            Assert.That(await desk.TextAsync("select count(*) from audit.entry where act in ('load-approved', 'load-published')"), Is.EqualTo("2"));
            Assert.That(await desk.TextAsync("select title || ' ' || (published_at > due_at) from published.release"), Is.EqualTo("Made for a test true"));
        });
    }

    [TestCase(10), TestCase(1440), TestCase(-60)]
    [Category("E-1")]
    public async Task A_wrong_clock_of_the_process_publishes_nothing_early_and_nothing_late(int minutes)
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        var load = (await desk.Database.LoadTextAsync(ReleaseDesk.One)).Load;
        await desk.AskAsync(RequestKind.Schedule, load, At(ReleaseDesk.Ahead));
        // Five seconds from now by the database's clock: less than any of the skews.
        await desk.TextAsync("alter table working.release drop constraint release_due_at_check; update working.release set due_at = clock_timestamp() + interval '2 seconds'");
        using var watch = new ReleaseWatch(desk.NewClerk(new ShiftedClock(TimeSpan.FromMinutes(minutes))), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<ReleaseWatch>.Instance);

        await watch.StartAsync(CancellationToken.None);
        await Until.TrueAsync(async () => await desk.TextAsync("select state from working.release") == "published");
        await watch.StopAsync(CancellationToken.None);

        Assert.That(await desk.TextAsync("select extract(epoch from p.published_at - r.due_at) between 0 and 2 from published.publication p, working.release r"), Is.EqualTo("True"));
    }

    [Test]
    public async Task A_moment_that_is_past_or_in_the_hour_of_change_is_refused_and_another_one_replaces_the_first()
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        var load = (await desk.Database.LoadTextAsync(ReleaseDesk.One)).Load;

        var past = await desk.AskAsync(RequestKind.Schedule, load, At(TimeProvider.System.GetUtcNow().AddHours(-5)));
        var hour = await desk.AskAsync(RequestKind.Schedule, load, At(new DateTimeOffset(2030, 1, 5, 1, 30, 0, TimeSpan.Zero)));
        var first = await desk.AskAsync(RequestKind.Schedule, load, At(ReleaseDesk.Ahead));
        var second = await desk.AskAsync(RequestKind.Schedule, load, At(ReleaseDesk.Ahead.AddDays(1)));
        var number = long.Parse((await desk.TextAsync("select release_id from working.release where state = 'scheduled'"))!, null);
        var off = await desk.AskAsync(RequestKind.Unschedule, detail: new ReleaseDetail { Release = number });
        var again = await desk.AskAsync(RequestKind.Unschedule, detail: new ReleaseDetail { Release = number });

        Assert.Multiple(async () =>
        {
            Assert.That(past, Does.StartWith("failed: ").And.Contain("is past"));
            Assert.That(hour, Does.StartWith("failed: ").And.Contain("between 1am and 2am"));
            Assert.That(first, Does.StartWith("done: Scheduled"));
            Assert.That(second, Does.EndWith("Early sight of the release that this one replaces has ended."));
            Assert.That(off, Does.StartWith("done: Taken off the schedule"));
            Assert.That(again, Does.StartWith("failed: This release is not on the schedule any more: it is cancelled, by Pub Lisher at "));
            Assert.That(await desk.TextAsync("select string_agg(state, ',' order by release_id) from working.release"), Is.EqualTo("replaced,cancelled"));
            Assert.That(await desk.TextAsync("select publication from working.load"), Is.EqualTo("waiting"));
        });
    }

    [Test]
    public async Task Who_decides_at_once_takes_the_release_off_the_schedule([Values] bool approves)
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        var load = (await desk.Database.LoadTextAsync(ReleaseDesk.One)).Load;
        await desk.AskAsync(RequestKind.Schedule, load, At(ReleaseDesk.Ahead));

        await desk.AskAsync(approves ? RequestKind.Approve : RequestKind.Reject, load, reason: "No.");
        await desk.DueAsync();
        var served = await desk.ServeDueAsync();

        Assert.That((served, await desk.TextAsync("select state from working.release")), Is.EqualTo((0, "replaced")));
    }

    [Test]
    public async Task What_cannot_be_published_any_more_is_said_and_does_not_stand_in_the_way()
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        var gone = (await desk.Database.LoadTextAsync(ReleaseDesk.One)).Load;
        var good = (await desk.Database.LoadTextAsync(ReleaseDesk.Two)).Load;
        await desk.AskAsync(RequestKind.Schedule, gone, At(ReleaseDesk.Ahead));
        await desk.AskAsync(RequestKind.Schedule, good, At(ReleaseDesk.Ahead));
        await desk.TextAsync($"update working.load set publication = 'rejected' where load_id = '{gone}'");

        await desk.DueAsync();
        await desk.ServeDueAsync();

        Assert.That(await desk.TextAsync("select string_agg(state, ',' order by release_id) from working.release"), Is.EqualTo("failed,published"));
        Assert.That(await desk.PublicAsync(), Is.EqualTo(2m));
    }

    [Test, Category("B-7")]
    public async Task Two_persons_are_needed_for_a_moment_as_for_now_and_an_error_on_the_checklist_keeps_it_back()
    {
        await using var desk = await ReleaseDesk.OpenAsync(twoPersons: true);
        var load = (await desk.Database.LoadTextAsync(ReleaseDesk.One)).Load;
        await desk.TextAsync($"update working.load set brought_by = 'Pub Lisher' where load_id = '{load}'");
        var alone = await desk.AskAsync(RequestKind.Schedule, load, At(ReleaseDesk.Ahead));
        var other = (await desk.Database.LoadTextAsync(ReleaseDesk.Two)).Load;
        await desk.TextAsync($"update working.load set state = 'quarantined', reason = 'x' where load_id = '{other}'");

        var scheduled = await desk.AskAsync(RequestKind.Schedule, load, At(ReleaseDesk.Ahead), by: "Sec Ond");
        var approved = await desk.AskAsync(RequestKind.Approve, load, by: "Sec Ond");

        Assert.That(alone, Is.EqualTo("failed: Pub Lisher brought this load, so somebody else has to approve it."));
        Assert.That(new[] { scheduled, approved }, Has.All.EqualTo("failed: It can't be published yet. made.csv, of the same source, waits in quarantine: decide about it first."));
    }

    [Test, Category("B-7")]
    public async Task In_many_races_of_two_deciders_one_wins_and_the_record_has_one_entry()
    {
        const int Races = 8;
        await using var desk = await ReleaseDesk.OpenAsync();
        for (var race = 0; race < Races; race++)
        {
            var load = (await desk.Database.LoadTextAsync($"force,month,things\nHampshire,2018-04,{race}\n")).Load;
            var outcomes = await Task.WhenAll(new[] { "Ann", "Bob" }.Select(by => Task.Run(async () =>
            {
                try
                {
                    await new Approval(desk.Database.Ingest, desk.Database.Catalogue, TimeProvider.System).ApproveAsync(load, by, "publisher/0123456789ab", CancellationToken.None);
                    return "";
                }
                catch (SentenceException refusal)
                {
                    return refusal.Message;
                }
            })));

            Assert.That(outcomes.Order(StringComparer.Ordinal).ToArray(), Is.EqualTo(new[] { "", outcomes.Max()! }));
            Assert.That(outcomes.Max(), Does.Match($"^Load '{load}' is published already by (Ann|Bob) at [-0-9]+ [0-9:]+ UTC\\.$"));
        }

        Assert.That(await desk.TextAsync("select count(*) from audit.entry where act = 'load-approved'"), Is.EqualTo(Races.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.That(await desk.TextAsync("select count(*) from published.publication"), Is.EqualTo(Races.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
