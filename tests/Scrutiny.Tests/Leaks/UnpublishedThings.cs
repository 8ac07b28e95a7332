using System.Globalization;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Leaks;

/// <summary>
/// Everything that may stand in the database and not be published, drawn from a seed: loads by the real loader, the rest row by row.
/// A table that the public can't read and that is neither filled here nor in <see cref="LeftAlone"/> fails a test.
/// </summary>
internal static class UnpublishedThings
{
    private static readonly IReadOnlyDictionary<string, string> Rows = new Dictionary<string, string>
    {
        // Planned, not published; and a closed one that was held.
        ["meeting.meeting"] = "insert into meeting.meeting (slug, title, kind, closed, priorities, starts, place, state, events) select 'secret-meeting-' || i, 'Secret ' || i, 'formal', i % 2 = 0, '{{}}', now(), 'Behind a door', case when i % 2 = 0 then 'live' else 'planned' end, 2 from generate_series(1, {0}) i",
        ["meeting.item"] = "insert into meeting.item (meeting, item, turn, title, visibility, reason) select m.number, 1001, 1, 'Secret item', 'restricted', 'It names a person' from meeting.meeting m where m.slug like 'secret-meeting-%'",
        ["meeting.event"] = "insert into meeting.event (meeting, number, at, kind, data, restricted, actor, act, key, previous, hash) select m.number, e, now(), 'note-kept', '{{\"text\":\"Secret\"}}', true, 'operator/aaaaaaaaaaaaaaaa', e, 'secret-key-' || e, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex') from meeting.meeting m, generate_series(1, 2) e where m.slug like 'secret-meeting-%'",
        // Letters: drafts, one that was sent, and one that is public while its reply is not; papers of them, and of items that are not public.
        ["meeting.letter"] = "insert into meeting.meeting (slug, title, kind, closed, priorities, starts, place, state) select 'secret-letter-' || i, 'Secret letter ' || i, 'written-challenge', false, '{{}}', now(), 'In writing', case when i % 2 = 0 then 'live' else 'planned' end from generate_series(1, {0}) i; insert into meeting.letter (meeting, addressee, body, standard, asks, reply_by) select number, 'Chief Constable', 'Secret words', '', 'Secret question?', '2026-12-18' from meeting.meeting where slug like 'secret-letter-%'; "
            + "select meeting.append('" + PublishedWorld.Letter + "', m.events, 'secret-reply', 'chief-constables-office/aaaaaaaaaaaaaaaa', 'live', '[{{\"kind\":\"reply-given\",\"restricted\":true,\"data\":{{\"text\":\"A secret reply\",\"who\":\"Chief Constable\"}} }}]') from meeting.meeting m where m.slug = '" + PublishedWorld.Letter + "'",
        ["meeting.paper"] = "insert into meeting.paper (meeting, paper, version, item, title, kind, file_name, content, warnings, actor) select number, translate(lpad(number::text, 28, 'p'), '.', 'x'), 1, null, 'Secret paper', 'pdf', 'secret.pdf', 'secret', '{{}}', 'publisher/aaaaaaaaaaaaaaaa' from meeting.meeting; insert into meeting.paper (meeting, paper, version, title, kind, file_name, content, warnings, actor) select w.meeting, w.paper, 2, 'Secret version', 'pdf', 'secret.pdf', 'secret', '{{}}', 'publisher/aaaaaaaaaaaaaaaa' from meeting.paper w where w.paper = '" + PublishedWorld.Paper + "'",
        // Waiting, held and hidden; with words, answers and addresses that nobody may see.
        ["question.theme"] = "insert into question.theme (theme, title) values ('secret-theme-{0}', 'Secret theme')",
        ["question.question"] = "insert into question.question (reference, token_hash, browser_hash, came_by, text, topic, display_name, state, reason, told, signs, suspected, theme) select 'Q-' || translate(lpad(i::text, 4, '2'), '01', 'CD'), sha256(convert_to('secret' || i, 'UTF8')), sha256('browser'), 'form', 'A secret question about 101 ' || i, 'contact', 'Zoe Secret', (array['received', 'held', 'declined', 'withdrawn'])[1 + i % 4], case when i % 4 = 2 then 'libellous-or-offensive' end, 'Told in secret', '{{links}}', i % 3 = 0, (select min(theme) from question.theme) from generate_series(1, {0}) i",
        ["question.event"] = "insert into question.event (question, number, at, kind, state, actor) select number, 1, now(), 'received', 'received', 'asker' from question.question where text like 'A secret%'",
        ["question.wording"] = "insert into question.wording (question, number, text, why, replaced_by, replaced_at) select number, 1, 'Secret words', 'A name', 'moderator/aaaaaaaaaaaaaaaa', now() from question.question where text like 'A secret%'",
        ["question.answer"] = "insert into question.answer (question, number, kind, text, who, state, at) select number, 1, 'written', 'A secret answer', 'Chief Constable', 'draft', now() from question.question where text like 'A secret%'",
        ["question.answer_wording"] = "insert into question.answer_wording (question, answer, number, text, why, replaced_at) select question, number, 1, 'A secret answer as it was', 'Secret reason', now() from question.answer where text = 'A secret answer'",
        ["contact.asker"] = "insert into contact.asker (question, email) select number, 'secret@example.org' from question.question where text like 'A secret%'",
        ["contact.subscription"] = "insert into contact.subscription (email, kind, subject) values ('secret{0}@example.org', 'topic', 'contact')",
        ["contact.mail"] = "insert into contact.mail (question, kind) select question, 'received' from contact.asker",
        ["contact.link"] = "insert into contact.link (hash, purpose, question) select sha256(convert_to('link' || question, 'UTF8')), 'confirm', question from contact.asker",
        ["contact.erasure"] = "insert into contact.erasure (kind, salt, hash) values ('contact', uuid_send(gen_random_uuid()), sha256('secret'))",
        // Drafts, one of them the next edition of what is public; and the figures that a published one is watched by.
        ["pack.pack"] = "insert into pack.pack (slug, title, meeting, cut, area, state, signed_by) select 'secret-pack-' || i, 'Secret papers ' || i, 'a-meeting', now(), 'E23000030', case when i % 2 = 0 then 'signed-off' else 'draft' end, case when i % 2 = 0 then 'aaaaaaaaaaaa' end from generate_series(1, {0}) i",
        ["pack.chapter"] = "insert into pack.chapter (pack, chapter, turn, heading, commentary, new_page, promises, panels) select number, 1, 1, 'Secret chapter', 'Secret commentary', true, false, '[]' from pack.pack where slug like 'secret-pack-%'",
        ["pack.figure"] = "insert into pack.figure (slug, edition, measure, area, breakdown, period_from, period_to, value, places) values ('secret-pack-0', 1, 'officer-fte', 'E23000030', 'total', '2026-09-30', '2026-09-30', {0}, 'Secret place')",
        ["working.fetch"] = "insert into working.fetch (source, declaration_sha256, asked_at, seconds, host, status, outcome, sentence) select 'office-money', repeat('a', 64), now(), 1, 'secret.example', 500, 'failed', 'It did not answer ' || i from generate_series(1, {0}) i",
        ["working.held_file"] = "insert into working.held_file (source, file_sha256, file_name) values ('office-money', repeat('{0:x1}', 64), 'held-{0}.csv') on conflict do nothing",
        ["working.held_figure"] = "insert into working.held_figure (held_id, measure, area, breakdown, period_from, period_to, value, status) select held_id, 'precept-band-d', 'E23000030', 'total', '2027-04-01', '2028-03-31', {0}, 'final' from working.held_file",
        ["working.withdrawal"] = "insert into working.withdrawal (load_number, series_id, period_from, period_to) select max(l.number), min(s.series_id), '2026-09-01', '2026-09-30' from working.load l, working.series s where l.publication = 'waiting'",
        ["working.upload"] = "insert into working.upload (upload_id, source, file_name, byte_count, file_sha256, uploaded_by) values (lpad('u{0}', 20, 'u'), 'force-contact', 'november-{0}.csv', {0}, repeat('c', 64), 'Ann Lyst')",
        ["working.upload_chunk"] = "insert into working.upload_chunk (upload_id, number, content) select upload_id, 0, 'secret' from working.upload",
        ["working.request"] = "insert into working.request (kind, source, load_id, reason, asked_by, asked_as) select 'reject', source, load_id, 'Reason {0}', 'Ann Lyst', 'publisher/aaaaaaaaaaaa' from working.load where publication = 'waiting'",
        ["working.load_progress"] = "insert into working.load_progress (load_id, source, file_name, phase, rows_read, started_at, updated_at) values ('running{0}', 'force-contact', 'running.csv', 'reading', {0}, now(), now())",
        ["working.arrival"] = "insert into working.arrival (load_id, source, received, data_to, due, days_late) select load_id, source, '2026-11-20', '2026-11-30', '2026-11-19', {0} from working.load where publication = 'waiting'",
        ["working.alert"] = "insert into working.alert (kind, source, sentence) values ('promise', 'secret-p1', 'Secret promise {0}.'), ('correction', 'quoted', '{0} secret figures have changed.'), ('late', 'force-contact', 'Late by {0} days.'), ('fault', 'office-money', 'It failed {0} times.')",
        ["account.account"] = "insert into account.account (account_id, sign_in_name, normalised_name, display_name, password_hash, security_stamp) values (lpad('a{0}', 12, 'a'), 'ann{0}', 'ANN{0}', 'Ann Lyst', 'hash', 'stamp')",
        ["account.account_role"] = "insert into account.account_role (account_id, role) select account_id, 'publisher' from account.account",
        ["account.session"] = "insert into account.session (session_id, account_id, security_stamp, expires_at) select lpad('s{0}', 16, 's'), account_id, 'stamp', now() + interval '1 day' from account.account",
        ["account.attempt"] = "insert into account.attempt (kind, key, count) values ('name', decode(repeat('ab', 32), 'hex'), {0})",
        ["account.sample_account"] = "insert into account.sample_account (account_id) select account_id from account.account",
        ["account.data_protection_key"] = "insert into account.data_protection_key (name, xml) values ('key-{0}', '<key/>')",
        ["working.note"] = "insert into working.note (measure, text, job_title, written_by) values ('officer-fte', 'Unpublished words {0}', 'Head of performance', 'Ann Lyst')",
        ["working.release"] = "insert into working.release (load_id, source, due_at, scheduled_by, scheduled_as) select load_id, source, '2026-12-09 09:30Z', 'Ann Lyst', 'publisher/aaaaaaaaaaaa' from working.load where publication = 'waiting' limit 1",
        ["working.pre_release"] = "insert into working.pre_release (release_id, person, job_title, purpose, from_at, to_at, granted_by) select release_id, account_id, 'Chief of staff', 'briefing', now(), now() + interval '1 hour', 'Ann Lyst' from working.release, account.account limit 1",
        ["working.pre_election"] = "insert into working.pre_election (name, starts_at, ends_at, set_by) values ('An election {0}', '2030-01-01', '2030-02-01', 'Ann Lyst')",
        ["working.pre_election_exception"] = "insert into working.pre_election_exception (period_id, note_id, reason, approved_by, approved_as) select period_id, note_id, 'Needed', 'Ann Lyst', 'publisher/aaaaaaaaaaaa' from working.pre_election, working.note limit 1",
        // Found, drafted and dismissed, some of figures that wait; and what was given as a reason.
        ["working.correction"] = "insert into working.correction (measure, area, breakdown, period_from, period_to, old_value, new_value, ready, reason, notice, drafted_by, drafted_at, state, decided_by, decided_at, decided_reason) select 'officer-fte', 'E23000030', 'total', date '2026-09-30' + i, date '2026-09-30' + i, {0}, i, i % 2 = 0, 'Secret reason', 'Secret notice', 'Ann Lyst', now(), case when i % 3 = 0 then 'dismissed' else 'open' end, case when i % 3 = 0 then 'Ann Lyst' end, case when i % 3 = 0 then now() end, case when i % 3 = 0 then 'Secret dismissal' end from generate_series(1, {0}) i",
        ["working.correction_place"] = "insert into working.correction_place (correction_id, kind, name, part, title, detail, quoted, is_public, by_words) select correction_id, 'meeting', 'secret-meeting-1', 1, 'Secret meeting', 'Secret sentence', {0}, false, false from working.correction",
        ["working.explanation"] = "insert into working.explanation (measure, area, given_on, given_by, via, text, written_by) values ('officer-fte', 'E23000030', '2026-11-01', 'Chief Constable', 'letter', 'A secret explanation {0}', 'Ann Lyst')",
        ["audit.entry"] = "select audit.append('publisher/aaaaaaaaaaaa', 'request-made', 'source', 'force-contact', jsonb_build_object('number', i)) from generate_series(1, {0}) i",
        ["scheduler.qrtz_job_details"] = "insert into scheduler.qrtz_job_details (sched_name, job_name, job_group, job_class_name, is_durable, is_nonconcurrent, is_update_data, requests_recovery) values ('scrutiny', 'publish-{0}', 'releases', 'none', true, true, false, false)",
        ["scheduler.qrtz_triggers"] = "insert into scheduler.qrtz_triggers (sched_name, trigger_name, trigger_group, job_name, job_group, trigger_state, trigger_type, next_fire_time, start_time) select sched_name, 'publish-{0}', job_group, job_name, job_group, 'WAITING', 'SIMPLE', 639000000000000000, 0 from scheduler.qrtz_job_details where job_group = 'releases'",
    };

