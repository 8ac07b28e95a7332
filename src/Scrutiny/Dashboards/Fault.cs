namespace Scrutiny.Dashboards;

/// <summary>Something wrong in a declaration under <c>dashboards/</c>, where it stands and what to do.</summary>
/// <param name="File">Path of the file, as the caller named it.</param>
/// <param name="Line">Line, from 1; 0 where the fault is the file itself.</param>
/// <param name="Column">Column, from 1; 0 where the fault is the file itself.</param>
/// <param name="Message">One sentence in plain words.</param>
public sealed record Fault(string File, int Line, int Column, string Message)
{
    /// <summary>The lint rule that was broken, for example <c>D007</c>; null where the fault belongs to no list of rules.</summary>
    public string? Code { get; init; }

    /// <summary>Whether the declaration may be used all the same.</summary>
    public bool IsWarning { get; init; }

    /// <summary>The fault on one line, in the form that editors jump to: <c>file:line:column: message</c>, with <c>warning D007:</c> or <c>D003:</c> before the message of a lint rule.</summary>
    public override string ToString() => (Line > 0 ? $"{File}:{Line}:{Column}: " : $"{File}: ") + (Code is null ? "" : $"{(IsWarning ? "warning " : "")}{Code}: ") + Message;
}
