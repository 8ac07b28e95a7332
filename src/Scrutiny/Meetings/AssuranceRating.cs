namespace Scrutiny.Meetings;

/// <summary>The Commissioner's own judgement, apart from what statistics say.</summary>
public enum AssuranceRating
{
    /// <summary>Assured.</summary>
    Assured,

    /// <summary>Partly assured.</summary>
    PartlyAssured,

    /// <summary>Not assured.</summary>
    NotAssured,
}

/// <summary>The ratings in words.</summary>
public static class AssuranceRatings
{
    /// <summary>The rating in words.</summary>
    /// <param name="rating">The rating.</param>
    public static string Words(this AssuranceRating rating) => rating switch
    {
        AssuranceRating.Assured => "Assured",
        AssuranceRating.PartlyAssured => "Partly assured",
        AssuranceRating.NotAssured => "Not assured",
    };
}
