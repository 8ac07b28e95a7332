namespace Scrutiny.Statistics;

/// <summary>
/// The assurance icon: will the target be met reliably if the process stays as it is? It says nothing about the latest
/// point; for that see <see cref="TargetRecord"/>. "Pass" has meant about 94 to 97 in 100 later months met, not certainty.
/// </summary>
public enum Assurance
{
    /// <summary>The limits lie on the good side of the target.</summary>
    Pass,

    /// <summary>The limits lie on the bad side of the target.</summary>
    Fail,

    /// <summary>The target lies between the limits or on one: hit and miss.</summary>
    Inconsistent,
}
