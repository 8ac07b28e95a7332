using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Scrutiny.Meetings;

namespace Scrutiny.Tests.Meetings;

/// <summary>What may happen when, and what the public learns of it.</summary>
internal sealed class MeetingRulesTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(200);

    private static readonly Dictionary<MeetingState, MeetingState[]> Steps = new()
    {
        [MeetingState.Planned] = [MeetingState.Published, MeetingState.Cancelled],
        [MeetingState.Published] = [MeetingState.Live, MeetingState.Cancelled],
        [MeetingState.Live] = [MeetingState.Paused, MeetingState.Closed],
        [MeetingState.Paused] = [MeetingState.Live, MeetingState.Closed],
        [MeetingState.Closed] = [MeetingState.MinutesDraft],
        [MeetingState.MinutesDraft] = [MeetingState.Approved],
        [MeetingState.Approved] = [],
        [MeetingState.Cancelled] = [],
    };

    // What somebody may press, whether it makes sense or not; opening and items come up more often, so that meetings get far.
    private static readonly MeetingAct[] Presses =
    [
        .. MadeMeeting.EveryKind.Where(act => act is not MeetingAct.Cancelled), new MeetingAct.Published(), new MeetingAct.Opened(), new MeetingAct.Opened(), new MeetingAct.ItemStarted(1), new MeetingAct.ItemStarted(1001), new MeetingAct.ItemEnded(1001), new MeetingAct.ItemStarted(2),
        new MeetingAct.ItemEnded(2), new MeetingAct.MovedBack(1001), new MeetingAct.MovedBack(2), new MeetingAct.ChallengePut("Who?"), new MeetingAct.Resumed(), new MeetingAct.RatingGiven(1001, AssuranceRating.Assured, MadeMeeting.Secret),
        new MeetingAct.MinutesEdited(4, null, "Which calls?", "Clearer"), new MeetingAct.MinutesEdited(null, 1, "A line more", "It was said"), new MeetingAct.MinutesEdited(null, 1001, MadeMeeting.Secret, "It was said"),
    ];

    private static readonly Arbitrary<int[]> AnyPresses = Gen.Choose(0, Presses.Length - 1).ArrayOf(120).ToArbitrary();

    [Test]
    public void Whatever_is_pressed_the_state_goes_from_one_to_the_next_and_never_skips() => Holds((before, act, after) =>
        after.State == before.State || Steps[before.State].Contains(after.State));

    [Test]
    public void An_item_is_taken_only_while_the_meeting_goes_on_and_is_not_done_at_the_same_time() => Holds((_, _, after) =>
        (after.Item is null || after.State.IsGoingOn()) && !after.ItemsDone.Contains(after.Item ?? -1) && after.ItemsDone.Distinct().Count() == after.ItemsDone.Count);

    [Test, Category("L-1")]
    public void Of_what_is_restricted_nothing_reaches_the_public_log() => Holds((_, _, after) =>
    {
        var shown = after.Events.Where(logged => !logged.Restricted).ToList();
        return shown.TrueForAll(logged => !logged.Act.Data().Contains("Teasel", StringComparison.Ordinal) && logged.Act is not (MeetingAct.NoteKept or MeetingAct.EnquiryKept or MeetingAct.OperatorChanged)
            && logged.Act is not MeetingAct.ItemStarted { Item: > 1000 } and not MeetingAct.ItemEnded { Item: > 1000 } and not MeetingAct.MovedBack { Item: > 1000 } and not MeetingAct.RatingGiven { Item: > 1000 });
    });

    [Test]
    public void The_public_log_by_itself_is_a_log_that_the_rules_allow_and_comes_to_the_same_state() => EachLog(progress =>
    {
        var (told, numbers) = (MeetingProgress.Planned, new Dictionary<long, long>());
        foreach (var logged in progress.Events.Where(logged => !logged.Restricted))
        {
            var act = logged.Act.PointsAt is { } number ? logged.Act.PointingAt(numbers[number]) : logged.Act;
            if (MeetingRules.Refusal(MadeMeeting.Public, told, act) is not null)
            {
                return false;
            }

            numbers[logged.Number] = told.Last + 1;
            told = told.After(logged with { Number = told.Last + 1, Act = act });
        }

        return told.State == progress.State && told.Present.SequenceEqual(progress.Present) && (told.Item == progress.Item || progress.Item > 1000);
    });

    [Test]
    public void Folding_event_by_event_from_what_was_stored_equals_folding_all() => EachLog(progress =>
    {
        var stored = progress.Events.Select(logged => logged with { Act = MeetingJson.Read(logged.Act.Kind(), logged.Act.Data()) }).ToImmutableList();
        var step = stored.Aggregate(MeetingProgress.Planned, (before, next) => before.After(next));

        return Words(step) == Words(MeetingProgress.Of(stored)) && Words(step) == Words(progress);
    });

    [Test]
    public void A_refusal_is_one_sentence() => EachLog(progress => Presses.Select(act => MeetingRules.Refusal(MadeMeeting.Plan, progress, act)).OfType<string>().All(words => char.IsUpper(words[0]) && words.EndsWith('.') && !words.Contains('\n', StringComparison.Ordinal)));

    [Test]
    public void An_event_that_does_not_follow_is_refused() =>
        Assert.That(() => MeetingProgress.Planned.After(new LoggedEvent(2, MadeMeeting.Start, new MeetingAct.Published(), false, 2)), Throws.ArgumentException);

    [TestCase("Ring the caller‮ back")]
    [TestCase("Bell\u0007")]
    [TestCase("z̴̡̢̛̥̦")]
    [TestCase("   ")]
    public void Words_that_cannot_be_shown_are_refused(string text) => Assert.That(MeetingRules.Refusal(MadeMeeting.Plan, Live(), new MeetingAct.NoteRecorded(text)), Is.Not.Null);

    [Test, Category("F-10")]
    public void Words_of_other_languages_and_lines_are_not() => Assert.That(MeetingRules.Refusal(MadeMeeting.Plan, Live(), new MeetingAct.NoteRecorded("Ŵyn\nمرحبا <script>é́")), Is.Null);

    [Test]
    public void A_promise_says_what_it_lacks()
    {
        var promise = new MeetingAct.PromiseMade("p1", "Quicker", "calls-101-answer-time", null, null, null, null, new DateOnly(2027, 3, 31), "Chief Constable");

        Assert.That(MeetingRules.Refusal(MadeMeeting.Plan, Live(), promise), Is.EqualTo("The promise can't be tested yet: it lacks whether the figure is to be at least or at most the target and a target and an area."));
        Assert.That(MeetingRules.Refusal(MadeMeeting.Plan, Live(), promise with { Measure = null }), Is.Null, "a deliverable");
    }

    [Test]
    public void A_correction_rewords_or_takes_back_and_the_event_stays()
    {
        var progress = MadeMeeting.Hold(new MeetingAct.Published(), new MeetingAct.Opened(), new MeetingAct.ItemStarted(1), new MeetingAct.ChallengePut("Who"), MadeMeeting.Figure, new MeetingAct.Corrected(4, "Cut off", "Who pays?"), new MeetingAct.Corrected(5, "Wrong chart", null));
        var minutes = MinutesDraft.Of(MadeMeeting.Plan, progress);

        Assert.That(progress.Events, Has.Count.EqualTo(7));
        Assert.That(progress.Screen.Kind, Is.EqualTo(SlideKind.Holding), "the figure is off the screen");
        Assert.That(Moments.Figures(progress), Is.Empty);
        Assert.That(minutes.Sections.Single(section => section.Item?.Item == 1).Lines.Select(line => (line.Text, line.Correction?.Reason)), Is.EqualTo(new[] { ("The Commissioner asked: Who pays?", "Cut off"), ("A figure was shown that does not count.", (string?)"Wrong chart") }));
        Assert.That(MeetingRules.Refusal(MadeMeeting.Plan, progress, new MeetingAct.Corrected(2, "Too early", null)), Does.StartWith("That event moved the meeting on"));
    }

    private static MeetingProgress Live() => MadeMeeting.Hold(new MeetingAct.Published(), new MeetingAct.Opened(), new MeetingAct.ItemStarted(1));

    private static string Words(MeetingProgress progress) => JsonSerializer.Serialize(progress with { Events = [] }) + string.Join('\n', progress.Events.Select(logged => $"{logged.Number} {logged.At:O} {logged.Act.Kind()} {logged.Act.Data()} {logged.Restricted}"));

    private static void EachLog(Func<MeetingProgress, bool> holds) => Prop.ForAll(AnyPresses, presses => holds(Press(presses, (_, _, _) => true)!)).Check(Settings);

    private static void Holds(Func<MeetingProgress, MeetingAct, MeetingProgress, bool> holds) => Prop.ForAll(AnyPresses, presses => Press(presses, holds) is not null).Check(Settings);

    /// <summary>Presses one button after the other; what the rules refuse does not happen. Null as soon as something does not hold.</summary>
    private static MeetingProgress? Press(int[] presses, Func<MeetingProgress, MeetingAct, MeetingProgress, bool> holds)
    {
        var progress = MeetingProgress.Planned;
        foreach (var act in presses.Select(press => Presses[press]))
        {
            if (MeetingRules.Refusal(MadeMeeting.Plan, progress, act) is null)
            {
                var after = MadeMeeting.After(progress, act);
                if (!holds(progress, act, after))
                {
                    return null;
                }

                progress = after;
            }
        }

        return progress;
    }
}
