using System.IO.Compression;
using System.Text;

namespace Scrutiny.Tests.Reading;

/// <summary>A zip written byte by byte, so that its directory can say what no honest writer would.</summary>
internal sealed class RawZip
{
    private readonly List<byte> file = [];
    private readonly List<(byte[] Header, byte[] Name)> directory = [];

    /// <summary>Adds a deflated part.</summary>
    /// <param name="name">Its name, as given.</param>
    /// <param name="packed">The deflated bytes.</param>
    /// <param name="length">What the directory says they unpack to.</param>
    /// <param name="checksum">Their CRC-32 as the directory states it.</param>
    /// <param name="flags">1 for an encrypted part.</param>
    /// <param name="at">Where the directory says the part is; by default where it is.</param>
    public RawZip Add(string name, byte[] packed, uint length, uint checksum = 0, ushort flags = 0, uint? at = null)
    {
        var start = at ?? (uint)file.Count;
        var bytes = Encoding.UTF8.GetBytes(name);
        if (at is null)
        {
            file.AddRange(Header(0x04034B50, 0, packed, length, checksum, flags, bytes.Length, start));
            file.AddRange(bytes);
            file.AddRange(packed);
        }

        directory.Add((Header(0x02014B50, 20, packed, length, checksum, flags, bytes.Length, start), bytes));
        return this;
    }

    /// <summary>How long the file is so far.</summary>
    public uint Position => (uint)file.Count;

    /// <summary>Adds an honest part.</summary>
    public RawZip Add(string name, byte[] content)
    {
        using MemoryStream zip = new();
        using (ZipArchive archive = new(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry(name).Open();
            part.Write(content);
        }

        return AddAll(zip.ToArray());
    }

    /// <summary>Adds the parts of an honest zip as they are.</summary>
    public RawZip AddAll(byte[] zip)
    {
        using ZipArchive archive = new(new MemoryStream(zip));
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            using MemoryStream unpacked = new();
            content.CopyTo(unpacked);
            Add(entry.FullName, Deflate(unpacked.ToArray()), (uint)entry.Length, entry.Crc32);
        }

        return this;
    }

    public byte[] ToArray()
    {
        var start = (uint)file.Count;
        foreach (var (header, name) in directory)
        {
            file.AddRange(header);
            file.AddRange(name);
        }

        using MemoryStream record = new();
        using BinaryWriter end = new(record);
        end.Write(0x06054B50);
        end.Write(0);
        end.Write((ushort)Math.Min(directory.Count, ushort.MaxValue));
        end.Write((ushort)Math.Min(directory.Count, ushort.MaxValue));
        end.Write((uint)file.Count - start);
        end.Write(start);
        end.Write((ushort)0);
        return [.. file, .. record.ToArray()];
    }

    public static byte[] Deflate(byte[] content)
    {
        using MemoryStream packed = new();
        using (DeflateStream deflate = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(content);
        }

        return packed.ToArray();
    }

    /// <summary>A text deflated into blocks that others may follow.</summary>
    public static byte[] Deflated(string text)
    {
        using MemoryStream packed = new();
        using DeflateStream deflate = new(packed, CompressionLevel.Fastest, leaveOpen: true);
        deflate.Write(Encoding.UTF8.GetBytes(text));
        deflate.Flush();
        return packed.ToArray();
    }

    /// <summary>So many megabytes of spaces, deflated a thousand to one. Each megabyte packs alike, so one is packed and repeated.</summary>
    public static byte[] Spaces(int megabytes)
    {
        var spaces = new byte[1024 * 1024];
        Array.Fill(spaces, (byte)' ');
        using MemoryStream packed = new();
        DeflateStream deflate = new(packed, CompressionLevel.SmallestSize, leaveOpen: true);
        deflate.Write(spaces);
        deflate.Flush();
        var first = (int)packed.Length;
        deflate.Write(spaces);
        deflate.Flush();
        var repeated = packed.ToArray()[first..];
        for (var megabyte = 2; megabyte < megabytes; megabyte++)
        {
            packed.Write(repeated);
        }

        // An empty last block.
        packed.Write([0x03, 0x00]);
        return packed.ToArray();
    }

    private static byte[] Header(uint signature, ushort madeBy, byte[] packed, uint length, uint checksum, ushort flags, int nameLength, uint start)
    {
        using MemoryStream header = new();
        using BinaryWriter writer = new(header);
        writer.Write(signature);
        if (madeBy > 0)
        {
            writer.Write(madeBy);
        }

        writer.Write((ushort)20);
        writer.Write(flags);
        writer.Write((ushort)8);
        writer.Write(0);
        writer.Write(checksum);
        writer.Write((uint)packed.Length);
        writer.Write(length);
        writer.Write((ushort)nameLength);
        writer.Write((ushort)0);
        if (madeBy > 0)
        {
            writer.Write((ushort)0);
            writer.Write((ushort)0);
            writer.Write((ushort)0);
            writer.Write(0);
            writer.Write(start);
        }

        return header.ToArray();
    }
}
