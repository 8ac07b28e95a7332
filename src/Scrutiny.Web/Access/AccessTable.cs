namespace Scrutiny.Web.Access;

/// <summary>
/// Who may use each address and hub method: the one place that says it. A test compares the table with the running program, so an
/// endpoint that is not here does not land.
/// </summary>
internal static class AccessTable
{
    /// <summary>Every address, as its route template is written, and every hub method as <c>address#Method</c>.</summary>
    public static IReadOnlyList<AccessRow> Rows { get; } =
    [
        new("/", "GET", Viewer.Public, "Overview"),
        new("/performance", "GET", Viewer.Public, "Every measure"),
        new("/performance/{id}", "GET", Viewer.Public, "One measure: published figures only"),
        new("/boards", "GET", Viewer.Public, "Every public board"),
        new("/boards/{board}", "GET", Viewer.Public, "One board: published figures only"),
        new("/boards/{board}/{panel}.csv", "GET", Viewer.Public, "Published points of one panel"),
        new("/boards/{board}/{panel}.svg", "GET", Viewer.Public, "Picture of one panel's published points"),
        new("/embed/{board}/{panel}", "GET", Viewer.Public, "One panel for a frame on another site, where its board lists it"),
        new("/compare/{id}", "GET", Viewer.Public, "Forces side by side on a published measure, or why not"),
        new("/receipts/{id:long}", "GET", Viewer.Public, "Receipt of a published figure"),
        new("/data", "GET", Viewer.Public, "Open data"),
        new("/audit", "GET", Viewer.Public, "The record's heads of each day: a count and a hash, no entries"),
        new("/audit/heads.txt", "GET", Viewer.Public, "The same heads as a text file"),
        new("/feeds/record.atom", "GET", Viewer.Public, "The latest heads as a feed"),
        new("/meetings", "GET", Viewer.Public, "Every published meeting") { Roles = StaffRoles.MeetingReaders },
        new("/meetings/{slug}", "GET", Viewer.Public, "A published meeting: agenda, and after it promises, actions, figures and moments; nothing restricted") { Roles = StaffRoles.MeetingReaders },
        new("/meetings/{slug}/live", "GET", Viewer.Public, "A published meeting while it goes on: public events only") { Roles = StaffRoles.MeetingReaders },
        new("/meetings/{slug}/minutes", "GET", Viewer.Public, "Minutes written from the public log, draft or approved") { Roles = StaffRoles.MeetingReaders },
        new("/meetings/{slug}/replay", "GET", Viewer.Public, "A published meeting as it was seen at a moment: public events only") { Roles = StaffRoles.MeetingReaders },
        new("/screen/{slug}", "GET", Viewer.Public, "The big screen of a published meeting: public events only") { Roles = StaffRoles.MeetingReaders },
        new("/papers/{paper}", "GET", Viewer.Public, "A published paper of a meeting, or a document of a published reply, with its earlier versions") { Roles = StaffRoles.MeetingReaders },
        new("/papers/{paper}/{version:int}/{file}", "GET", Viewer.Public, "The file of a published version of a paper, always to be saved") { Roles = StaffRoles.MeetingReaders },
        new("/letters", "GET", Viewer.Public, "Published written challenges") { Roles = StaffRoles.MeetingReaders },
        new("/letters/{slug}", "GET", Viewer.Public, "A published written challenge and its reply, or why one of them is withheld") { Roles = StaffRoles.MeetingReaders },
        new("/packs", "GET", Viewer.Public, "Published papers for meetings") { Roles = StaffRoles.MeetingReaders },
        new("/packs/{slug}", "GET", Viewer.Public, "A published pack with its files and its seal; nothing of a draft") { Roles = StaffRoles.MeetingReaders },
        new("/packs/{slug}/{file}", "GET", Viewer.Public, "A file of a published pack, as it was sealed") { Roles = StaffRoles.MeetingReaders },
        new("/packs/{slug}/{folder}/{file}", "GET", Viewer.Public, "A chart or table of a published pack, as it was sealed") { Roles = StaffRoles.MeetingReaders },
        new("/ask/{step?}", "GET", Viewer.PublicSite, "What can be asked, and the form for a question, a page for each part"),
        new("/ask/{step?}", "POST", Viewer.PublicSite, "Keeps an answer in the asker’s own browser; the last one sends the question"),
        new("/meetings/{slug}/ask/{step?}", "GET", Viewer.PublicSite, "The same for a published meeting"),
        new("/meetings/{slug}/ask/{step?}", "POST", Viewer.PublicSite, "The same for a published meeting"),
        new("/questions", "GET", Viewer.Public, "Questions that were accepted, or declined for a reason that may be shown") { Roles = StaffRoles.QuestionReaders },
        new("/questions/{reference}", "GET", Viewer.Public, "One of them with its published answers") { Roles = StaffRoles.QuestionReaders },
        new("/questions/fairness", "GET", Viewer.Public, "How many questions there were and what became of them, as last counted; the standard reasons") { Roles = StaffRoles.QuestionReaders },
        new("/questions/status/{token}", "GET", Viewer.PublicSite, "An asker’s own question, for whoever has its secret"),
        new("/questions/status/{token}", "POST", Viewer.PublicSite, "Changes, withdraws or erases an asker’s own question, or begins a follow-up"),
        new("/feeds/answers.atom", "GET", Viewer.Public, "The last answers as a feed") { Roles = StaffRoles.QuestionReaders },
        new("/api/v1/questions/{reference}", "GET", Viewer.Public, "One published question with its answers") { Roles = StaffRoles.QuestionReaders },
        new("/api/v1/meetings/{slug}/questions", "POST", Viewer.PublicSite, "Sends a question for a published meeting"),
        new("/api/v1/questions", "POST", Viewer.PublicSite, "Sends a question for no meeting in particular"),
        new("/api/v1/questions/status/{token}", "GET", Viewer.PublicSite, "An asker’s own question, for whoever has its secret"),
        new("/promises", "GET", Viewer.Public, "Promises made in public, with what the published figures say of them") { Roles = StaffRoles.MeetingReaders },
        new("/feeds/meetings.ics", "GET", Viewer.Public, "Published meetings as a calendar") { Roles = StaffRoles.MeetingReaders },
        new("/feeds/meetings.atom", "GET", Viewer.Public, "Each step of a published meeting as a feed") { Roles = StaffRoles.MeetingReaders },
        new("/api/v1/meetings", "GET", Viewer.Public, "Published meetings") { Roles = StaffRoles.MeetingReaders },
        new("/api/v1/meetings/{slug}", "GET", Viewer.Public, "One published meeting with its agenda") { Roles = StaffRoles.MeetingReaders },
        new("/api/v1/meetings/{slug}/events", "GET", Viewer.Public, "The public log of a meeting after a number") { Roles = StaffRoles.MeetingReaders },
        new("/api/v1/meetings/{slug}/record", "GET", Viewer.Public, "The whole public record of a meeting with the hash that proves it") { Roles = StaffRoles.MeetingReaders },
        new("/corrections", "GET", Viewer.Public, "What was corrected or withdrawn after it was published, and why"),
        new("/feeds/corrections.atom", "GET", Viewer.Public, "The same as a feed"),
        new("/releases", "GET", Viewer.Public, "Releases that were planned, and who saw them early, by job title"),
        new("/pre-election", "GET", Viewer.Public, "Pre-election periods, and their exceptions once they have ended"),
        new("/subscribe/{kind}/{subject}", "GET", Viewer.PublicSite, "The form for news of a published meeting, a topic or a measure by mail"),
        new("/subscribe/{kind}/{subject}", "POST", Viewer.PublicSite, "Keeps the address, which is asked whether it is its owner's wish"),
        new("/mail/confirm/{secret}", "GET", Viewer.PublicSite, "The form that a mail's link leads to; the same for every secret"),
        new("/mail/confirm/{secret}", "POST", Viewer.PublicSite, "Confirms an address; the same for every secret"),
        new("/mail/stop/{secret}", "GET", Viewer.PublicSite, "The form to end mail; the same for every secret"),
        new("/mail/stop/{secret}", "POST", Viewer.PublicSite, "Ends mail about one thing; the same for every secret"),
        new("/accessibility", "GET", Viewer.Public, "Accessibility statement") { SameOnBothSites = true },
        new("/privacy", "GET", Viewer.Public, "Privacy notice") { SameOnBothSites = true },
        new("/errors", "any", Viewer.Public, "Shown in place of a page that failed; 404 by its own address") { SameOnBothSites = true },
        new("/api/v1/measures", "GET", Viewer.Public, "Measures with their latest published value"),
        new("/api/v1/measures/{id}/series", "GET", Viewer.Public, "Published points"),
        new("/api/v1/measures/{id}/spc", "GET", Viewer.Public, "Judgement of published points"),
        new("/api/v1/measures/{id}/context", "GET", Viewer.Public, "Published points put together: the year so far, the last twelve months, intervals"),
        new("/api/v1/receipts/{id:long}", "GET", Viewer.Public, "Receipt of a published figure"),
        new("/charts/{id}.svg", "GET", Viewer.Public, "Chart of published points"),
        new("/charts/{id}.png", "GET", Viewer.Public, "Chart of published points as PNG"),
        new("/data/{id}.csv", "GET", Viewer.Public, "Published points"),
        new("/openapi/{documentName}.json", "GET", Viewer.Public, "Description of the public API"),
        new("/health/live", "GET", Viewer.Public, "Whether the process is up") { SameOnBothSites = true },
        new("/health/ready", "GET", Viewer.Public, "Whether figures answer") { SameOnBothSites = true },
        new("/sitemap.xml", "GET", Viewer.Public, "Addresses of measures and boards, with the day of the last publication"),
        new("/robots.txt", "GET", Viewer.Public, "What search engines may read") { SameOnBothSites = true },
        new("/.well-known/security.txt", "GET", Viewer.Public, "Whom to tell of a weakness") { SameOnBothSites = true },
        new("/metrics", "GET", Viewer.Operators, "Numbers of the process; 404 except on the management port"),
        new("/hubs/live", "any", Viewer.Public, "The doorbell's socket") { Roles = StaffRoles.MeetingReaders },
        new("/hubs/live/negotiate", "POST", Viewer.Public, "How the doorbell's transport is agreed") { Roles = StaffRoles.MeetingReaders },
        new("/hubs/live#Watch", "hub", Viewer.Public, "Told that a published series changed: measure, area and number only") { Roles = StaffRoles.MeetingReaders },
        new("/hubs/live#Shown", "hub", Viewer.Public, "A big screen says which public event it shows; nothing is stored") { Roles = StaffRoles.MeetingReaders },
        new("/hubs/live#Follow", "hub", Viewer.Public, "The public log of a published meeting, as a stream by number") { Roles = StaffRoles.MeetingReaders },
        new("/staff/sign-in", "GET", Viewer.StaffSite, "The form for name and password"),
        new("/staff/sign-in", "POST", Viewer.StaffSite, "Compares name and password"),
        new("/staff/sign-in/code", "GET", Viewer.StaffSite, "The form for the second factor's code, after a right password"),
        new("/staff/sign-in/code", "POST", Viewer.StaffSite, "Compares the code and signs in"),
        new("/staff/sign-in/provider", "GET", Viewer.StaffSite, "Leads to the organisation’s own sign-in, where there is one"),
        new("/staff/sign-in/provider/return", "GET", Viewer.StaffSite, "Checks what that says and signs in"),
        new("/staff/sign-out", "POST", Viewer.StaffSite, "Signs out"),
        new("/staff", "GET", Viewer.Staff, "Leads to the first page that the person's roles have") { Roles = StaffRoles.All },
        new("/staff/account", "GET", Viewer.Staff, "One's own account and sessions") { Roles = StaffRoles.All },
        new("/staff/account", "POST", Viewer.Staff, "Ends one's own sessions, one or all") { Roles = StaffRoles.All },
        new("/staff/account/password", "GET", Viewer.Staff, "The form for a new password of one's own") { Roles = StaffRoles.All },
        new("/staff/account/password", "POST", Viewer.Staff, "Changes one's own password") { Roles = StaffRoles.All },
        new("/staff/account/second-factor", "GET", Viewer.Staff, "The secret for one's own authenticator app, until it is set up") { Roles = StaffRoles.All },
        new("/staff/account/second-factor", "POST", Viewer.Staff, "Sets up one's own second factor") { Roles = StaffRoles.All },
        new("/staff/questions", "GET", Viewer.Staff, "The public's questions in piles, without addresses") { Roles = StaffRoles.ModerationReaders },
        new("/staff/questions", "POST", Viewer.Staff, "Gives questions a theme") { Roles = StaffRoles.Moderators },
        new("/staff/questions/{reference}", "GET", Viewer.Staff, "One question with what was decided about it") { Roles = StaffRoles.ModerationReaders },
        new("/staff/questions/{reference}", "POST", Viewer.Staff, "Accepts, declines, redirects, joins, redacts, holds or orders a question") { Roles = StaffRoles.Moderators },
        new("/staff/questions/{reference}/wordings", "GET", Viewer.Staff, "What a question said before it was changed; whoever looks stands in the record") { Roles = StaffRoles.Moderators },
        new("/staff/questions/{reference}/answer", "GET", Viewer.Staff, "Written answers, also drafts") { Roles = StaffRoles.ModerationReaders },
        new("/staff/questions/{reference}/answer", "POST", Viewer.Staff, "Drafts a written answer; a publisher approves and publishes it") { Roles = StaffRoles.AnswerWriters },
        new("/staff/questions/order/{slug}", "GET", Viewer.Staff, "In which turn questions are put in a meeting") { Roles = StaffRoles.ModerationReaders },
        new("/staff/questions/order/{slug}", "POST", Viewer.Staff, "Changes those turns") { Roles = StaffRoles.Moderators },
        new("/staff/questions/enter", "GET", Viewer.Staff, "The form for a question that came elsewhere") { Roles = StaffRoles.Moderators },
        new("/staff/questions/enter", "POST", Viewer.Staff, "Enters such a question") { Roles = StaffRoles.Moderators },
        new("/staff/questions/windows", "GET", Viewer.Staff, "When questions are taken, how many and from whom") { Roles = StaffRoles.ModerationReaders },
        new("/staff/questions/windows", "POST", Viewer.Staff, "Changes that") { Roles = StaffRoles.WindowKeepers },
        new("/staff/mail", "GET", Viewer.Staff, "Whether mail goes out: how many, no address") { Roles = StaffRoles.MailReaders },
        new("/staff/accounts", "GET", Viewer.Staff, "Every account with its roles and state, no password or secret") { Roles = StaffRoles.AccountKeepers },
        new("/staff/accounts/{account}", "GET", Viewer.Staff, "One account") { Roles = StaffRoles.AccountKeepers },
        new("/staff/accounts/{account}", "POST", Viewer.Staff, "Changes roles, disables, enables, resets; after the own password again") { Roles = StaffRoles.AccountKeepers },
        new("/staff/feeds", "GET", Viewer.Staff, "Feeds, alerts and loads that wait; the Chief Constable's office: of the force's own returns, here and below") { Roles = StaffRoles.FeedReaders },
        new("/staff/feeds/{source}", "GET", Viewer.Staff, "One source, its punctuality and its last loads") { Roles = StaffRoles.FeedReaders },
        new("/staff/feeds/{source}", "POST", Viewer.Staff, "Asks for a look for new files now") { Roles = StaffRoles.FeedKeepers },
        new("/staff/loads", "GET", Viewer.Staff, "What was delivered and what became of it") { Roles = StaffRoles.FeedReaders },
        new("/staff/loads/{load}", "GET", Viewer.Staff, "One load, while it runs and after") { Roles = StaffRoles.FeedReaders },
        new("/staff/loads/{load}", "POST", Viewer.Staff, "Asks for the kept file to be read again") { Roles = StaffRoles.Makers },
        new("/staff/loads/{load}/decide", "GET", Viewer.Staff, "What a load that waits changes") { Roles = StaffRoles.Deciders },
        new("/staff/loads/{load}/decide", "POST", Viewer.Staff, "Asks for a load to be approved or rejected") { Roles = StaffRoles.Deciders },
        new("/staff/loads/{load}/withdraw", "GET", Viewer.Staff, "What withdrawing a published load means") { Roles = StaffRoles.Deciders },
        new("/staff/loads/{load}/withdraw", "POST", Viewer.Staff, "Asks for a load's figures to be taken off every public surface") { Roles = StaffRoles.Deciders },
        new("/staff/releases", "GET", Viewer.Staff, "What is published when, and what became of earlier plans") { Roles = StaffRoles.Office },
        new("/staff/releases/{id:long}", "GET", Viewer.Staff, "One release, and who may see it early") { Roles = StaffRoles.Office },
        new("/staff/releases/{id:long}", "POST", Viewer.Staff, "Takes a release off the schedule; gives or ends early sight of it") { Roles = StaffRoles.Deciders },
        new("/staff/pre-release", "GET", Viewer.Staff, "Releases that the person may see early, now") { Roles = StaffRoles.All },
        new("/staff/pre-release/{id:long}", "GET", Viewer.Staff, "Figures of a release, for who was invited and while the window is open; 404 for everybody else") { Roles = StaffRoles.All },
        new("/staff/pre-release/{id:long}.csv", "GET", Viewer.Staff, "The same as a file that names its reader's job title") { Roles = StaffRoles.All },
        new("/staff/notes", "GET", Viewer.Staff, "Commentary on measures") { Roles = StaffRoles.Office },
        new("/staff/notes", "POST", Viewer.Staff, "Keeps a note, which waits for a publisher") { Roles = StaffRoles.Makers },
        new("/staff/notes/{id:long}", "GET", Viewer.Staff, "One note") { Roles = StaffRoles.Office },
        new("/staff/notes/{id:long}", "POST", Viewer.Staff, "Publishes, schedules, rejects or withdraws a note, or makes an exception for it") { Roles = StaffRoles.Deciders },
        new("/staff/pre-election", "GET", Viewer.Staff, "Pre-election periods") { Roles = StaffRoles.Office },
        new("/staff/pre-election", "POST", Viewer.Staff, "Enters or ends a pre-election period") { Roles = StaffRoles.Deciders },
        new("/staff/loads/{load}/rejects.csv", "GET", Viewer.Staff, "Values that could not be used, for the supplier") { Roles = StaffRoles.LoadReaders },
        new("/staff/requests/{id:long}", "GET", Viewer.Staff, "What became of something that was asked") { Roles = StaffRoles.FeedReaders },
        new("/staff/requests/{id:long}", "POST", Viewer.Staff, "Asks for a checked file to be loaded") { Roles = StaffRoles.Senders },
        new("/staff/revisions", "GET", Viewer.Staff, "Values that loads have changed") { Roles = StaffRoles.LoadReaders },
        new("/staff/upload", "GET", Viewer.Staff, "The form for a file by hand") { Roles = StaffRoles.Senders },
        new("/staff/upload", "POST", Viewer.Staff, "Keeps a file and asks for it to be checked or loaded") { Roles = StaffRoles.Senders },
        new("/staff/figures/type", "GET", Viewer.Staff, "The form for one figure with its evidence") { Roles = StaffRoles.Makers },
        new("/staff/figures/type", "POST", Viewer.Staff, "Asks for a typed figure to be loaded; a second person approves it") { Roles = StaffRoles.Makers },
        new("/staff/evidence/{upload}", "GET", Viewer.Staff, "The document that proves a typed figure") { Roles = StaffRoles.Makers },
        new("/staff/boards", "GET", Viewer.Staff, "Every board with warnings, and what is wrong in the declarations") { Roles = StaffRoles.Office },
        new("/staff/meetings", "GET", Viewer.Staff, "Every meeting, also those that are not published") { Roles = StaffRoles.MeetingReaders },
        new("/staff/meetings/plan", "GET", Viewer.Staff, "The form for a meeting and its agenda") { Roles = StaffRoles.MeetingPlanners },
        new("/staff/meetings/plan", "POST", Viewer.Staff, "Plans a meeting, or changes one that has not begun") { Roles = StaffRoles.MeetingPlanners },
        new("/staff/meetings/{slug}", "GET", Viewer.Staff, "One meeting with its whole log") { Roles = StaffRoles.MeetingReaders },
        new("/staff/meetings/{slug}", "POST", Viewer.Staff, "Publishes or cancels a meeting; drafts or approves its minutes") { Roles = StaffRoles.MeetingPlanners },
        new("/staff/meetings/{slug}/minutes", "GET", Viewer.Staff, "The forms for the words of the minutes and for the recording") { Roles = StaffRoles.MinuteKeepers },
        new("/staff/meetings/{slug}/minutes", "POST", Viewer.Staff, "Changes a line of the minutes, adds one, links the recording: the meeting’s own log is the record of it") { Roles = StaffRoles.MinuteKeepers },
        new("/staff/meetings/{slug}/papers", "GET", Viewer.Staff, "A meeting’s papers, drafts too") { Roles = StaffRoles.MeetingReaders },
        new("/staff/meetings/{slug}/papers", "POST", Viewer.Staff, "Keeps a paper as a draft after looking at it, replaces or takes back one; the meeting’s page publishes them") { Roles = StaffRoles.Makers },
        new("/staff/meetings/{slug}/papers/{paper}/{version:int}", "GET", Viewer.Staff, "A version of a paper: the file, or what a written one will look like") { Roles = StaffRoles.MeetingReaders },
        new("/staff/letters", "GET", Viewer.Staff, "Written challenges; the Chief Constable’s office: those that were sent to it, here and below") { Roles = StaffRoles.LetterParties },
        new("/staff/letters/write", "GET", Viewer.Staff, "The form for a letter, and what it will look like") { Roles = StaffRoles.LetterReaders },
        new("/staff/letters/write", "POST", Viewer.Staff, "Keeps a letter as a draft") { Roles = StaffRoles.LetterReaders },
        new("/staff/letters/{slug}", "GET", Viewer.Staff, "One letter with its reply") { Roles = StaffRoles.LetterParties },
        new("/staff/letters/{slug}", "POST", Viewer.Staff, "Sends a letter, records a promise, publishes, withholds or closes: the letter’s own log is the record of it") { Roles = StaffRoles.LetterSenders },
        new("/staff/letters/{slug}/reply", "GET", Viewer.Staff, "The form for a reply") { Roles = StaffRoles.LetterRepliers },
        new("/staff/letters/{slug}/reply", "POST", Viewer.Staff, "Keeps a reply and its documents: the letter’s own log is the record of it") { Roles = StaffRoles.LetterRepliers },
        new("/staff/letters/{slug}/documents/{paper}", "GET", Viewer.Staff, "A document of a reply") { Roles = StaffRoles.LetterParties },
        new("/staff/control/{slug}", "GET", Viewer.Staff, "The control room") { Roles = StaffRoles.MeetingReaders },
        new("/staff/control/{slug}", "POST", Viewer.Staff, "Acts in a meeting: the meeting’s own log is the record of it") { Roles = StaffRoles.InTheRoom },
        new("/staff/packs", "GET", Viewer.Staff, "Every pack, also drafts") { Roles = StaffRoles.Office },
        new("/staff/packs/plan", "GET", Viewer.Staff, "The form for a pack’s cover") { Roles = StaffRoles.Makers },
        new("/staff/packs/plan", "POST", Viewer.Staff, "Begins a pack, or changes its cover") { Roles = StaffRoles.Makers },
        new("/staff/packs/{slug}", "GET", Viewer.Staff, "One pack and its chapters") { Roles = StaffRoles.Office },
        new("/staff/packs/{slug}", "POST", Viewer.Staff, "Opens, adds, moves or takes out a chapter") { Roles = StaffRoles.Makers },
        new("/staff/packs/{slug}/chapters/{chapter:int}", "GET", Viewer.Staff, "The form for one chapter") { Roles = StaffRoles.Makers },
        new("/staff/packs/{slug}/chapters/{chapter:int}", "POST", Viewer.Staff, "Changes a chapter that the person has open, or previews its commentary") { Roles = StaffRoles.Makers },
        new("/staff/packs/{slug}/files/{file}", "GET", Viewer.Staff, "A file of a draft pack, of published figures only") { Roles = StaffRoles.Office },
        new("/staff/packs/{slug}/files/{folder}/{file}", "GET", Viewer.Staff, "A chart or table of a draft pack") { Roles = StaffRoles.Office },
        new("/staff/packs/{slug}/settle", "GET", Viewer.Staff, "What to look at before a pack is signed off") { Roles = StaffRoles.Office },
        new("/staff/packs/{slug}/settle", "POST", Viewer.Staff, "Signs a pack off, publishes it, begins the next edition") { Roles = StaffRoles.Deciders },
        new("/staff/replies", "GET", Viewer.Staff, "Public meetings that are over, for replies") { Roles = StaffRoles.Repliers },
        new("/staff/replies/{slug}", "GET", Viewer.Staff, "What was said in a public meeting, as the public knows it") { Roles = StaffRoles.Repliers },
        new("/staff/replies/{slug}", "POST", Viewer.Staff, "Replies in writing: the meeting’s own log is the record of it") { Roles = StaffRoles.Repliers },
        new("/staff/brief/{slug}", "GET", Viewer.Staff, "The Commissioner's brief: lines of enquiry, earlier promises and what the figures say of them; never on a public address") { Roles = StaffRoles.Office },
        new("/staff/brief/{slug}", "POST", Viewer.Staff, "Keeps a line of enquiry: the meeting’s own log is the record of it") { Roles = StaffRoles.Office },
        new("/staff/corrections", "GET", Viewer.Staff, "Figures that were quoted and have changed since, also those that are not published") { Roles = StaffRoles.Office },
        new("/staff/corrections", "POST", Viewer.Staff, "Asks for corrections to be published or dismissed") { Roles = StaffRoles.Deciders },
        new("/staff/corrections/{id:long}", "GET", Viewer.Staff, "One of them with every place that quotes it") { Roles = StaffRoles.Office },
        new("/staff/corrections/{id:long}", "POST", Viewer.Staff, "Keeps its words; a publisher publishes or dismisses it") { Roles = StaffRoles.Makers },
        new("/staff/explanations", "GET", Viewer.Staff, "Explanations that were given for figures, and what the figures did since; never on a public address") { Roles = StaffRoles.Office },
        new("/staff/explanations", "POST", Viewer.Staff, "Keeps an explanation, strikes one out, or puts its words forward as commentary") { Roles = StaffRoles.Makers },
        new("/staff/audit", "GET", Viewer.Staff, "The record: what was done, by which role, when") { Roles = StaffRoles.Auditors },
        new("/staff/audit.csv", "GET", Viewer.Staff, "The same as a file") { Roles = StaffRoles.Auditors },
        new("/hubs/staff", "any", Viewer.Staff, "The staff's doorbell: kind and number of what changed") { Roles = StaffRoles.All },
        new("/hubs/staff/negotiate", "POST", Viewer.Staff, "How the staff's doorbell's transport is agreed") { Roles = StaffRoles.All },
    ];

