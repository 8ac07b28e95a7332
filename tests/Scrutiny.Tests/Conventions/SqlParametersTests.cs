using System.Text.RegularExpressions;

namespace Scrutiny.Tests.Conventions;

/// <summary>Values are parameters, never parts of SQL.</summary>
internal sealed partial class SqlParametersTests
{
    /// <summary>Files with a text of SQL that has something put into it, each with why it is no value that anybody sends.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["src/Scrutiny/Database/ChannelListener.cs"] = "a channel's name, a constant of the caller's: LISTEN takes no parameters",
        ["src/Scrutiny/Database/PrivateCluster.cs"] = "names of databases and roles, constants; passwords made by the program, quoted: DDL takes no parameters",
        ["src/Scrutiny.Ingest/Loading/Staging.cs"] = "a table and its columns, both constants",
        ["src/Scrutiny/BoardReadings/BoardFigures.cs"] = "one constant text in two queries",
    };

    [Test]
    public void No_text_of_SQL_has_values_put_into_it()
    {
        var found = Directory.EnumerateFiles(Repository.PathTo("src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), Text: File.ReadAllText(file)))
            .Where(file => !file.Name.Contains("/obj/", StringComparison.Ordinal) && !file.Name.Contains("/bin/", StringComparison.Ordinal) && !file.Name.Contains("/node_modules/", StringComparison.Ordinal))
            .SelectMany(file => Interpolated().Matches(file.Text).Select(match => $"{file.Name}: {match.Value.ReplaceLineEndings(" ").Trim()}"))
            .ToList();

        Assert.That(found.Where(line => !Allowed.ContainsKey(line.Split(':')[0])), Is.Empty, "give the value as a parameter");
    }

    [TestCase("""await connection.ExecuteAsync($"delete from load where load_id = '{load}'");""", true)]
    [TestCase("""new CommandDefinition($"select value from {table}", cancellationToken: cancel)""", true)]
    [TestCase("""var sql = "select * from load where source = '" + source;""", true)]
    [TestCase("""string.Format(null, "update load set state = '{0}'", state)""", true)]
    [TestCase("""new CommandDefinition($"select {Columns} from account.account", cancellationToken: cancel)""", false)]
    [TestCase("""const string Sql = "select value from observation where series_id = @series";""", false)]
    [TestCase("""$"Select a file, then {verb} it.";""", false)]
    public void A_text_with_a_value_in_it_is_found(string code, bool wrong) => Assert.That(Interpolated().IsMatch(code), Is.EqualTo(wrong));

    // What is put in by a name that begins with a capital is a constant. An interpolated text, a concatenation or a format whose text begins as SQL does, in lower case as SQL is here.
    [GeneratedRegex("""\$"+\s*(select|insert into|update|delete from|create|alter|drop|grant|revoke|listen|notify|copy|truncate|set local) [^"]*\{(?![A-Z][A-Za-z]*\})|"(select|insert into|update|delete from|copy) [^"]*" *\+ *[a-z]|string\.Format\([^"]*"(select|insert into|update|delete from|copy) """)]
    private static partial Regex Interpolated();
}
