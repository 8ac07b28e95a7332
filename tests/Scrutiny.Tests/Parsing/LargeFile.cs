using System.Globalization;

namespace Scrutiny.Tests.Parsing;

/// <summary>A CSV for the source <c>made</c> with as many rows as a test wants, in a temporary file.</summary>
internal sealed class LargeFile : IDisposable
{
    private static readonly string[] Forces = ["Hampshire", "Kent", "Surrey", "Sussex"];

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public static LargeFile Of(long rows)
    {
        var file = new LargeFile();
        using var text = new StreamWriter(file.Path, append: false, System.Text.Encoding.UTF8, bufferSize: 1 << 20);
        text.Write("force,month,things\n");
        for (var row = 0L; row < rows; row++)
        {
            text.Write(Forces[row % 4]);
            text.Write(string.Create(CultureInfo.InvariantCulture, $",{1 + (row / 4 % 9_999):0000}-{1 + (row / 40_000 % 12):00},{row * 7919 % 100_000}\n"));
        }

        return file;
    }

    public void Dispose() => File.Delete(Path);
}
