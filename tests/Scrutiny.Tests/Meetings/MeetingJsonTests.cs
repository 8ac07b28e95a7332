using System.Text.Json;
using Scrutiny.Meetings;

namespace Scrutiny.Tests.Meetings;

/// <summary>The log's JSON is a public promise, and strict.</summary>
internal sealed class MeetingJsonTests
{
    // The contract's list of kinds with their fields, an optional field marked by "?".
    private const string Contract = """
        meeting-published; meeting-cancelled reason; meeting-opened; meeting-closed; paused reason; resumed; item-started item; item-ended item; arrived who role; left who role;
        figure-shown measure area breakdown period value status receipt sentence as_known; screen-blanked; screen-held; question-put reference; challenge-put text; response-given to? text who; question-carried reference;
        promise-made id text measure? area? breakdown? comparison? target? due who; action-raised id text owner due; action-closed id how; rating-given item rating rationale; note-recorded text; note-kept text; enquiry-kept item? text;
        corrected seq reason text?; moved-back item; timer-set item seconds; operator-changed; minutes-drafted; minutes-edited to? item? text? reason; recording-linked address offset; minutes-approved; promise-judged id state value?; reply-given to? text who;
        paper-added paper version title sha256 item?; letter-written to text standard? asks; letter-sent reply_by; letter-withheld part reason; revealed number
        """;

    [Test]
    public void Every_kind_of_the_contract_has_its_fields_and_no_other()
    {
        var kinds = Contract.Split(';', StringSplitOptions.TrimEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(words => words[0], words => words[1..].Select(field => field.TrimEnd('?')));

        Assert.That(MeetingJson.AllKinds, Is.EquivalentTo(kinds.Keys));
        Assert.That(MadeMeeting.EveryKind.Select(act => act.Kind()), Is.EquivalentTo(kinds.Keys));
        foreach (var act in MadeMeeting.EveryKind)
        {
            using var data = JsonDocument.Parse(act.Data());
            Assert.That(data.RootElement.EnumerateObject().Select(field => field.Name), Is.EquivalentTo(kinds[act.Kind()]), act.Kind());
        }
    }

    [Test]
    public void What_is_written_is_read_again_and_stands_on_one_line()
    {
        foreach (var act in MadeMeeting.EveryKind)
        {
            Assert.That(MeetingJson.Read(act.Kind(), act.Data()), Is.EqualTo(act));
            Assert.That(act.Data(), Does.Not.Contain("\n"));
        }
    }

    [TestCase("no-such-kind", "{}")]
    [TestCase("note-recorded", "{}")]
    [TestCase("note-recorded", """{"text":null}""")]
    [TestCase("note-recorded", """{"text":"a","more":1}""")]
    [TestCase("note-recorded", """{"text":"a","text":"b"}""")]
    [TestCase("item-started", """{"item":"1"}""")]
    [TestCase("rating-given", """{"item":1,"rating":0,"rationale":"a"}""")]
    [TestCase("resumed", """{"item":1}""")]
    [TestCase("resumed", "null")]
    public void What_is_not_of_the_form_is_refused(string kind, string data) => Assert.That(() => MeetingJson.Read(kind, data), Throws.InstanceOf<JsonException>());

    [Test]
    public void Optional_fields_may_be_absent() =>
        Assert.That(MeetingJson.Read("promise-made", """{"id":"p1","text":"A plan","due":"2026-12-18","who":"Chief Constable"}"""), Is.EqualTo(new MeetingAct.PromiseMade("p1", "A plan", null, null, null, null, null, new DateOnly(2026, 12, 18), "Chief Constable")));
}
