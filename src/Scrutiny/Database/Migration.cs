using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Scrutiny.Database;

/// <summary>One step of the schema, <c>sql/migrations/NNNN_name.sql</c>; once released it is never edited.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Name">Lower case, says what the step brings.</param>
/// <param name="Sql">Any number of statements; they run in one transaction.</param>
public sealed partial record Migration(int Number, string Name, string Sql)
{
    /// <summary>Lower-case hexadecimal SHA-256 of the text with LF line endings, so that a checkout's settings do not matter.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>Those that this program brings, in order.</summary>
    public static IReadOnlyList<Migration> OfThisProgram { get; } = ReadEmbedded();

    /// <summary>For example <c>0003_meetings</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number:0000}_{Name}");

    private static List<Migration> ReadEmbedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(x => x.StartsWith("sql/migrations/", StringComparison.Ordinal)))
        {
            var name = FileName().Match(resource);
            if (!name.Success)
            {
                throw new InvalidOperationException($"{resource} is not named NNNN_lower_case.sql.");
            }

            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            migrations.Add(new Migration(int.Parse(name.Groups[1].Value, CultureInfo.InvariantCulture), name.Groups[2].Value, reader.ReadToEnd()));
        }

        return [.. migrations.OrderBy(x => x.Number)];
    }

    [GeneratedRegex("^sql/migrations/([0-9]{4})_([a-z0-9_]+)\\.sql$")]
    private static partial Regex FileName();
}
