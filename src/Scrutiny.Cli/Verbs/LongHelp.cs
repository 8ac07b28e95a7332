using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Scrutiny.Cli.Verbs;

/// <summary>A verb's help with more to say than fits the list of verbs: the usual help, then the words.</summary>
internal sealed class LongHelp : SynchronousCommandLineAction
{
    private readonly HelpAction usual = new();
    private readonly string words;

    private LongHelp(string words) => this.words = words;

    /// <summary>The option <c>--help</c> for such a verb.</summary>
    public static HelpOption Option(string words) => new() { Action = new LongHelp(words) };

    /// <summary>Who asks for help need not have named a file.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(words);
        return exitCode;
    }
}
