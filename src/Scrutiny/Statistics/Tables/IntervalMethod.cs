namespace Scrutiny.Statistics.Tables;

/// <summary>What the verb <c>interval</c> is asked for.</summary>
public enum IntervalMethod
{
    /// <summary>Columns <c>x,n</c>: a proportion, Wilson's interval.</summary>
    Wilson,

    /// <summary>Columns <c>x,n</c>: a rate, exact below ten events and Byar's interval from there.</summary>
    Rate,

    /// <summary>Column <c>x</c>: a count, Byar's interval.</summary>
    Byar,

    /// <summary>Column <c>x</c>: a count, the exact Poisson interval.</summary>
    Poisson,

    /// <summary>Columns <c>value</c>, or <c>n,mean,stdev</c>: a mean, Student's interval.</summary>
    Mean,

    /// <summary>Columns <c>area,x,n,stdpop</c>: a directly standardised rate.</summary>
    Dsr,

    /// <summary>Columns <c>x1,n1,x2,n2</c>: the difference of two proportions, Newcombe's interval.</summary>
    Difference,

    /// <summary>Columns <c>x1,n1,x2,n2</c>: the ratio of two rates, from the binomial distribution of their counts.</summary>
    Ratio,
}
