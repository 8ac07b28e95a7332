namespace Scrutiny.Processes;

/// <summary>
/// Ends a process with the one that started it, however that one ends. The parent holds the writing end of the child's standard
/// input and never writes: when the parent closes it, or dies (even of <c>kill -9</c>), the system tells the child that its input
/// has ended, and the child stops as it would on SIGTERM.
/// </summary>
public static class ParentWatch
{
    /// <summary>Set by a parent that keeps this promise; without it standard input means nothing and is not read.</summary>
    public const string Variable = "SCRUTINY_PARENT_PIPE";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(9);

    /// <summary>To be called once, at the start. Does nothing in a process that was started by hand.</summary>
    /// <param name="stop">Begins an orderly stop; a process that is still there 9 seconds later is ended.</param>
    public static void Start(Action stop)
    {
        ArgumentNullException.ThrowIfNull(stop);
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            return;
        }

        // Children of this process have a parent of their own.
        Environment.SetEnvironmentVariable(Variable, null);
        new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            var ignored = new byte[64];
            while (input.Read(ignored) > 0)
            {
            }

            stop();
            using var never = new ManualResetEventSlim();
            never.Wait(Patience);
            Environment.Exit(1);
        })
        { IsBackground = true, Name = "watches the parent" }.Start();
    }
}
