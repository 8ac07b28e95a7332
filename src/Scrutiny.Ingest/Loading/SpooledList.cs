using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Scrutiny.Ingest.Loading;

/// <summary>
/// A list that grows on disk: the first elements are held, the others lie in a temporary file that has no name, so that it is gone with
/// the process however that ends. Elements are read in order; one at an index beyond those held is looked for from the start.
/// </summary>
// A load's report may outlive the load and holds lists of these; the file has no name and goes when nobody can read the list any more.
[SuppressMessage("Design", "CA1001", Justification = "Above.")]
internal sealed class SpooledList<T>(Action<BinaryWriter, T> write, Func<BinaryReader, T> read) : IReadOnlyList<T>
{
    private const int Held = 1_000;

    private readonly List<T> held = [];
    private FileStream? file;
    private BinaryWriter? writer;

    public int Count { get; private set; }

    public T this[int index] => index < held.Count ? held[index] : this.Skip(index).First();

    public void Add(T element)
    {
        Count = checked(Count + 1);
        if (held.Count < Held)
        {
            held.Add(element);
            return;
        }

        if (writer is null)
        {
            var path = Path.GetTempFileName();
            file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024);
            File.Delete(path);
            writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true);
        }

        file!.Seek(0, SeekOrigin.End);
        write(writer, element);
    }

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var element in held)
        {
            yield return element;
        }

        if (file is null)
        {
            yield break;
        }

        // One reading at a time: all share the file's position.
        writer!.Flush();
        file.Position = 0;
        using var reader = new BinaryReader(file, Encoding.UTF8, leaveOpen: true);
        for (var left = Count - held.Count; left > 0; left--)
        {
            yield return read(reader);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