    /// <summary>What an address shows depends on the figure's state: on every address of this table, a figure is shown to these people and to nobody else.</summary>
    public static IReadOnlyList<FigureStateRow> States { get; } =
    [
        new(FigureState.Draft, false, StaffRoles.Office, "loaded, and waiting for a decision"),
        new(FigureState.Embargoed, false, StaffRoles.Office, "approved for a moment that has not come; also for who was invited to see it early, in the hours given"),
        new(FigureState.Published, true, StaffRoles.Office, "for everybody"),
        new(FigureState.Withdrawn, false, StaffRoles.Office, "taken off every public surface again; the load that brought it is kept"),
    ];

    /// <summary>Parts of a page that some of those who may open it do not see.</summary>
    public static IReadOnlyList<WithheldField> Withheld { get; } = [WithheldField.AlertSentence, WithheldField.CorrectionAlert, WithheldField.LoadFigures, WithheldField.RequestReport];
}

/// <summary>A part of a page for fewer roles than the page: code asks <see cref="IsFor"/> before it shows it.</summary>
/// <param name="Field">Where it stands.</param>
/// <param name="Roles">Who sees it.</param>
/// <param name="Why">What it could show to others.</param>
internal sealed record WithheldField(string Field, IReadOnlyList<StaffRole> Roles, string Why)
{
    public static WithheldField AlertSentence { get; } = new("`/staff/feeds`: the sentence of an alert about a load in quarantine", StaffRoles.LoadReaders, "It names the figure that failed a check.");

