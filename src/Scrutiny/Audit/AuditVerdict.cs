namespace Scrutiny.Audit;

/// <summary>What a verification found.</summary>
/// <param name="Entries">How many entries were found good, from the first on.</param>
/// <param name="Hash">Hash of the last good one, lower-case hexadecimal.</param>
/// <param name="Break">The first thing that is wrong; null when nothing is.</param>
public sealed record AuditVerdict(long Entries, string Hash, AuditBreak? Break);
