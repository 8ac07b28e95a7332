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
}
