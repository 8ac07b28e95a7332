namespace Scrutiny.Ingest.Fetching;

/// <summary>What a publisher's server said to one question, redirects included.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Host">Who was asked last.</param>
/// <param name="Sentence">The same for a person. Never holds a query string, which may carry a key.</param>
internal sealed record FetchAnswer(FetchOutcome Outcome, string Host, string Sentence)
{
    public int? Status { get; init; }

    public long? Bytes { get; init; }

    /// <summary>The last part of the address, for the load's file name.</summary>
    public string FileName { get; init; } = "";

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>How long the server asks to be left alone.</summary>
    public TimeSpan? Wait { get; init; }
}

/// <summary>What came of a question.</summary>
internal enum FetchOutcome
{
    /// <summary>A file came.</summary>
    Fetched,

    /// <summary>There is nothing new.</summary>
    Unchanged,

    /// <summary>The server asks to come back later.</summary>
    PutOff,

    /// <summary>Nothing came that could be used.</summary>
    Failed,
}

/// <summary>What a server said of the file that it sent last.</summary>
internal sealed record Validators(string? ETag, string? LastModified);

/// <summary>A rule of ours, or a fault of the server's, that ends a fetch: one sentence.</summary>
internal sealed class FetchRefusedException(string sentence) : Exception(sentence);
