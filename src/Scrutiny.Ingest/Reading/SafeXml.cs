using System.Xml;

namespace Scrutiny.Ingest.Reading;

/// <summary>
/// The only settings with which XML from outside is read: no DTD (so no entity can expand or fetch), no resolver, and an
/// end to how many characters a part may hold.
/// </summary>
internal static class SafeXml
{
    internal static XmlReader Open(Stream part, long maximumCharacters) => XmlReader.Create(part, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = maximumCharacters,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    });

    /// <summary>Why a part could not be read to its end, as a sentence.</summary>
    internal static UnreadableFileException Refusal(XmlException fault) => fault.Message.Contains("DTD", StringComparison.Ordinal)
        ? new UnreadableFileException(
            "This workbook carries a document type declaration (DTD), which no spreadsheet program writes and which can be used to attack a reader: ask the publisher what it is.",
            fault)
        : CheckedArchive.Damaged(fault);
}
