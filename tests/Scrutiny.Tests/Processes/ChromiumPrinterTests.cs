using System.Diagnostics;
using Scrutiny.Processes;

namespace Scrutiny.Tests.Processes;

internal sealed class ChromiumPrinterTests
{
    private static readonly IReadOnlyList<(string, ReadOnlyMemory<byte>)> Page = [("page.html", "<!DOCTYPE html><html lang=en-GB><title>Made</title><h1>Made</h1>"u8.ToArray())];

    [Test]
    public async Task Without_Chromium_it_is_said_in_one_sentence() =>
        Assert.That(await new ChromiumPrinter { Program = "/nowhere/chromium" }.PrintAsync(Page, CancellationToken.None), Is.EqualTo(((byte[]?)null, "There is no PDF, because /nowhere/chromium could not be started; everything else is complete.")));

    [Test]
    public async Task One_that_takes_too_long_is_ended()
    {
        var folder = Directory.CreateTempSubdirectory();
        var program = Path.Combine(folder.FullName, "slow");
        await File.WriteAllTextAsync(program, "#!/bin/sh\nsleep 100 & echo $! > " + folder.FullName + "/child\nwait\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var (pdf, wrong) = await new ChromiumPrinter { Program = program, LongestRun = TimeSpan.FromSeconds(1) }.PrintAsync(Page, CancellationToken.None);

        Assert.That((pdf, wrong), Is.EqualTo(((byte[]?)null, "There is no PDF, because printing it took longer than 1 seconds; everything else is complete.")));
        var child = int.Parse(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "child")), null);
        Assert.That(() => Process.GetProcesses().Any(process => process.Id == child && !process.HasExited), Is.False.After(3000, 50), "what it had started has ended too");
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task One_that_grows_too_large_is_ended()
    {
        var (pdf, wrong) = await new ChromiumPrinter { MostBytes = 1_000_000 }.PrintAsync(Page, CancellationToken.None);

        Assert.That((pdf, wrong), Is.EqualTo(((byte[]?)null, "There is no PDF, because printing it needed more than 1 MB; make the pack shorter. Everything else is complete.")));
    }
}
