using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Scrutiny.Ingest.Reading;

/// <summary>
/// A zip whose central directory has been held against the limits before anything is unpacked. What is unpacked later is
/// held against what the directory stated.
/// </summary>
internal sealed class CheckedArchive : IDisposable
{
    // 2,000 parts with long names; the framework reads the whole directory before it can be counted.
    private const int MaximumDirectoryBytes = 1024 * 1024;
    private const int EndRecordBytes = 22;

    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> parts;
    private readonly ReadingOptions options;

    private CheckedArchive(ZipArchive archive, Dictionary<string, ZipArchiveEntry> parts, long fileLength, ReadingOptions options)
    {
        this.archive = archive;
        this.parts = parts;
        this.options = options;
        Holds = Recognise(fileLength);
    }

    internal ArchiveContent Holds { get; }

    internal IEnumerable<string> PartNames => parts.Keys;

    /// <summary>Takes over <paramref name="file"/>: it is closed with the archive.</summary>
    internal static CheckedArchive Open(FileStream file, ReadingOptions options)
    {
        CheckDirectorySize(file);
        ZipArchive archive;
        try
        {
            archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: false);
        }
        catch (InvalidDataException damage)
        {
            throw Damaged(damage);
        }

        try
        {
            return new CheckedArchive(archive, CheckedParts(archive, file.Length, options), file.Length, options);
        }
        catch (InvalidDataException damage)
        {
            throw Damaged(damage);
        }
    }

    internal static string TooLarge(long maximumBytes) =>
        $"This workbook is larger than {Megabytes(maximumBytes)} MB: ask the publisher for the table as .csv, or in parts.";

    internal static string UnpacksTooFar(long maximumBytes) =>
        $"This workbook unpacks to more than {Megabytes(maximumBytes)} MB, far more than its table can need: ask the publisher for the table as .csv.";

    internal static UnreadableFileException Damaged(Exception? cause = null) => new(
        "This workbook is damaged or was cut short on its way here: obtain it again from the publisher.", cause);

    internal bool Contains(string name) => parts.ContainsKey(name);

    /// <summary>A part's content; its end is refused unless length and checksum are those that the directory states.</summary>
    internal Stream OpenPart(string name) => Open(name, markup: false);

    /// <summary>A part that is XML.</summary>
    internal XmlReader OpenXml(string name) => SafeXml.Open(Open(name, markup: true), options.MaximumPartBytes);

    internal Stream OpenOnly() => OpenPart(parts.Keys.Single(name => !name.EndsWith('/')));

    internal string WhyNotWorkbook()
    {
        int files = parts.Keys.Count(name => !name.EndsWith('/'));
        return true switch
        {
            _ when Contains("xl/workbook.bin") =>
                "This is a binary Excel workbook (.xlsb), which this program does not read: save it as .xlsx and deliver it again.",
            _ when Contains("word/document.xml") =>
                "This is a Word document and not a table: ask the publisher for the figures as .xlsx, .ods or .csv.",
            _ when Contains("mimetype") && Contains("content.xml") =>
                "This is an OpenDocument file but not a spreadsheet: ask the publisher for the figures as .xlsx, .ods or .csv.",
            _ when files == 1 => "This file is packed twice: unpack it and deliver what is inside.",
            _ => string.Create(CultureInfo.InvariantCulture,
                $"This is a zip of {files:N0} files and not a workbook: unpack it and deliver the files one by one."),
        };
    }

    public void Dispose() => archive.Dispose();

    private PartStream Open(string name, bool markup)
    {
        ZipArchiveEntry part = parts[name];
        try
        {
            return new PartStream(part.Open(), part.Length, part.Crc32, markup);
        }
        catch (Exception damage) when (damage is InvalidDataException or NotSupportedException)
        {
            throw Damaged(damage);
        }
    }

    private static void CheckDirectorySize(FileStream file)
    {
        // The end record stands in the last 64 KB and says where the directory starts.
        byte[] tail = new byte[Math.Min(file.Length, EndRecordBytes + ushort.MaxValue)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        int at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + EndRecordBytes > tail.Length)
        {
            throw Damaged();
        }

        // 0xFFFFFFFF stands for a 64-bit offset, which no file within the limits needs.
        uint directoryStart = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        long directoryBytes = file.Length - tail.Length + at - directoryStart;
        if (directoryBytes is < 0 or > MaximumDirectoryBytes)
        {
            throw directoryBytes < 0
                ? Damaged()
                : new UnreadableFileException("This zip lists far more files than a workbook has: ask the publisher what it is.");
        }
    }

    private static Dictionary<string, ZipArchiveEntry> CheckedParts(ZipArchive archive, long fileLength, ReadingOptions options)
    {
        Dictionary<string, ZipArchiveEntry> parts = new(StringComparer.OrdinalIgnoreCase);
        if (archive.Entries.Count > options.MaximumParts)
        {
            throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture,
                $"This zip holds {archive.Entries.Count:N0} files and a workbook may hold {options.MaximumParts:N0}: ask the publisher what it is."));
        }

        long packed = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            // Some writers use backslashes; two spellings of one name would let a checked part stand in for another.
            string name = entry.FullName.Replace('\\', '/');
            if (name.Split('/').Contains("..") || name.StartsWith('/') || name.Contains(':') || name.Contains('\0'))
            {
                throw new UnreadableFileException(
                    "This zip holds a file whose name points outside the zip, which no honest workbook does: ask the publisher what it is.");
            }

            if (!parts.TryAdd(name, entry))
            {
                throw new UnreadableFileException(
                    "This zip holds two files of the same name, so what it shows depends on who opens it: save it again in a spreadsheet program and deliver that.");
            }

            if (entry.IsEncrypted)
            {
                throw new UnreadableFileException("This zip is protected by a password: deliver it without one.");
            }

            packed += entry.CompressedLength;
        }

        // Parts that overlap are how a small file unpacks to any size.
        return packed <= fileLength ? parts : throw Damaged();
    }

    /// <summary>Limits that hold for a workbook and not for a table in a zip.</summary>
    private void CheckWorkbook(long fileLength)
    {
        if (fileLength > options.MaximumWorkbookBytes)
        {
            throw new UnreadableFileException(TooLarge(options.MaximumWorkbookBytes));
        }

        long total = 0;
        foreach ((string name, ZipArchiveEntry entry) in parts)
        {
            long limit = name.EndsWith("sharedStrings.xml", StringComparison.OrdinalIgnoreCase)
                ? options.MaximumSharedStringsBytes
                : options.MaximumPartBytes;
            total += entry.Length;
            if (entry.Length > limit || total > options.MaximumUnpackedBytes)
            {
                throw new UnreadableFileException(UnpacksTooFar(entry.Length > limit ? limit : options.MaximumUnpackedBytes));
            }
        }
    }

    private ArchiveContent Recognise(long fileLength)
    {
        bool ods = Contains("mimetype") && Contains("content.xml") && IsSpreadsheet();
        if (ods || Contains("xl/workbook.xml"))
        {
            CheckWorkbook(fileLength);
            return ods ? ArchiveContent.Ods : ArchiveContent.Xlsx;
        }

        bool document = Contains("[Content_Types].xml") || Contains("mimetype");
        return !document && parts.Keys.Count(name => !name.EndsWith('/')) == 1 ? ArchiveContent.OneFile : ArchiveContent.Other;
    }

    private bool IsSpreadsheet()
    {
        byte[] type = new byte[128];
        using Stream mimetype = OpenPart("mimetype");
        int length = mimetype.ReadAtLeast(type, type.Length, throwOnEndOfStream: false);
        return Encoding.ASCII.GetString(type, 0, length).Trim()
            is "application/vnd.oasis.opendocument.spreadsheet" or "application/vnd.oasis.opendocument.spreadsheet-template";
    }

    private static string Megabytes(long bytes) => (bytes / (1024 * 1024)).ToString("N0", CultureInfo.InvariantCulture);
}
