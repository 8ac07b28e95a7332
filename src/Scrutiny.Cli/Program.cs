using System.CommandLine;
using System.CommandLine.Help;
using Scrutiny.Cli;
using Scrutiny.Cli.Verbs;
using Scrutiny.Cli.Verbs.Attribute;
using Scrutiny.Cli.Verbs.Erase;
using Scrutiny.Cli.Verbs.Funnel;
using Scrutiny.Cli.Verbs.Interval;
using Scrutiny.Cli.Verbs.Load;
using Scrutiny.Cli.Verbs.Packs;
using Scrutiny.Cli.Verbs.Run;
using Scrutiny.Cli.Verbs.Samples;
using Scrutiny.Cli.Verbs.Series;
using Scrutiny.Cli.Verbs.Sources;
using Scrutiny.Cli.Verbs.Spc;
using Scrutiny.Cli.Verbs.Users;
using Scrutiny.Cli.Verbs.Verify;

// Not a RootCommand: help would call the program by its file's name, which nobody types.
var root = new Command("./scrutiny", "Scrutiny: public scrutiny of a police force. Beside these verbs, ./scrutiny test and ./scrutiny bench NAME check and measure the program itself.")
{
    new HelpOption(),
    new VersionOption(),
    RunVerb.Create(),
    MigrateVerb.Create(),
    LoadVerb.Create(),
    ApproveVerb.CreateApprove(),
    ApproveVerb.CreateReject(),
    SourcesVerb.Create(),
    SeriesVerb.Create(),
    PackVerb.Create(),
    VerifyVerb.Create(),
    EraseVerb.Create(),
    UserVerb.Create(),
    SpcVerb.Create(),
    IntervalVerb.Create(),
    FunnelVerb.Create(),
    AttributeVerb.Create(),
    SamplesVerb.Create(),
};

return await CommandLine.InvokeAsync(root, args);
