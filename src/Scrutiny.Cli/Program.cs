using System.CommandLine;
using Scrutiny.Cli;
using Scrutiny.Cli.Verbs;
using Scrutiny.Cli.Verbs.Load;
using Scrutiny.Cli.Verbs.Run;
using Scrutiny.Cli.Verbs.Samples;
using Scrutiny.Cli.Verbs.Series;
using Scrutiny.Cli.Verbs.Sources;
using Scrutiny.Cli.Verbs.Spc;

var root = new RootCommand("Scrutiny: public scrutiny of a police force. Beside these verbs, ./scrutiny test and ./scrutiny bench NAME check and measure the program itself.")
{
    RunVerb.Create(),
    MigrateVerb.Create(),
    LoadVerb.Create(),
    ApproveVerb.CreateApprove(),
    ApproveVerb.CreateReject(),
    SourcesVerb.Create(),
    SeriesVerb.Create(),
    SpcVerb.Create(),
    SamplesVerb.Create(),
};

return await CommandLine.InvokeAsync(root, args);