    public static WithheldField CorrectionAlert { get; } = new("`/staff/feeds`: the alert that quoted figures have changed", StaffRoles.Office, "It may tell of figures that are not published.");

    public static WithheldField LoadFigures { get; } = new("`/staff/loads/{load}`: why it was refused or waits, notes, revisions, earlier editions, rejected values", StaffRoles.LoadReaders, "They hold figures that are not published.");

    public static WithheldField RequestReport { get; } = new("`/staff/requests/{id:long}`: outcome, changes and rejected values", StaffRoles.LoadReaders, "They hold figures that are not published.");

    public bool IsFor(IReadOnlyList<StaffRole> roles) => Roles.Intersect(roles).Any();
}

/// <summary>One thing that may be asked of the program.</summary>
/// <param name="Surface">Route template, or hub address and method.</param>
/// <param name="Verb">HTTP method, <c>any</c>, or <c>hub</c>.</param>
/// <param name="Viewer">Who may.</param>
/// <param name="Shows">What it shows, for the readable page.</param>
internal sealed record AccessRow(string Surface, string Verb, Viewer Viewer, string Shows)
{
    /// <summary>Which roles may, on the staff site; the office's own people unless said otherwise. What the public sees there shows unpublished figures too, so it is for the office.</summary>
    public IReadOnlyList<StaffRole> Roles { get; init; } = StaffRoles.Office;

    /// <summary>Whether it shows no figures, so that nobody needs to sign in for it on the staff site either.</summary>
    public bool SameOnBothSites { get; init; }
}

/// <summary>Who may use a surface.</summary>
internal enum Viewer
{
    /// <summary>Anybody, without signing in.</summary>
    Public,

    /// <summary>Anybody, on the public site; these addresses do not exist in the staff process.</summary>
    PublicSite,

    /// <summary>Whoever reaches the staff site, before signing in.</summary>
    StaffSite,

    /// <summary>Signed-in people, in the staff process, as their roles allow.</summary>
    Staff,

    /// <summary>Whoever reaches the management port.</summary>
    Operators,
}
