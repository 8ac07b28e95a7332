using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Scrutiny.Ingest.Parsing;

/// <summary>
/// Takes from this process, for good, the means to reach a network, another process or another program: a seccomp filter, which an
/// ordinary user may set as well as root. On systems other than Linux there is none, and the scrubbed environment is all.
/// </summary>
internal static class NetworkSeal
{
    private const int SetNoNewPrivileges = 38;
    private const int SetModeFilter = 1;
    private const int AllThreads = 1;
    private const int InternetFamily = 2;
    private const int StreamSocket = 1;

    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort Return = 0x06;
    private const uint Allow = 0x7FFF0000;
    private const uint RefuseAsNotPermitted = 0x00050001;
    private const uint CallOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint X32Calls = 0x40000000;

    /// <summary>Sets the filter on every thread.</summary>
    /// <returns>Whether this system has one.</returns>
    /// <exception cref="Win32Exception">The system has one and would not set it, or a socket opens all the same.</exception>
    public static bool Close()
    {
        if (!OperatingSystem.IsLinux() || Numbers() is not var (audit, seccomp, refused))
        {
            return false;
        }

        var steps = Steps(audit, refused);
        var pinned = GCHandle.Alloc(steps, GCHandleType.Pinned);
        try
        {
            var program = new FilterProgram { Length = (ushort)steps.Length, Steps = pinned.AddrOfPinnedObject() };
            if (Control(SetNoNewPrivileges, 1, 0, 0, 0) != 0 || Call(seccomp, SetModeFilter, AllThreads, in program) != 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }
        }
        finally
        {
            pinned.Free();
        }

        return Socket(InternetFamily, StreamSocket, 0) < 0 ? true : throw new Win32Exception("A socket opens in spite of the filter.");
    }

    /// <summary>
    /// By processor: its name to the filter, the number of the call that sets a filter, and those refused: socket connect accept sendto sendmsg bind listen execve
    /// ptrace accept4 sendmmsg process_vm_readv process_vm_writev execveat io_uring_setup (which would open sockets without a call of their own).
    /// </summary>
    private static (uint Audit, int Seccomp, uint[] Refused)? Numbers()
    {
        if (RuntimeInformation.ProcessArchitecture == Architecture.X64)
        {
            return (0xC000003E, 317, [41, 42, 43, 44, 46, 49, 50, 59, 101, 288, 307, 310, 311, 322, 425]);
        }

        return RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? (0xC00000B7, 277, [198, 203, 202, 206, 211, 200, 201, 221, 117, 242, 269, 270, 271, 281, 425])
            : null;
    }

    private static FilterStep[] Steps(uint audit, uint[] refused)
    {
        List<FilterStep> steps =
        [
            new(LoadWord, 0, 0, ArchitectureOffset),
            new(JumpIfEqual, 1, 0, audit),
            new(Return, 0, 0, RefuseAsNotPermitted),
            new(LoadWord, 0, 0, CallOffset),
            // x64 has a second set of numbers for the same calls.
            new(JumpIfAtLeast, (byte)(refused.Length + 1), 0, X32Calls),
        ];
        for (var i = 0; i < refused.Length; i++)
        {
            steps.Add(new(JumpIfEqual, (byte)(refused.Length - i), 0, refused[i]));
        }

        steps.Add(new(Return, 0, 0, Allow));
        steps.Add(new(Return, 0, 0, RefuseAsNotPermitted));
        return [.. steps];
    }

    [DllImport("libc", EntryPoint = "prctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Call(nint number, nuint operation, nuint flags, in FilterProgram program);

    [DllImport("libc", EntryPoint = "socket", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Socket(int family, int type, int protocol);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct FilterStep(ushort Code, byte IfTrue, byte IfFalse, uint Operand);

    [StructLayout(LayoutKind.Sequential)]
    private struct FilterProgram
    {
        public ushort Length;
        public nint Steps;
    }
}
