namespace Scrutiny.Dashboards;

/// <summary>Something wrong in a declaration under <c>dashboards/</c>, where it stands and what to do.</summary>
/// <param name="File">Path of the file, as the caller named it.</param>
/// <param name="Line">Line, from 1; 0 where the fault is the file itself.</param>
/// <param name="Column">Column, from 1; 0 where the fault is the file itself.</param>
/// <param name="Message">One sentence in plain words.</param>
public sealed record Fault(string File, int Line, int Column, string Message)
{
    /// <summary>The fault on one line, in the form that editors jump to: <c>file:line:column: message</c>.</summary>
    public override string ToString() => Line > 0 ? $"{File}:{Line}:{Column}: {Message}" : $"{File}: {Message}";
}
