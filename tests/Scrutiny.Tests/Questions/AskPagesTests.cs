using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.MeetingLogs;
using Scrutiny.Tests.QuestionLedger;

namespace Scrutiny.Tests.Questions;

/// <summary>Asking by form, without any script, and by program; and the way back to one's own question.</summary>
internal sealed partial class AskPagesTests
{
    private const string Hostile = "<script>alert(1)</script> \"><img src=x onerror=alert(2)> {{7*7}} javascript:alert(3) '; drop table question; -- \u202Egnp.exe\u0000 Why?";

    private TestDatabase database = null!;
    private RunningWeb web = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        var (room, now) = (new Room(database), TimeProvider.System.GetUtcNow());
        foreach (var (slug, until) in new[] { ("open", now.AddDays(1)), ("over", now.AddDays(-1)) })
        {
            var meeting = await room.PlanAsync(slug, plan => plan with { QuestionsFrom = now.AddDays(-2), QuestionsUntil = until });
            await room.ActAsync(meeting, 0, new Scrutiny.Meetings.MeetingAct.Published());
        }

        web = await RunningWeb.StartOnAsync(database, "--Mail:Server", "mail.example");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await web.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_question_is_asked_page_by_page_and_sent_twice_it_is_one()
    {
        using var asker = new Asker(web);
        var start = await asker.GetAsync("/meetings/open/ask");
        Assert.That(start, Does.Contain("call 999").And.Contain("101").And.Contain("Victim Support").And.Contain("under 18").And.Contain("/privacy#questions"));

        var empty = await asker.PostAsync("/meetings/open/ask/question", ("Form.Text", "?!"));
        Assert.That(empty.Body, Does.Contain("There is a problem").And.Contain("Your question must have words.").And.Contain(">?!</textarea>").And.Contain("<title>Error: "));

        Assert.That((await asker.PostAsync("/meetings/open/ask/question", ("Form.Text", "Pam mae’r heddlu mor araf? Zażółć. لماذا؟"))).Location, Is.EqualTo("/meetings/open/ask/about"));
        Assert.That((await asker.PostAsync("/meetings/open/ask/about", ("Form.Topic", "contact"), ("Form.Locality", "E06000045"))).Location, Is.EqualTo("/meetings/open/ask/you"));
        Assert.That((await asker.PostAsync("/meetings/open/ask/you", ("Form.Name", "Ŵyn"), ("Form.Email", "zebra@example.org"))).Location, Is.EqualTo("/meetings/open/ask/check"));
        var check = await asker.GetAsync("/meetings/open/ask/check");
        Assert.That(check, Does.Contain("Pam mae’r heddlu mor araf? Zażółć. لماذا؟").And.Contain("Southampton").And.Contain("Ŵyn").And.Contain("zebra@example.org"));
        var secret = SecretField().Match(check).Groups[1].Value;

        var sent = await Task.WhenAll(asker.PostAsync("/meetings/open/ask/check", ("Form.Secret", secret)), asker.PostAsync("/meetings/open/ask/check", ("Form.Secret", secret)));
        var again = await asker.PostAsync("/meetings/open/ask/check", ("Form.Secret", secret));

        Assert.That(sent.Select(one => one.Location).Append(again.Location).Distinct(), Is.EqualTo(new[] { $"/questions/status/{secret}?sent=yes" }));
        Assert.That(await database.AskAsync("select count(*) from question.question where text like 'Pam mae%' and meeting = 'open' and locality = 'E06000045'"), Is.EqualTo(1));
        Assert.That(await asker.GetAsync($"/questions/status/{secret}"), Does.Contain("Received").And.Contain("لماذا؟").And.Not.Contain("zebra@example.org"));
    }

