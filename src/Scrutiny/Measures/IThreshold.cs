namespace Scrutiny.Measures;

/// <summary>Something that figures are held against from one day to another.</summary>
internal interface IThreshold : IScoped
{
    /// <summary>Id within its measure, by which boards name it.</summary>
    string Id { get; }

    /// <summary>First day in force.</summary>
    DateOnly From { get; }

    /// <summary>Last day in force; null while it holds.</summary>
    DateOnly? To { get; }
}
