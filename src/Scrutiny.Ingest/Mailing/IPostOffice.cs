namespace Scrutiny.Ingest.Mailing;

/// <summary>Hands mail on.</summary>
internal interface IPostOffice
{
    /// <summary>Hands one letter to the server.</summary>
    /// <returns>What became of it.</returns>
    Task<Posting> SendAsync(Letter letter, CancellationToken cancel);
}

/// <summary>What a server said of a letter.</summary>
/// <param name="Outcome">Taken, not now, or never.</param>
/// <param name="Status">The server's number; null where it did not answer. Its words are not kept: they may hold the address.</param>
internal sealed record Posting(PostingOutcome Outcome, int? Status);

internal enum PostingOutcome
{
    Taken,

    /// <summary>It may be taken later.</summary>
    NotNow,

    /// <summary>The server knows no such address.</summary>
    Never,
}