    [Test, Category("G-4"), Category("I-5")]
    public async Task A_link_that_opens_nothing_is_answered_as_one_that_never_was_and_none_is_kept_by_a_cache()
    {
        var secret = await AskAsync(web, "Whose is it?");
        using var other = await web.Client.GetAsync($"/questions/status/{secret}");
        Assert.That(other.Headers.CacheControl!.ToString(), Is.EqualTo("no-store"));
        Assert.That(other.Headers.ETag, Is.Null);

        var answers = new List<(HttpStatusCode, string)>();
        foreach (var token in new[] { QuestionSecret.Draw(), QuestionSecret.Draw(), secret.ToUpperInvariant(), secret[..^1], "Q-7F3K", "%00", "'--" })
        {
            foreach (var address in new[] { $"/questions/status/{token}", $"/questions/status/{token}?sent=yes" })
            {
                using var answer = await web.Client.GetAsync(address);
                answers.Add((answer.StatusCode == HttpStatusCode.BadRequest ? HttpStatusCode.NotFound : answer.StatusCode, token == "%00" ? answers[0].Item2 : await answer.Content.ReadAsStringAsync()));
            }

            using var posted = await web.Client.PostAsync($"/questions/status/{token}", new FormUrlEncodedContent([new("Act", "withdraw"), new("Version", "1")]));
            Assert.That(posted.StatusCode, Is.EqualTo(HttpStatusCode.NotFound).Or.EqualTo(HttpStatusCode.BadRequest), token);
        }

        Assert.That(answers.Distinct().Count(), Is.EqualTo(1));
        Assert.That(answers[0].Item1, Is.EqualTo(HttpStatusCode.NotFound));
        using var hidden = await web.Client.GetAsync("/questions/Q-2222");
        Assert.That(hidden.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test, Category("G-4"), Category("L-12")]
    public async Task A_reference_that_is_not_shown_is_answered_as_one_that_never_was_whatever_its_state_and_the_verb()
    {
        var hidden = new List<string> { "Q-2222", "Q-33333333" };
        foreach (var acts in new QuestionAct[][]
        {
            [], [new QuestionAct.Held(true)], [new QuestionAct.RewordAsked("Other words, please.")], [new QuestionAct.DeclineProposed("duplicate", null)], [new QuestionAct.Declined("offensive", null)], [new QuestionAct.Redirected("complaint", null)],
            [new QuestionAct.Accepted(), new QuestionAct.Withdrawn()], [new QuestionAct.Accepted(), new QuestionAct.Erased()],
        })
        {
            hidden.Add(await MadeQuestions.AskAsync(database, new AskedQuestion($"Hidden {acts.Length}?", "contact", null, "Zoe", "open"), acts));
        }

        foreach (var (verb, address) in new[] { "/questions/{0}", "/api/v1/questions/{0}", "/questions/{0}?state=accepted" }.SelectMany(address => new[] { "GET", "HEAD", "OPTIONS", "POST", "DELETE" }.Select(verb => (verb, address))))
        {
            var answers = new HashSet<string>();
            foreach (var reference in hidden.SelectMany(reference => new[] { reference, reference.ToLowerInvariant() }))
            {
                using var answer = await web.Client.SendAsync(new HttpRequestMessage(new HttpMethod(verb), string.Format(null, address, reference)));
                answer.Headers.Date = null;
                answers.Add(Trace().Replace($"{answer.StatusCode} {answer.Headers} {await answer.Content.ReadAsStringAsync()}", "").Replace(reference, "", StringComparison.OrdinalIgnoreCase));
            }

            Assert.That(answers, Has.Count.EqualTo(1), $"{verb} {address}: {string.Join("\n\n", answers.Take(2))}");
        }
    }

    [Test, Category("F-10")]
    public async Task Hostile_text_stands_as_text_wherever_it_stands()
    {
        var secret = await AskAsync(web, Hostile);
        var reference = (string)(await database.AskAsync("select reference from question.question where text like '%drop table question%'"))!;
        await database.AskAsync($"select question.act('{reference}', 1, 'moderator/aaaaaaaaaaaaaaaa', 'aaaaaaaaaaaa', 'accepted', 'accepted', '{{}}', true)");

        foreach (var address in new[] { $"/questions/status/{secret}", $"/questions/{reference}", "/questions", "/questions?q=%3Cscript%3Ealert(1)%3C/script%3E", "/meetings/open", "/feeds/answers.atom" })
        {
            var page = await web.Client.GetStringAsync(new Uri(address, UriKind.Relative));
            Assert.That(page, Does.Not.Contain("<script>alert").And.Not.Contain("<img src=x"), address);
            Assert.That(page.IndexOfAny(['\u202E', '\0']), Is.Negative, address);
        }

        Assert.That(await web.Client.GetStringAsync(new Uri($"/questions/{reference}", UriKind.Relative)), Does.Contain("&lt;script&gt;alert(1)&lt;/script&gt;").And.Contain("{{7*7}}"));
    }

    [Test]
    public async Task An_asker_changes_withdraws_and_is_told_when_it_is_too_late()
    {
        using var asker = new Asker(web);
        var secret = await AskAsync(web, "To be changed?");
        Assert.That((await asker.PostAsync($"/questions/status/{secret}", ("Act", "reword"), ("Version", "1"), ("Text", ""))).Body, Does.Contain("Enter your question."));

        Assert.That((await asker.PostAsync($"/questions/status/{secret}", ("Act", "reword"), ("Version", "1"), ("Text", "Changed?"))).Location, Does.EndWith("?done=reworded"));
        Assert.That((await asker.PostAsync($"/questions/status/{secret}", ("Act", "withdraw"), ("Version", "1"))).Body, Does.Contain("That can’t be done any more."));
        Assert.That((await asker.PostAsync($"/questions/status/{secret}", ("Act", "withdraw"), ("Version", "2"))).Location, Does.EndWith("?done=withdrawn"));

        Assert.That(await asker.GetAsync($"/questions/status/{secret}"), Does.Contain("You took your question back.").And.Not.Contain("Put it in other words"));
    }

    [Test]
    public async Task A_closed_window_says_so_and_where_questions_are_taken()
    {
        using var asker = new Asker(web);

        Assert.That(await asker.GetAsync("/meetings/over/ask"), Does.Contain("Questions are not taken now for this meeting").And.Contain("/meetings/open/ask").And.Contain("href=\"/ask\"").And.Not.Contain("Start now"));
        Assert.That((await asker.PostAsync("/meetings/over/ask/question", ("Form.Text", "Late?"))).Location, Is.EqualTo("/meetings/over/ask"));
        using var unknown = await web.Client.GetAsync("/meetings/nowhere/ask");
        Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_program_asks_and_hears_in_named_fields_what_is_wrong()
    {
        using var right = await SendAsync("open", new { text = "By program?", topic = "contact", locality = "Southampton", display_name = "A program", email = "p@example.org", consent = true }, "key-key-key-key-key-key-key");
        using var again = await SendAsync("open", new { text = "By program?", topic = "contact", locality = "Southampton", display_name = "A program", email = "p@example.org", consent = true }, "key-key-key-key-key-key-key");
        using var wrong = await SendAsync("open", new { text = new string('a', 1001), topic = "weather", locality = "Paris", email = "nobody", consent = false });
        using var closed = await SendAsync("over", new { text = "Late?", topic = "contact", locality = "E06000045", consent = true });
        using var between = await web.Client.PostAsJsonAsync("/api/v1/questions", new { text = "Between meetings?", topic = "contact", locality = "E23000030", consent = true });
        using var nowhere = await SendAsync("nowhere", new { text = "Where?", topic = "contact", locality = "E06000045", consent = true });

        var (first, second) = (await right.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.Created), first);
        Assert.That(second, Is.EqualTo(first));
        var answer = JsonDocument.Parse(first).RootElement;
        Assert.That(QuestionReference.Read(answer.GetProperty("reference").GetString()), Is.Not.Null);
        Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(JsonDocument.Parse(await wrong.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").EnumerateObject().Select(field => field.Name), Is.EquivalentTo(new[] { "text", "topic", "locality", "email", "consent" }));
        Assert.That(closed.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((between.StatusCode, nowhere.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.NotFound)));
        Assert.That(await database.AskAsync("select came_by || coalesce(meeting, '') || coalesce(locality, '') from question.question where text = 'Between meetings?'"), Is.EqualTo("api"));
        var status = JsonDocument.Parse(await web.Client.GetStringAsync(new Uri("/api/v1" + answer.GetProperty("status_url").GetString(), UriKind.Relative))).RootElement;
        Assert.That(status.GetProperty("state").GetString(), Is.EqualTo("received"));
        Assert.That(status.EnumerateObject().Select(field => field.Name), Is.SupersetOf(new[] { "reference", "state", "reason", "answer" }));
    }

    [Test]
    public async Task No_page_asks_for_an_address_where_no_mail_is_sent_and_links_to_news_stand_where_it_is()
    {
        var reference = await MadeQuestions.AskAsync(database, new AskedQuestion("With news?", "contact", null, null, "open"), new QuestionAct.Accepted());
        await using var without = await RunningWeb.StartOnAsync(database);
        using var asker = new Asker(without);
        await asker.PostAsync("/ask/question", ("Form.Text", "No mail?"));
        await asker.PostAsync("/ask/about", ("Form.Topic", "contact"), ("Form.Locality", ""));
        var forged = await asker.PostAsync("/ask/you", ("Form.Name", ""), ("Form.Email", "zebra@example.org"));
        var you = await asker.GetAsync("/ask/you");
        await asker.PostAsync("/ask/you", ("Form.Name", ""));
        var check = await asker.GetAsync("/ask/check");
        var status = await asker.GetAsync((await asker.PostAsync("/ask/check")).Location!);
        using var refused = await without.Client.PostAsJsonAsync("/api/v1/meetings/open/questions", new { text = "By program?", topic = "contact", locality = "Southampton", email = "p@example.org", consent = true });
        using var subscribing = await without.Client.PostAsync("/subscribe/topic/contact", new FormUrlEncodedContent([new("Email", "sub@example.org")]));

        Assert.That(forged.Body, Does.Contain("This site sends no email; leave the address out"));
        foreach (var page in new[] { you, check, status, await asker.GetAsync("/privacy"), await asker.GetAsync("/subscribe/topic/contact"), await asker.GetAsync("/ask") })
        {
            Assert.That(Regex.Replace(page, "(?s)<(head|footer).*?</\\1>|mailto:[^<]*", ""), Does.Not.Match("(?i)type=\"email\"|for updates|your email|confirm your address"));
        }

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").GetProperty("email")[0].GetString(), Does.StartWith("This site sends no email;"));
        Assert.That(subscribing.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await database.AskAsync("select count(*) from contact.subscription where email = 'sub@example.org'"), Is.Zero);
        foreach (var (page, link) in new[] { ("/meetings/open", "/subscribe/meeting/open"), ("/questions?topic=contact", "/subscribe/topic/contact"), ($"/questions/{reference}", "/subscribe/topic/contact") })
        {
            Assert.That(await web.Client.GetStringAsync(new Uri(page, UriKind.Relative)), Does.Contain(link), page);
            Assert.That(await web.Client.GetStringAsync(new Uri(link, UriKind.Relative)), Does.Contain("type=\"email\""), link);
            Assert.That(await without.Client.GetStringAsync(new Uri(page, UriKind.Relative)), Does.Not.Contain("/subscribe/"), page);
        }
    }

    [Test, Category("L-12")]
    public async Task Who_asked_cannot_tell_a_question_that_is_held_from_one_that_waits()
    {
        var secrets = new List<string>();
        foreach (var acts in new QuestionAct[][] { [], [new QuestionAct.Held(true)], [new QuestionAct.Held(false), new QuestionAct.Released()], [new QuestionAct.DeclineProposed("duplicate", "Told later.")] })
        {
            var secret = await AskAsync(web, "Can you tell?");
            secrets.Add(secret);
            var reference = (string)(await database.AskAsync("select reference from question.question where text = 'Can you tell?' order by number desc limit 1"))!;
            foreach (var act in acts)
            {
                await MadeQuestions.ActAsync(database, reference, act);
            }
        }

        Assert.That(await KindsAsync(PageAsync), Is.EqualTo(1));
        Assert.That(await KindsAsync(secret => PageAsync("api/v1/" + secret)), Is.EqualTo(1));
        using var asker = new Asker(web);
        Assert.That(await KindsAsync(async secret => (await asker.PostAsync($"/questions/status/{secret}", ("Act", "reword"), ("Version", "1"), ("Text", "In other words?"))).Location), Is.EqualTo(1));
        Assert.That(await KindsAsync(PageAsync), Is.EqualTo(1), "and afterwards");
        Assert.That(await database.AskAsync("select string_agg(state || coalesce(' ' || reason, ''), ', ' order by number) from question.question where text = 'In other words?'"), Is.EqualTo("received, held, received, received"), "the hold stays");

        async Task<string?> PageAsync(string secret) => await web.Client.GetStringAsync(new Uri(secret.StartsWith("api", StringComparison.Ordinal) ? $"/api/v1/questions/status/{secret[7..]}" : $"/questions/status/{secret}", UriKind.Relative));

        async Task<int> KindsAsync(Func<string, Task<string?>> ask)
        {
            var kinds = new HashSet<string>();
            foreach (var secret in secrets)
            {
                kinds.Add(Own().Replace(await ask(secret) ?? "none", ""));
            }

            return kinds.Count;
        }
    }

    [Test, Category("M-3")]
    public async Task Who_floods_is_told_when_to_come_back()
    {
        await using var strict = await RunningWeb.StartOnAsync(database, "--Questions:ProgramBurst", "1", "--Questions:ProgramEachMinute", "1");
        var body = new { text = "Again?", topic = "contact", locality = "E06000045", consent = true };
        using var one = await strict.Client.PostAsJsonAsync("/api/v1/meetings/open/questions", body);
        using var two = await strict.Client.PostAsJsonAsync("/api/v1/meetings/open/questions", body);

        Assert.That(one.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(two.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(two.Headers.RetryAfter!.Delta, Is.InRange(TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(60)));
    }

    [Test, Category("M-7")]
    public async Task What_a_machine_fills_in_is_kept_in_a_pile_of_its_own()
    {
        using var asker = new Asker(web);
        await asker.PostAsync("/ask/question", ("Form.Text", "Is this a trap?"), ("Form.Website", "http://x.example"));
        await asker.PostAsync("/ask/about", ("Form.Topic", "contact"), ("Form.Locality", ""));
        await asker.PostAsync("/ask/you", ("Form.Name", ""), ("Form.Email", ""));
        Assert.That((await asker.PostAsync("/ask/check")).Location, Does.StartWith("/questions/status/"));

        Assert.That(await database.AskAsync("select state || ' ' || suspected || ' ' || array_to_string(signs, ' ') from question.question where text = 'Is this a trap?'"), Is.EqualTo("received true trap too-fast"));
    }

    private Task<HttpResponseMessage> SendAsync(string meeting, object body, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/meetings/{meeting}/questions") { Content = JsonContent.Create(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return web.Client.SendAsync(request);
    }

    private static async Task<string> AskAsync(RunningWeb web, string text)
    {
        using var sent = await web.Client.PostAsJsonAsync("/api/v1/meetings/open/questions", new { text, topic = "contact", locality = "E06000045", consent = true });
        var answer = await sent.Content.ReadAsStringAsync();
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Created), answer);
        return JsonDocument.Parse(answer).RootElement.GetProperty("status_url").GetString()!.Split('/')[^1];
    }

    // Drawn by lot for each request.
    [GeneratedRegex("\"trace_id\":\"[^\"]*\"")]
    private static partial Regex Trace();

    // What differs from question to question: the secret, the reference, the moment.
    [GeneratedRegex("[a-z0-9]{32}|Q-[0-9A-Z]{4,8}|[0-9]{1,2} [A-Z][a-z]+ [0-9]{4}( at|,)? [0-9:apm]+")]
    private static partial Regex Own();

    [GeneratedRegex("name=\"Form.Secret\" value=\"([a-z0-9]{32})\"")]
    private static partial Regex SecretField();

    /// <summary>A browser with cookies and no script.</summary>
    private sealed class Asker(RunningWeb web) : IDisposable
    {
        private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = web.Client.BaseAddress };

        public Task<string> GetAsync(string address) => client.GetStringAsync(new Uri(address, UriKind.Relative));

        public async Task<(string? Location, string Body)> PostAsync(string address, params (string Name, string Value)[] fields)
        {
            using var answer = await client.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
            return (answer.Headers.Location?.ToString(), await answer.Content.ReadAsStringAsync());
        }

        public void Dispose() => client.Dispose();
    }
}
