using Scrutiny.Meetings;

namespace Scrutiny.Tests.Meetings;

/// <summary>Minutes say what the log says, and where they say something else, both and why.</summary>
internal sealed class MinutesDraftTests
{
    private static readonly MeetingAct[] Held =
    [
        new MeetingAct.Published(), new MeetingAct.Opened(), new MeetingAct.ItemStarted(1), new MeetingAct.ChallengePut("Why?"), new MeetingAct.ResponseGiven(4, "Becuase", "Chief Constable"), new MeetingAct.ItemEnded(1),
        new MeetingAct.Closed(), new MeetingAct.MinutesDrafted(),
    ];

    [Test]
    public void A_line_in_other_words_keeps_every_wording_before_it_and_the_reason()
    {
        var progress = MadeMeeting.Hold([.. Held, new MeetingAct.MinutesEdited(5, null, "Chief Constable: Because", "Spelling"), new MeetingAct.MinutesEdited(5, null, null, "Said twice")]);

        var line = MinutesDraft.Of(MadeMeeting.Plan, progress).Sections[0].Lines[1];

        Assert.That(line.Text, Is.Null);
        Assert.That(line.Changes.Select(change => (change.Was, change.Reason)), Is.EqualTo(new[] { ("Chief Constable: Becuase", "Spelling"), ("Chief Constable: Because", "Said twice") }));
    }

    [Test]
    public void The_draft_stays_as_it_was_put_forward()
    {
        var progress = MadeMeeting.Hold([.. Held, new MeetingAct.MinutesEdited(5, null, "Chief Constable: Because", "Spelling"), new MeetingAct.MinutesApproved()]);

        Assert.That(Texts(MinutesDraft.AsDrafted(MadeMeeting.Plan, progress)!), Is.EqualTo(new[] { "The Commissioner asked: Why?", "Chief Constable: Becuase" }));
        Assert.That(Texts(MinutesDraft.Of(MadeMeeting.Plan, progress)), Is.EqualTo(new[] { "The Commissioner asked: Why?", "Chief Constable: Because" }));
        Assert.That(MinutesDraft.AsDrafted(MadeMeeting.Plan, MadeMeeting.Hold(Held[..^1])), Is.Null);
    }

    [Test]
    public void A_line_more_stands_under_its_item_and_may_be_worded_anew()
    {
        var progress = MadeMeeting.Hold([.. Held, new MeetingAct.MinutesEdited(null, 1, "A paper was handed round.", "It was not logged"), new MeetingAct.MinutesEdited(null, null, "The meeting lasted an hour.", "Asked for"), new MeetingAct.MinutesEdited(9, null, "Two papers were handed round.", "There were two")]);

        var sections = MinutesDraft.Of(MadeMeeting.Plan, progress).Sections;

        Assert.That((sections[0].Item!.Item, sections[0].Lines[^1].Text, sections[0].Lines[^1].Added), Is.EqualTo((1, "Two papers were handed round.", "It was not logged")));
        Assert.That((sections[^1].Item, sections[^1].Lines[^1].Text), Is.EqualTo(((AgendaItem?)null, "The meeting lasted an hour.")));
    }

    [TestCase(3, "Words", "Spelling", "There is no such line in the minutes.", Description = "an item has no line of its own")]
    [TestCase(99, "Words", "Spelling", "There is no such line in the minutes.")]
    [TestCase(4, "Words", "", "Enter why the minutes are changed.")]
    public void An_edit_without_a_line_or_a_reason_is_refused(long to, string text, string reason, string sentence) =>
        Assert.That(MeetingRules.Refusal(MadeMeeting.Plan, MadeMeeting.Hold(Held), new MeetingAct.MinutesEdited(to, null, text, reason)), Is.EqualTo(sentence));

    [Test]
    public void Approved_minutes_are_not_edited() =>
        Assert.That(MeetingRules.Refusal(MadeMeeting.Plan, MadeMeeting.Hold([.. Held, new MeetingAct.MinutesApproved()]), new MeetingAct.MinutesEdited(4, null, "Words", "Spelling")), Does.StartWith("That can't be done now"));

    [TestCase("https://www.youtube.com/watch?v=abc", 754, "https://www.youtube.com/watch?v=abc&t=814s")]
    [TestCase("https://youtu.be/abc", 0, "https://youtu.be/abc?t=60s")]
    [TestCase("https://video.example/42#top", -30, "https://video.example/42#t=30")]
    [TestCase("https://video.example/42", -300, "https://video.example/42#t=0", Description = "before the recording began")]
    public void A_moment_leads_into_the_recording(string address, int offset, string link) =>
        Assert.That(new Recording(1, address, offset).At(TimeSpan.FromMinutes(1)), Is.EqualTo(link));

    [Test]
    public void The_recording_is_linked_once_and_again_only_after_it_was_said_that_it_does_not_count()
    {
        var progress = MadeMeeting.Hold([.. Held, new MeetingAct.RecordingLinked("https://video.example/42", 754)]);
        var other = new MeetingAct.RecordingLinked("https://video.example/43", 0);

        Assert.That(MeetingRules.Refusal(MadeMeeting.Plan, progress, other), Does.StartWith("The recording is linked already"));
        Assert.That(MeetingRules.Refusal(MadeMeeting.Plan, MadeMeeting.After(progress, new MeetingAct.Corrected(9, "Wrong film", null)), other), Is.Null);
    }

    private static IEnumerable<string?> Texts(MinutesDraft minutes) => minutes.Sections.SelectMany(section => section.Lines).Select(line => line.Text);
}
