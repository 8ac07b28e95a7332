namespace Scrutiny.Ingest.Reading;

/// <summary>
/// A forward-only stream that refuses to go past a number of bytes, and refuses an end that comes too early: the
/// decompressors of the framework end quietly where a file is cut short.
/// </summary>
internal sealed class BoundedStream(Stream inner, long maximumBytes, string tooLong, Func<long, string?> checkEnd) : ForwardStream
{
    private long delivered;

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
            throw new UnreadableFileException(
                "This compressed file is damaged and cannot be unpacked: obtain it again from the publisher.", damage);
        }

        delivered += count;
        if (delivered > maximumBytes)
        {
            throw new UnreadableFileException(tooLong);
        }

        if (count == 0 && buffer.Length > 0 && checkEnd(delivered) is string fault)
        {
            throw new UnreadableFileException(fault);
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
}
