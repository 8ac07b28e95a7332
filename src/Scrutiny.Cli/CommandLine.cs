using System.CommandLine;
using System.Runtime.InteropServices;
using Npgsql;

namespace Scrutiny.Cli;

/// <summary>What all verbs have in common: the data folder, Ctrl-C, exit codes, and errors as one sentence.</summary>
internal static class CommandLine
{
    private const int Refused = 1;
    private const int Unusable = 2;
    private const int Unreachable = 3;

    /// <summary>Taken by every verb.</summary>
    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "The folder that keeps the database, received files and keys (else SCRUTINY_DATA, else .data in the checkout).",
        HelpName = "DIR",
        Recursive = true,
    };

    public static async Task<int> InvokeAsync(Command root, string[] arguments)
    {
        root.Options.Add(Data);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            // The last one names the argument; before it stands only that a verb is missing.
            await Console.Error.WriteLineAsync($"{parsed.Errors[^1].Message.TrimEnd('.')}; see ./scrutiny --help.");
            return Unusable;
        }

        using var ending = new CancellationTokenSource();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var onHangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, End);
        try
        {
            // Signals are ours: the library's own handling ends the process after two seconds, with another exit code.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, ending.Token);
        }
        catch (SentenceException sentence)
        {
            await Console.Error.WriteLineAsync(sentence.Message);
            await ExplainAsync(sentence);
            return sentence.ExitCode;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped before it was done; what was not finished left nothing behind.");
            return Refused;
        }
        catch (NpgsqlException fault) when (fault.IsTransient)
        {
            await Console.Error.WriteLineAsync("The database went away or stopped answering, and what was under way is now done wholly or not at all; check that it runs, and run this again.");
            await ExplainAsync(fault);
            return Unreachable;
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync($"This is a fault of the program ({fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}); please report it with what SCRUTINY_DEBUG=1 prints.");
            await ExplainAsync(fault);
            return Refused;
        }

        void End(PosixSignalContext signal)
        {
            // The first asks for an orderly end; who sends a second one has waited long enough.
            signal.Cancel = !ending.IsCancellationRequested;
            ending.Cancel();
        }
    }

    private static async Task ExplainAsync(Exception fault)
    {
        if (Environment.GetEnvironmentVariable("SCRUTINY_DEBUG") == "1")
        {
            await Console.Error.WriteLineAsync(fault.ToString());
        }
    }
}
