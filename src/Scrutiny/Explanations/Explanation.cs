using Scrutiny.Boards;
using Scrutiny.Periods;

namespace Scrutiny.Explanations;

/// <summary>What was given as the reason for a figure, by whom and when: kept by staff, or read from a meeting's log.</summary>
/// <param name="Series">Of which figures.</param>
/// <param name="Period">The period that it explains; null for the measure at that time.</param>
/// <param name="GivenOn">The day on which it was given.</param>
/// <param name="GivenBy">Who gave it, by office.</param>
/// <param name="Via">How it was given.</param>
/// <param name="Text">The explanation.</param>
public sealed record Explanation(SeriesName Series, Period? Period, DateOnly GivenOn, string GivenBy, ExplanationVia Via, string Text)
{
    /// <summary>Its number where staff keep it; null where it is read from a log.</summary>
    public long? Id { get; init; }

    /// <summary>In which meeting, or which letter; null where nothing says.</summary>
    public string? Reference { get; init; }

    /// <summary>Where it is read, on the staff site; null where it stands here only.</summary>
    public string? Address { get; init; }
}

/// <summary>How an explanation was given.</summary>
public enum ExplanationVia
{
    /// <summary>Spoken in a meeting.</summary>
    Meeting,

    /// <summary>In a letter.</summary>
    Letter,

    /// <summary>In a written reply.</summary>
    Reply,

    /// <summary>Otherwise.</summary>
    Other,
}

/// <summary>The words for how an explanation was given.</summary>
public static class ExplanationVias
{
    /// <summary>As the database has it.</summary>
    /// <param name="via">How.</param>
    public static string Name(this ExplanationVia via) => via.ToString().ToLowerInvariant();

    /// <summary>For a reader.</summary>
    /// <param name="via">How.</param>
    public static string Words(this ExplanationVia via) => via switch
    {
        ExplanationVia.Meeting => "in a meeting",
        ExplanationVia.Letter => "in a letter",
        ExplanationVia.Reply => "in a written reply",
        ExplanationVia.Other => "otherwise",
    };

    /// <summary>From the database's name.</summary>
    /// <param name="name">As in the database.</param>
    /// <param name="via">How.</param>
    public static bool TryParse(string? name, out ExplanationVia via) => Enum.TryParse(name, ignoreCase: true, out via) && Enum.IsDefined(via) && name!.All(char.IsLetter);
}
