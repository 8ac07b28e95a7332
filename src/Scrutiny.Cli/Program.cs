using System.CommandLine;
using Scrutiny.Cli;
using Scrutiny.Cli.Verbs;
using Scrutiny.Cli.Verbs.Run;

var root = new RootCommand("Scrutiny: public scrutiny of a police force. Beside these verbs, ./scrutiny test and ./scrutiny bench NAME check and measure the program itself.")
{
    RunVerb.Create(),
    MigrateVerb.Create(),
};

return await CommandLine.InvokeAsync(root, args);