    /// <summary>Filled by the loads.</summary>
    private static readonly string[] ByLoading =
        ["working.earlier_edition", "working.file", "working.file_chunk", "working.load", "working.observation", "working.reject", "working.row_block", "working.series", "working.series_digest"];

    /// <summary>Tables that hold nothing unpublished, each with why.</summary>
    public static IReadOnlyDictionary<string, string> LeftAlone { get; } = new[]
    {
        "blob_triggers", "calendars", "cron_triggers", "execution_history", "fired_triggers", "job_status", "locks", "misfire_history", "paused_job_grps", "paused_trigger_grps", "scheduler_state", "simple_triggers", "simprop_triggers",
    }.ToDictionary(table => $"scheduler.qrtz_{table}", _ => "Quartz's own bookkeeping about the jobs and triggers that are filled");

    public static IEnumerable<string> Tables => Rows.Keys.Concat(ByLoading);

    /// <summary>Adds all of it.</summary>
    /// <param name="database">A world's database.</param>
    /// <param name="catalogue">The declarations, with those for staff only where the world has some.</param>
    /// <param name="seed">Decides numbers, months and how much there is.</param>
    public static async Task AddAsync(TestDatabase database, Catalogue catalogue, int seed)
    {
        var random = new Random(seed);
        await LoadAsync(database, catalogue, random);
        foreach (var sql in Rows.Values)
        {
            await database.AskAsync(string.Format(CultureInfo.InvariantCulture, sql, random.Next(1, 12)));
        }
    }

