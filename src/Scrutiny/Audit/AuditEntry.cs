using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Scrutiny.Audit;

/// <summary>One entry of the record, its fields as the text that was hashed.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="At">When, by the database's clock, for example <c>2026-11-22T09:30:00.123456Z</c>; compares in order of time.</param>
/// <param name="Writer">The database role of the process that wrote it.</param>
/// <param name="Actor">On whose behalf.</param>
/// <param name="Act">What was done.</param>
/// <param name="SubjectKind">Kind of what it was done to.</param>
/// <param name="SubjectId">Id of what it was done to.</param>
/// <param name="Detail">Facts as JSON, exactly as stored.</param>
/// <param name="Previous">Hash of the entry before, lower-case hexadecimal; of the first one <see cref="Beginning"/>.</param>
/// <param name="Hash">The entry's own hash, lower-case hexadecimal.</param>
public sealed record AuditEntry(long Number, string At, string Writer, string Actor, string Act, string SubjectKind, string SubjectId, string Detail, string Previous, string Hash)
{
    /// <summary>What stands in place of a hash before the first entry.</summary>
    public static string Beginning { get; } = new('0', 64);

    /// <summary>SHA-256 of the entry's fields, a line each; the function <c>audit.append</c> computes the same.</summary>
    public string ComputeHash() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        "scrutiny-audit-1", Number.ToString(CultureInfo.InvariantCulture), At, Writer, Actor, Act, SubjectKind, SubjectId, Detail, Previous))));
}
