using System.ComponentModel.DataAnnotations;

namespace Scrutiny.Ingest.Parsing;

/// <summary>What reading one file may cost, whatever is in it. Settings of the section <c>Parser</c>.</summary>
internal sealed class ParserLimits
{
    /// <summary>Megabytes of objects that the parser may hold; the process takes some 50 more.</summary>
    [Range(16, 4096)]
    public int HeapMegabytes { get; set; } = 96;

    /// <summary>Minutes until a file that is still being read is given up: a gigabyte of CSV takes ten where the machine is busy.</summary>
    [Range(0.001, 1440)]
    public double Minutes { get; set; } = 30;
}
