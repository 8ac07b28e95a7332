using FsCheck;
using FsCheck.Fluent;
using Scrutiny.Questions;

namespace Scrutiny.Tests.Questions;

/// <summary>What may be done with a question when, whoever presses what.</summary>
internal sealed class QuestionRulesTests
{
    private const string Person = "aaaaaaaaaaaa";
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(300);

    internal static readonly StandardReasons Reasons = new(
    [
        new StandardReason { Id = "duplicate", Kind = ReasonKind.Decline, Title = "Asked before", Words = "It was answered." },
        new StandardReason { Id = "offensive", Kind = ReasonKind.Decline, Title = "Abusive", Words = "It is abusive.", Hides = true },
        new StandardReason { Id = "complaint", Kind = ReasonKind.Redirect, Title = "A complaint", Words = "Write to the force.", Hides = true },
        new StandardReason { Id = "council", Kind = ReasonKind.Redirect, Title = "For the council", Words = "Ask the council." },
    ]);

    internal static readonly QuestionAct[] Acts =
    [
        new QuestionAct.Held(true), new QuestionAct.Released(), new QuestionAct.Accepted(), new QuestionAct.RewordAsked("No names, please."), new QuestionAct.Reworded("Why so slow?"), new QuestionAct.Redacted("Why did [removed] say so?", "A name"),
        new QuestionAct.DeclineProposed("duplicate", null), new QuestionAct.Declined("duplicate", null), new QuestionAct.Declined("offensive", "Please be kind."), new QuestionAct.Redirected("complaint", null), new QuestionAct.Redirected("council", null),
        new QuestionAct.Merged("Q-7F3K"), new QuestionAct.Reopened(), new QuestionAct.Ordered("cops", 1), new QuestionAct.Carried(), new QuestionAct.Put(), new QuestionAct.AnsweredAloud("Soon.", "Chief Constable", "cops", 7), new QuestionAct.AnswerCorrected("cops", 7, "Sooner.", "Misheard."), new QuestionAct.AnswerCorrected("cops", 7, null, "Not said."),
        new QuestionAct.AnswerDrafted(null, "Soon.", "Chief Constable"), new QuestionAct.AnswerApproved(1), new QuestionAct.AnswerPublished(1), new QuestionAct.Themed("contact"), new QuestionAct.Piled(true), new QuestionAct.Withdrawn(), new QuestionAct.ErasureAsked(), new QuestionAct.Erased(),
    ];

    private static readonly Arbitrary<int[]> AnyActs = Gen.Choose(0, Acts.Length - 1).ArrayOf(60).ToArbitrary();

    [Test]
    public void Every_kind_of_act_is_tried_and_may_happen_in_some_state()
    {
        Assert.That(Acts.Select(act => act.GetType()).Distinct(), Is.EquivalentTo(typeof(QuestionAct).GetNestedTypes()));
        Assert.That(Acts.Where(act => QuestionRules.AllowedIn(act).Count == 0), Is.Empty);
    }

    [Test]
    public void Whatever_is_pressed_nobody_sees_a_question_that_was_not_decided_or_that_its_reason_hides() => Holds((_, act, after) =>
        !after.Shown || (after.State.MayBeShown() && act is not QuestionAct.Declined { Reason: "offensive" } and not QuestionAct.Redirected { Reason: "complaint" }));

    [Test]
    public void What_is_erased_stays_erased() => Holds((before, _, _) => before.State != QuestionState.Erased);

    [Test]
    public void A_question_is_answered_only_once_it_was_accepted_put_or_ordered() => Holds((before, _, after) =>
        after.State != QuestionState.Answered || before.State is QuestionState.Accepted or QuestionState.Ordered or QuestionState.Put or QuestionState.Answered);

    [Test]
    public void A_written_answer_is_seen_only_after_it_was_drafted_and_approved() => Holds((before, act, _) =>
        act is not QuestionAct.AnswerPublished published || before.Answers.Single(answer => answer.Number == published.Number).State == AnswerState.Approved);

    [Test]
    public void A_question_whose_last_answer_was_taken_back_waits_for_one_again() => Holds((_, _, after) =>
        after.State != QuestionState.Put || !after.Answers.Any(answer => answer.Counts));