    /// <summary>One more load that waits, as it comes while people look on.</summary>
    public static async Task AddAnotherLoadAsync(TestDatabase database, Catalogue catalogue, int seed)
    {
        await using var loading = LoadingDatabase.On(database, catalogue);
        await PublishedWorld.Accepted(loading.LoadTextAsync($"month,hours\n2026-10,{9000 + seed % 100}\n", "force-specials"));
        await database.AskAsync($"insert into working.request (kind, source, asked_by) values ('run-source', 'force-contact', 'Ann Lyst'); select pg_notify('scrutiny_working', 'request:' || max(request_id)) from working.request");
    }

    private static async Task LoadAsync(TestDatabase database, Catalogue catalogue, Random random)
    {
        await using var loading = LoadingDatabase.On(database, catalogue);

        // Waits: revises what is published and adds months, with values that would move every axis, limit and rank.
        await PublishedWorld.Accepted(loading.LoadTextAsync(
            PublishedWorld.ContactReturn(
                ("2026-09", 26000 + random.Next(900), 599m, 30000 + random.Next(900), 7199m),
                ("2026-10", 27000 + random.Next(900), random.Next(100, 599), 31000 + random.Next(900), random.Next(1000, 7000)),
                ($"2026-{random.Next(11, 13)}", 27000 + random.Next(900), 0.5m, 31000 + random.Next(900), 1m)),
            "force-contact"));

        // Waits: of measures of which the public has other figures, each value a record; one cell can't be read.
        var most = random.Next(5_000_000, 7_000_000);
        var online = string.Concat(Enumerable.Range(1, 12).Select(month => $"2026-{month:00},{most + random.Next(1_000_000)},{month},100,{month}.0\n"));
        await PublishedWorld.Accepted(loading.LoadTextAsync($"month,online_reports,satisfied,answered,satisfied_percent\n{online}2027-01,about 9000,1,100,1.0\n", "force-online"));

        // Waits; then an edition that was released before it.
        await PublishedWorld.Accepted(loading.LoadTextAsync($"month,hours\n2026-08,{8000 + random.Next(500)}\n2026-09,{8000 + random.Next(500)}\n", "force-specials", released: new DateOnly(2026, 10, 20)));
        await PublishedWorld.Accepted(loading.LoadTextAsync($"month,hours\n2026-08,{9000 + random.Next(500)}\n", "force-specials", released: new DateOnly(2026, 10, 1)));

        // Rejected.
        var rejected = await PublishedWorld.Accepted(loading.LoadTextAsync($"month,complaints_logged,mean_days_to_finalise\n2026-10,{random.Next(500)},{random.Next(1, 700)}\n", "force-complaints"));
        await loading.Approval.RejectAsync(rejected.Load, "Not theirs.", CancellationToken.None);

        // In quarantine.
        var quarantined = await loading.LoadTextAsync($"year,precept_band_d,policing,budget,policing_share_percent,grants_awarded\n2026/27,{random.Next(200, 400)},1,100,99,{random.Next(1_000_000)}\n", "office-money");
        Assert.That(quarantined.State, Is.EqualTo(LoadState.Quarantined));

        // Refused, of a source that publishes as it loads too.
        Assert.That((await loading.LoadTextAsync($"nothing,of,this {random.Next()}\n1,2,3\n", "sample-returns")).State, Is.EqualTo(LoadState.Refused));

        // Published as it loads, but for staff only.
        if (catalogue.Sources.ContainsKey(StaffOnly.Source))
        {
            await PublishedWorld.Accepted(loading.LoadTextAsync($"force,month,things\nHampshire,2026-09,{random.Next(1000)}\nKent,2026-10,{random.Next(1000)}\n", StaffOnly.Source));
        }
    }
}
