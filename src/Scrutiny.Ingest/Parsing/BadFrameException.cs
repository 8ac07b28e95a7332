namespace Scrutiny.Ingest.Parsing;

/// <summary>A parser said something that no parser of ours says, or fell silent in the middle.</summary>
internal sealed class BadFrameException() : Exception("The parser's answer makes no sense.");
