namespace Scrutiny.Ingest.Reading;

/// <summary>The namespaces of OpenDocument that a spreadsheet's figures stand in.</summary>
internal static class OdsNames
{
    internal const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    internal const string Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    internal const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    internal const string Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    internal const string Manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
}
