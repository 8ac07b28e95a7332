using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scrutiny.Releases;

/// <summary>What staff ask of ingest beside a load's label: JSON in <c>working.request.detail</c>. Each kind of request fills what it needs.</summary>
public sealed record ReleaseDetail
{
    /// <summary>The source that requests name which concern no source: the office's own.</summary>
    public const string Office = "office";

    /// <summary>How it is written as JSON, by the one process and read by the other.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>When to publish, or when a window or period begins, UTC.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>When a window or period ends, UTC.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Why published figures were wrong, for the public.</summary>
    public string? Correction { get; init; }

    /// <summary>Codes of the warnings that were acknowledged.</summary>
    public IReadOnlyList<string>? Acknowledged { get; init; }

    /// <summary>Number of a release.</summary>
    public long? Release { get; init; }

    /// <summary>Number of somebody's early access.</summary>
    public long? Access { get; init; }

    /// <summary>Whom an access is bound to.</summary>
    public string? Person { get; init; }

    /// <summary>A job title.</summary>
    public string? JobTitle { get; init; }

    /// <summary>What early sight is for.</summary>
    public string? Purpose { get; init; }

    /// <summary>Number of a note.</summary>
    public long? Note { get; init; }

    /// <summary>Id of a measure.</summary>
    public string? Measure { get; init; }

    /// <summary>A note's text, plain.</summary>
    public string? Text { get; init; }

    /// <summary>What is decided about a note: publish, reject or withdraw.</summary>
    public string? Decision { get; init; }

    /// <summary>Number of a period before an election.</summary>
    public long? Period { get; init; }

    /// <summary>The period's name.</summary>
    public string? Name { get; init; }

    /// <summary>Corrections of quoted figures, as they stood when they were looked at.</summary>
    public IReadOnlyList<CorrectionChoice>? Corrections { get; init; }

    /// <summary>Places, as <c>kind|name|part</c>, that were found by words and do not quote the figure.</summary>
    public IReadOnlyList<string>? LeftOut { get; init; }

    /// <summary>An explanation that was given.</summary>
    public GivenExplanation? Explanation { get; init; }

    /// <summary>Number of an explanation.</summary>
    public long? Explained { get; init; }
}

/// <summary>A correction that was looked at.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Version">How it stood.</param>
public sealed record CorrectionChoice(long Id, int Version);

/// <summary>What was given as the reason for a figure.</summary>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Area">ONS code.</param>
/// <param name="Breakdown">Key of the part.</param>
/// <param name="PeriodFrom">First day of the period that it explains; null for the measure at that time.</param>
/// <param name="PeriodTo">Its last day.</param>
/// <param name="GivenOn">The day on which it was given.</param>
/// <param name="GivenBy">Who gave it, by office.</param>
/// <param name="Via">meeting, letter, reply or other.</param>
/// <param name="Reference">In which meeting, or which letter; null where nothing says.</param>
/// <param name="Text">The explanation.</param>
public sealed record GivenExplanation(string Measure, string Area, string Breakdown, DateOnly? PeriodFrom, DateOnly? PeriodTo, DateOnly GivenOn, string GivenBy, string Via, string? Reference, string Text);
