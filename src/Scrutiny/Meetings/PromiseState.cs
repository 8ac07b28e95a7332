namespace Scrutiny.Meetings;

/// <summary>What the figures say of a promise so far.</summary>
public enum PromiseState
{
    /// <summary>It was kept.</summary>
    Kept,

    /// <summary>It is not due yet, and the latest figure meets it.</summary>
    OnCourse,

    /// <summary>It is not due yet, and the latest figure does not meet it.</summary>
    AtRisk,

    /// <summary>It is past due and was not kept.</summary>
    Missed,

    /// <summary>No figure can say.</summary>
    CannotBeJudged,
}

/// <summary>The states in words.</summary>
public static class PromiseStates
{
    /// <summary>The state in words.</summary>
    /// <param name="state">The state.</param>
    public static string Words(this PromiseState state) => state switch
    {
        PromiseState.Kept => "Kept",
        PromiseState.OnCourse => "On course",
        PromiseState.AtRisk => "At risk",
        PromiseState.Missed => "Missed",
        PromiseState.CannotBeJudged => "Cannot be judged yet",
    };
}
