namespace Scrutiny.Ingest.Mailing;

/// <summary>One mail, plain text only.</summary>
/// <param name="To">The address.</param>
/// <param name="Subject">Names no person and no words of one.</param>
/// <param name="Text">The words.</param>
/// <param name="StopAddress">Where a single POST ends such mail.</param>
internal sealed record Letter(string To, string Subject, string Text, string StopAddress);
