using Scrutiny.Statistics.Tables;

namespace Scrutiny.Cli.Verbs;

/// <summary>What the verbs that answer a CSV file with another have in common.</summary>
internal static class CsvFile
{
    /// <summary>Reads the file, and writes the answer to standard output.</summary>
    public static int Answer(string path, Action<TextReader, TextWriter> judge)
    {
        if (!File.Exists(path))
        {
            throw SentenceException.Unusable($"There is no file '{path}'.");
        }

        using var reader = new StreamReader(path);
        using var writer = new StreamWriter(Console.OpenStandardOutput());
        try
        {
            judge(reader, writer);
        }
        catch (TableInputException fault)
        {
            throw SentenceException.Refused($"{path}: {fault.Message}", fault);
        }

        return 0;
    }
}
