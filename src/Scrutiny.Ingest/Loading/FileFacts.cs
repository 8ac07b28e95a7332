using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Scrutiny.Ingest.Loading;

/// <summary>
/// What the system says of a name in a folder, without following a link or opening anything: opening a pipe would wait for a writer for
/// ever. .NET tells no pipe from a file, so on Linux the system is asked itself; elsewhere what .NET knows must do.
/// </summary>
/// <param name="Kind">What stands there.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="Length">Bytes.</param>
/// <param name="WrittenAt">When its content was last changed, as it says itself.</param>
/// <param name="File">Which file it is: device and inode.</param>
internal readonly record struct FileFacts(FileKind Kind, uint Links, long Length, DateTimeOffset WrittenAt, (ulong Device, ulong Number) File)
{
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const int OfTheHandleItself = 0x1000;
    private const uint BasicFacts = 0x7ff;
    private const int CloseOnExecute = 0x80000;
    private const int DoNotWait = 0x800;
    private const int NoSuchFile = 2;
    private const int LoopOfLinks = 40;

    // The one number in which the architectures that .NET runs on differ.
    private static readonly int OpenNoLink = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;

    /// <summary>The facts of what stands at a path; null where nothing does.</summary>
    public static FileFacts? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Told(path);
        }

        return Ask(CurrentFolder, Terminated(path), DoNotFollow, BasicFacts, out var answer) == 0 ? From(answer) : null;
    }

    /// <summary>Opens a file to read; null where it is no ordinary file with these facts any more.</summary>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public SafeFileHandle? Open(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Told(path) == this ? System.IO.File.OpenHandle(path) : null;
        }

        var handle = OpenFile(Terminated(path), OpenNoLink | DoNotWait | CloseOnExecute);
        if (handle.IsInvalid)
        {
            var fault = Marshal.GetLastPInvokeError();
            handle.Dispose();
            return fault is NoSuchFile or LoopOfLinks ? null : throw new UnauthorizedAccessException($"The file can't be opened: {Marshal.GetPInvokeErrorMessage(fault)}.");
        }

        if (AreStillTrueOf(handle, path))
        {
            return handle;
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Whether an open file is still the one, of the same length and last change.</summary>
    public bool AreStillTrueOf(SafeFileHandle handle, string path) =>
        OperatingSystem.IsLinux()
            ? Ask((int)handle.DangerousGetHandle(), Terminated(""), OfTheHandleItself, BasicFacts, out var answer) == 0 && From(answer) == this
            : Told(path) == this;

    private static FileFacts From(in Answer answer) => new(
        (answer.Mode & 0xf000) switch
        {
            0x8000 => FileKind.File,
            0x4000 => FileKind.Folder,
            0xa000 => FileKind.Link,
            0x1000 => FileKind.Pipe,
            0xc000 => FileKind.Socket,
            _ => FileKind.Device,
        },
        answer.Links,
        (long)answer.Size,
        DateTimeOffset.FromUnixTimeSeconds(answer.WrittenSeconds).AddTicks(answer.WrittenNanoseconds / TimeSpan.NanosecondsPerTick),
        (((ulong)answer.DeviceMajor << 32) | answer.DeviceMinor, answer.Inode));

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + '\0');

    private static FileFacts? Told(string path)
    {
        var file = new FileInfo(path);
        var kind = file.LinkTarget is not null ? FileKind.Link : Directory.Exists(path) ? FileKind.Folder : FileKind.File;
        return kind != FileKind.File ? new FileFacts(kind, 1, 0, default, default) : file.Exists ? new FileFacts(kind, 1, file.Length, file.LastWriteTimeUtc, default) : null;
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Ask(int folder, byte[] path, int flags, uint mask, out Answer answer);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle OpenFile(byte[] path, int flags);

    /// <summary>The kernel's <c>struct statx</c>, which is laid out alike on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Answer
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(112)]
        public long WrittenSeconds;

        [FieldOffset(120)]
        public uint WrittenNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}

/// <summary>What a name in a folder stands for.</summary>
internal enum FileKind
{
    File,
    Folder,
    Link,
    Pipe,
    Socket,
    Device,
}
