using System.IO.Compression;
using CsvHelper;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Statistics;

/// <summary>The outputs of other people's programs that ours must equal. The columns are described in Files/README.md.</summary>
internal static class Oracle
{
    /// <summary>The synthetic core that stands in the repository.</summary>
    public static string CoreFolder { get; } = Path.Combine(AppContext.BaseDirectory, "Statistics", "Files");

    /// <summary>The same beside the repository.</summary>
    public static string SharedFolder => NeedsSharedDataAttribute.PathTo("oracle");

    /// <summary>A file's text; large ones are kept compressed.</summary>
    public static string Text(string folder, string name)
    {
        var path = Path.Combine(folder, name + ".csv");
        if (File.Exists(path))
            return File.ReadAllText(path);

        using var reader = new StreamReader(new GZipStream(File.OpenRead(path + ".gz"), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string folder, string name) => Rows(Text(folder, name));

    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string text)
    {
        using var csv = CsvReader.Create(new StringReader(text), new CsvReaderOptions { Separator = ',' });
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (csv.Read())
            rows.Add(csv.Current.ToDictionary()!);

        return rows;
    }

    /// <summary>Some columns of rows, as the text of a table again.</summary>
    public static string Table(IEnumerable<IReadOnlyDictionary<string, string>> rows, params string[] columns) =>
        string.Join('\n', rows.Select(row => string.Join(',', columns.Select(column => row[column]))).Prepend(string.Join(',', columns))) + "\n";
}
