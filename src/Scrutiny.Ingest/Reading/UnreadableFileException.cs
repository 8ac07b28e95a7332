namespace Scrutiny.Ingest.Reading;

/// <summary>
/// The file cannot be read, and no retry will change that. The message is one sentence for the analyst: what is wrong,
/// where, and what to do. Faults of the disk or of this program are other exceptions.
/// </summary>
internal sealed class UnreadableFileException(string sentence, Exception? cause = null) : Exception(sentence, cause);
