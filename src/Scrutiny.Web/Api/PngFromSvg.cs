using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;

namespace Scrutiny.Web.Api;

/// <summary>Makes PNG from the program's own SVG with <c>rsvg-convert</c>: in a process of its own, by its standard streams, no files, two at once,
/// within limits of time and size. The same SVG is converted once while it is remembered.</summary>
internal sealed class PngFromSvg(string program = PngFromSvg.Program) : IDisposable
{
    public const string Program = "rsvg-convert";

    private const int AtOnce = 2;
    private const int MostBytes = 8 * 1024 * 1024;
    private const int RememberedBytes = 32 * 1024 * 1024;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turns = new(AtOnce);
    private readonly MemoryCache made = new(new MemoryCacheOptions { SizeLimit = RememberedBytes });

    /// <summary>The picture, or what is wrong in one sentence.</summary>
    /// <param name="svg">The program's own SVG, a whole document.</param>
    /// <param name="cancel">Ends the conversion.</param>
    public async Task<(byte[]? Png, string? Wrong)> ConvertAsync(string svg, CancellationToken cancel)
    {
        var source = Encoding.UTF8.GetBytes(svg);
        var key = Convert.ToHexStringLower(SHA256.HashData(source));
        if (made.TryGetValue(key, out byte[]? known))
        {
            return (known, null);
        }

        if (!await turns.WaitAsync(LongestWait, cancel))
        {
            return (null, "Too many pictures are being made at this moment; try again in a minute, or use the SVG.");
        }

        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            ending.CancelAfter(LongestRun);
            var png = await RunAsync(source, ending.Token);
            made.Set(key, png, new MemoryCacheEntryOptions { Size = png.Length });
            return (png, null);
        }
        catch (Win32Exception)
        {
            return (null, $"PNG cannot be made here because {program} is not installed (Debian and Ubuntu: apt-get install librsvg2-bin); use the SVG.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, "Making this PNG took too long and was given up; use the SVG.");
        }
        catch (InvalidDataException fault)
        {
            return (null, fault.Message);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose()
    {
        turns.Dispose();
        made.Dispose();
    }

    private async Task<byte[]> RunAsync(byte[] source, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, ["--format=png"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        // It gets nothing of this process's settings, among which is the database's password.
        var kept = start.Environment.Where(setting => setting.Key is "PATH" or "HOME").ToList();
        start.Environment.Clear();
        kept.ForEach(setting => start.Environment[setting.Key] = setting.Value);
        start.Environment["LC_ALL"] = "C.UTF-8";

        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancel);
            var output = ReadAsync(process.StandardOutput.BaseStream, cancel);
            try
            {
                await process.StandardInput.BaseStream.WriteAsync(source, cancel);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It stopped listening: its exit code says why below.
            }

            var png = await output;
            await errors;
            await process.WaitForExitAsync(cancel);
            return process.ExitCode == 0 && png.Length > 0 ? png : throw new InvalidDataException("This chart could not be made into a PNG; use the SVG.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static async Task<byte[]> ReadAsync(Stream output, CancellationToken cancel)
    {
        using var held = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await output.ReadAsync(buffer, cancel)) > 0)
        {
            if (held.Length + read > MostBytes)
            {
                throw new InvalidDataException("This chart is too large for a PNG; ask for a smaller width, or use the SVG.");
            }

            held.Write(buffer, 0, read);
        }

        return held.ToArray();
    }
}