    [Test]
    public void An_asker_may_do_the_same_while_it_waits_and_while_it_is_held() =>
        Assert.That(new QuestionAct[] { new QuestionAct.Withdrawn(), new QuestionAct.Reworded("Why?"), new QuestionAct.ErasureAsked() }.Select(act => new[] { QuestionState.Received, QuestionState.Held, QuestionState.DeclineProposed }.Select(state => QuestionRules.AllowedIn(act).Contains(state)).Distinct().Single()), Has.All.True);

    [Test]
    public void An_asker_is_never_told_that_it_is_held_or_about_to_be_declined() =>
        Assert.That(QuestionStates.All.Select(state => state.Told()), Has.None.AnyOf(QuestionState.Held, QuestionState.DeclineProposed));

    [Test]
    public void A_second_opinion_is_another_persons()
    {
        var proposed = new QuestionStanding(QuestionState.DeclineProposed) { ProposedBy = Person };

        Assert.That(QuestionRules.Refusal(proposed, new QuestionAct.Declined("duplicate", null), Reasons, Person), Does.Contain("another person"));
        Assert.That(QuestionRules.Refusal(proposed, new QuestionAct.Declined("duplicate", null), Reasons, "bbbbbbbbbbbb"), Is.Null);
    }

    [TestCase("unknown")]
    [TestCase("complaint")]
    public void A_question_is_declined_for_a_standard_reason_to_decline_only(string reason) =>
        Assert.That(QuestionRules.Refusal(new QuestionStanding(QuestionState.Received), new QuestionAct.Declined(reason, null), Reasons, Person), Is.EqualTo("Choose one of the standard reasons."));

    [Test]
    public void The_bundled_reasons_hide_two_of_those_that_decline()
    {
        var bundled = Scrutiny.Dashboards.Catalogue.Read(Conventions.Repository.PathTo("dashboards")).Reasons.All;

        Assert.That(bundled.Select(reason => reason.Id), Is.Unique.And.SupersetOf(new[] { "duplicate", "live-investigation", "individual-case", "complaint", "crime-report", "other-body" }));
        Assert.That(bundled.Count(reason => reason is { Kind: ReasonKind.Decline, Hides: true }), Is.EqualTo(2));
    }

    private static void Holds(Func<QuestionStanding, QuestionAct, QuestionStanding, bool> rule) => Prop.ForAll(AnyActs, pressed =>
    {
        var standing = new QuestionStanding(QuestionState.Received);
        foreach (var act in pressed.Select(index => Acts[index]))
        {
            if (QuestionRules.Refusal(standing, act, Reasons, Person) is not null)
            {
                continue;
            }

            var after = After(standing, act);
            if (!rule(standing, act, after))
            {
                return false;
            }

            standing = after;
        }

        return true;
    }).Check(Settings);

    private static QuestionStanding After(QuestionStanding before, QuestionAct act) => new(QuestionRules.After(before, act), QuestionRules.ShownAfter(before, act, Reasons))
    {
        ProposedBy = act is QuestionAct.DeclineProposed ? "bbbbbbbbbbbb" : before.ProposedBy,
        Answers = act switch
        {
            QuestionAct.AnsweredAloud aloud => [.. before.Answers, new QuestionAnswer(before.Answers.Count + 1, AnswerKind.Spoken, aloud.Text, aloud.Who, AnswerState.Published, null) { Meeting = aloud.Meeting, Seq = aloud.Seq }],
            QuestionAct.AnswerCorrected corrected => [.. before.Answers.Select(answer => answer.Seq == corrected.Seq ? answer with { Struck = corrected.Text is null } : answer)],
            QuestionAct.AnswerDrafted => [.. before.Answers, new QuestionAnswer(before.Answers.Count + 1, AnswerKind.Written, "Soon.", "Chief Constable", AnswerState.Draft, "moderator/a")],
            QuestionAct.AnswerApproved approved => [.. before.Answers.Select(answer => answer.Number == approved.Number ? answer with { State = AnswerState.Approved } : answer)],
            QuestionAct.AnswerPublished published => [.. before.Answers.Select(answer => answer.Number == published.Number ? answer with { State = AnswerState.Published } : answer)],
            _ => before.Answers,
        },
    };
}
