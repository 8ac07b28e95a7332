using System.Buffers.Binary;
using System.IO.Compression;

namespace Scrutiny.Ingest.Reading;

/// <summary>Opens a file by what it holds. Names and extensions are not looked at: publishers get them wrong.</summary>
internal static class Workbook
{
    // As much as settles the encoding of every table seen so far before the first row is handed out.
    private const int StartBytes = 1024 * 1024;

    /// <param name="path">A regular file.</param>
    /// <param name="options">What the source declares, and limits.</param>
    /// <param name="cancel">Ends opening, and later reading, between rows.</param>
    /// <exception cref="UnreadableFileException">The content is not a table this program reads, is damaged, or is over a limit.</exception>
    internal static IWorkbook Open(string path, ReadingOptions options, CancellationToken cancel)
    {
        FileStream file = new(path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.SequentialScan,
        });
        try
        {
            return Recognise(file, options, packed: false, cancel);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static IWorkbook Recognise(FileStream file, ReadingOptions options, bool packed, CancellationToken cancel)
    {
        byte[] buffer = new byte[StartBytes];
        file.Position = 0;
        int count = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> start = buffer.AsSpan(0, count);

        if (FileSignature.IsZip(start))
        {
            return OpenZip(file, options, packed, cancel);
        }

        if (FileSignature.IsGzip(start))
        {
            return Unpack(file, () => Gunzip(file, options), options, cancel);
        }

        FileSignature.RefuseWhatIsNotText(start, file);
        if (FileSignature.IsJson(start))
        {
            return JsonWorkbook.Open(file, FromStart(file), options, cancel);
        }

        return CsvWorkbook.Open(file, () => FromStart(file), start, count == file.Length, options, cancel);
    }

    private static IWorkbook OpenZip(FileStream file, ReadingOptions options, bool packed, CancellationToken cancel)
    {
        CheckedArchive archive = CheckedArchive.Open(file, options);
        switch (archive.Holds)
        {
            case ArchiveContent.Xlsx:
                return XlsxWorkbook.Open(file, archive, options, cancel);
            case ArchiveContent.Ods:
                return OdsWorkbook.Open(archive, options, cancel);
            case ArchiveContent.OneFile when !packed:
                return Unpack(file, archive.OpenOnly, options, cancel);
            case ArchiveContent.OneFile:
            case ArchiveContent.Other:
                throw new UnreadableFileException(archive.WhyNotWorkbook());
            default:
                throw new InvalidOperationException($"{archive.Holds} is not handled.");
        }
    }

    /// <summary>Looks at what is inside a compressed file, once: a table packed twice over is refused.</summary>
    private static IWorkbook Unpack(FileStream file, Func<Stream> open, ReadingOptions options, CancellationToken cancel)
    {
        byte[] buffer = new byte[StartBytes];
        int count;
        using (Stream content = open())
        {
            count = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }

        ReadOnlySpan<byte> start = buffer.AsSpan(0, count);
        if (FileSignature.IsGzip(start))
        {
            throw new UnreadableFileException("This file is compressed twice: unpack it once and deliver what is inside.");
        }

        if (!FileSignature.IsZip(start))
        {
            FileSignature.RefuseWhatIsNotText(start, whole: null);
            if (FileSignature.IsJson(start))
            {
                return JsonWorkbook.Open(file, open(), options, cancel);
            }

            return CsvWorkbook.Open(file, open, start, count < buffer.Length, options, cancel);
        }

        // A workbook is read from its end, so it cannot be streamed out of its wrapping.
        FileStream unpacked = TemporaryCopy(open, options);
        try
        {
            IWorkbook workbook = Recognise(unpacked, options, packed: true, cancel);
            file.Dispose();
            return workbook;
        }
        catch
        {
            unpacked.Dispose();
            throw;
        }
    }

    private static FileStream TemporaryCopy(Func<Stream> open, ReadingOptions options)
    {
        FileStream copy = new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
        });
        try
        {
            using Stream content = new BoundedStream(
                open(), options.MaximumWorkbookBytes, CheckedArchive.TooLarge(options.MaximumWorkbookBytes), _ => null);
            content.CopyTo(copy);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private static BoundedStream Gunzip(FileStream file, ReadingOptions options)
    {
        // The last four bytes say how long the content is, modulo 2^32.
        byte[] trailer = new byte[4];
        file.Position = Math.Max(0, file.Length - trailer.Length);
        file.ReadAtLeast(trailer, trailer.Length, throwOnEndOfStream: false);
        uint stated = BinaryPrimitives.ReadUInt32LittleEndian(trailer);

        return new BoundedStream(
            new GZipStream(FromStart(file), CompressionMode.Decompress),
            options.MaximumUnpackedTextBytes,
            $"This compressed file unpacks to more than {options.MaximumUnpackedTextBytes / (1024 * 1024)} MB: ask the publisher for it in parts.",
            delivered => unchecked((uint)delivered) == stated
                ? null
                : "This compressed file is cut short (or joined from several): obtain it again, or unpack it and deliver what is inside.");
    }

    private static UnownedStream FromStart(FileStream file)
    {
        file.Position = 0;
        return new UnownedStream(file);
    }
}
