namespace Scrutiny.Measures;

/// <summary>What an annotation means for those who compare figures before and after it.</summary>
public enum AnnotationKind
{
    /// <summary>Something happened that helps to read the figures; they still compare.</summary>
    Event,

    /// <summary>The figures before and after do not compare.</summary>
    Break,

    /// <summary>What counts was changed by a rule, so the figures before and after do not compare.</summary>
    CountingRule,
}
