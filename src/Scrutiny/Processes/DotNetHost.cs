namespace Scrutiny.Processes;

/// <summary>The host program that runs this one, for starting another of our programs.</summary>
public static class DotNetHost
{
    /// <summary>The running host, so that a machine with several runs one; else whichever is found on PATH.</summary>
    public static string Path =>
        Environment.ProcessPath is { } path && System.IO.Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}
