using Scrutiny.Dashboards;

namespace Scrutiny.Releases;

/// <summary>What the publish checklist looks at.</summary>
public enum ChecklistCode
{
    /// <summary>A measure has no definition.</summary>
    Definition,

    /// <summary>The source, its publisher or its licence is not named.</summary>
    Source,

    /// <summary>A chart's text alternative that was written by hand is empty.</summary>
    AltText,

    /// <summary>Another file of the source is in quarantine.</summary>
    Quarantine,

    /// <summary>The declarations hold a fault.</summary>
    Declarations,

    /// <summary>A measure has no caveat.</summary>
    Caveat,

    /// <summary>Newer figures were due already.</summary>
    Stale,

    /// <summary>A definition's review date is past.</summary>
    Review,

    /// <summary>Some figures are provisional.</summary>
    Provisional,

    /// <summary>A figure changes by more than its source declares usual.</summary>
    LargeChange,

    /// <summary>The figures are made up.</summary>
    Synthetic,
}

/// <summary>The codes' names and weights.</summary>
public static class ChecklistCodes
{
    /// <summary>Whether it keeps a load from being published; otherwise it is a warning that a person acknowledges.</summary>
    /// <param name="code">The code.</param>
    public static bool Blocks(this ChecklistCode code) => code switch
    {
        ChecklistCode.Definition or ChecklistCode.Source or ChecklistCode.AltText or ChecklistCode.Quarantine or ChecklistCode.Declarations => true,
        ChecklistCode.Caveat or ChecklistCode.Stale or ChecklistCode.Review or ChecklistCode.Provisional or ChecklistCode.LargeChange or ChecklistCode.Synthetic => false,
    };

    /// <summary>The code's name, for example <c>large-change</c>.</summary>
    /// <param name="code">The code.</param>
    public static string Name(this ChecklistCode code) => KebabNaming.Policy.ConvertName(code.ToString());
}
