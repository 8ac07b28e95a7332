using System.Globalization;
using System.Xml;

namespace Scrutiny.Ingest.Reading;

/// <summary>
/// Counts the characters of one cell over all its pieces without ever holding them: the library makes one string of them.
/// </summary>
internal sealed class TextLength(int maximum)
{
    private readonly char[] chunk = new char[1024];
    private int length;

    internal void Restart() => length = 0;

    /// <returns>How many were added.</returns>
    /// <exception cref="UnreadableFileException">The cell is longer than any cell of a table.</exception>
    internal int Add(XmlReader reader)
    {
        if (reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace))
        {
            return 0;
        }

        int before = length;
        int count;
        while ((count = reader.ReadValueChunk(chunk, 0, chunk.Length)) > 0)
        {
            length += count;
            if (length > maximum)
            {
                throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture,
                    $"This workbook holds a cell of more than {maximum:N0} characters: ask the publisher for a corrected file."));
            }
        }

        return length - before;
    }
}
