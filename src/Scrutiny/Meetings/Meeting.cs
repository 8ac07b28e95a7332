namespace Scrutiny.Meetings;

/// <summary>What is known of a meeting besides what happens in it.</summary>
public sealed record Meeting
{
    /// <summary>Its name in addresses: lower-case letters, digits and hyphens.</summary>
    public required string Slug { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>What kind of meeting it is.</summary>
    public required MeetingKind Kind { get; init; }

    /// <summary>Whether nothing of it is ever public.</summary>
    public bool Closed { get; init; }

    /// <summary>Its theme; null for none.</summary>
    public string? Theme { get; init; }

    /// <summary>Ids of the plan's priorities that it serves.</summary>
    public IReadOnlyList<string> Priorities { get; init; } = [];

    /// <summary>When it starts, UTC.</summary>
    public required DateTimeOffset Starts { get; init; }

    /// <summary>Where it is held.</summary>
    public required string Place { get; init; }

    /// <summary>How to watch it; null where nothing is said.</summary>
    public string? Watch { get; init; }

    /// <summary>Address of the stream or recording, https; null for none.</summary>
    public string? StreamLink { get; init; }

    /// <summary>From when the public may send questions, UTC; null where it may not.</summary>
    public DateTimeOffset? QuestionsFrom { get; init; }

    /// <summary>Until when, UTC; null where it may not.</summary>
    public DateTimeOffset? QuestionsUntil { get; init; }

    /// <summary>Figures are shown as they were known at this moment, UTC; null for the moment at which each is shown.</summary>
    public DateTimeOffset? DataCut { get; init; }

    /// <summary>Whether it is made up, to show what a meeting looks like.</summary>
    public bool Sample { get; init; }

    /// <summary>How far it has come.</summary>
    public MeetingState State { get; init; }

    /// <summary>Rises with each change of head or agenda.</summary>
    public int Sequence { get; init; }

    /// <summary>How many events its log has, on the side from which it was read.</summary>
    public long Events { get; init; }

    /// <summary>Hash of the last event there, which proves all before it: 64 hexadecimal digits; zeros before the first.</summary>
    public string LogHash { get; init; } = new('0', 64);

    /// <summary>When head or agenda were last changed, UTC.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The agenda in order.</summary>
    public IReadOnlyList<AgendaItem> Agenda { get; init; } = [];

    /// <summary>An item of the agenda; null where there is none of that number.</summary>
    /// <param name="item">Its number.</param>
    public AgendaItem? ItemOf(int? item) => item is null ? null : Agenda.FirstOrDefault(entry => entry.Item == item);

    /// <summary>Whether it is held in writing, as a letter and its reply.</summary>
    public bool IsLetter => Kind == MeetingKind.WrittenChallenge;

    /// <summary>Its public page.</summary>
    public string Address => $"/{(IsLetter ? "letters" : "meetings")}/{Slug}";

    /// <summary>Whether questions are taken at a moment.</summary>
    /// <param name="now">The moment, UTC.</param>
    public bool TakesQuestions(DateTimeOffset now) => State is MeetingState.Published or MeetingState.Live or MeetingState.Paused && QuestionsFrom <= now && now < QuestionsUntil;
}
