namespace Scrutiny.Ingest.Reading;

/// <summary>
/// The unpacked content of one part of a zip. The framework stops without a word at the length that the directory states
/// and checks no checksum, so both are checked here.
/// </summary>
/// <param name="inner">The unpacked bytes.</param>
/// <param name="statedLength">How many the directory states.</param>
/// <param name="statedChecksum">Their CRC-32 as the directory states it.</param>
/// <param name="markup">
/// Whether the part is XML, in which no tag or text may run on for long: an XML reader holds a whole attribute in memory
/// before anyone can look at its length.
/// </param>
internal sealed class PartStream(Stream inner, long statedLength, uint statedChecksum, bool markup) : ForwardStream
{
    private const int LongestRunBytes = 256 * 1024;
    private static readonly uint[] Table = MakeTable();

    private uint checksum = uint.MaxValue;
    private long delivered;
    private int run;

    public override long Length => statedLength;

    public override long Position { get => delivered; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = inner.Read(buffer);
        }
        catch (InvalidDataException damage)
        {
            throw CheckedArchive.Damaged(damage);
        }

        uint running = checksum;
        foreach (byte next in buffer[..count])
        {
            running = Table[(byte)(running ^ next)] ^ (running >> 8);
        }

        if (markup)
        {
            CheckMarkup(buffer[..count]);
        }

        checksum = running;
        delivered += count;
        bool ended = count == 0 && buffer.Length > 0;
        if (delivered > statedLength || (ended && (delivered != statedLength || ~checksum != statedChecksum)))
        {
            throw CheckedArchive.Damaged();
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void CheckMarkup(ReadOnlySpan<byte> bytes)
    {
        // In UTF-16 the byte of '<' is also half of other letters, and no spreadsheet program writes it.
        bool utf16 = delivered == 0 && bytes is ([0xFE or 0xFF or 0, ..] or [_, 0, ..]);
        int first = bytes.IndexOf((byte)'<');
        int longest = run + (first < 0 ? bytes.Length : first);
        run = first < 0 ? longest : bytes.Length - bytes.LastIndexOf((byte)'<');
        if (utf16 || longest > LongestRunBytes)
        {
            throw CheckedArchive.Damaged();
        }
    }

    // CRC-32 as the zip format defines it (reversed polynomial EDB88320).
    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint value = 0; value < table.Length; value++)
        {
            uint entry = value;
            for (int bit = 0; bit < 8; bit++)
            {
                entry = (entry & 1) != 0 ? 0xEDB88320 ^ (entry >> 1) : entry >> 1;
            }

            table[value] = entry;
        }

        return table;
    }
}
