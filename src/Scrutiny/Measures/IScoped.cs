namespace Scrutiny.Measures;

/// <summary>A declaration that holds for some of a measure's series only.</summary>
internal interface IScoped
{
    /// <summary>ONS codes of the areas that it concerns; empty for all.</summary>
    IReadOnlyList<string> Areas { get; }

    /// <summary>Key of the breakdown that it concerns; <c>total</c> for all.</summary>
    string Breakdown { get; }

    /// <summary>Sources whose figures it concerns; empty for all.</summary>
    IReadOnlyList<string> Sources { get; }
}
