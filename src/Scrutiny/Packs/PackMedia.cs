namespace Scrutiny.Packs;

/// <summary>What kind each file of a pack is.</summary>
public static class PackMedia
{
    /// <summary>The media type by the file's name.</summary>
    /// <param name="name">The name.</param>
    public static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml; charset=utf-8",
        ".csv" => "text/csv; charset=utf-8; header=present",
        ".json" => "application/json; charset=utf-8",
        ".ods" => "application/vnd.oasis.opendocument.spreadsheet",
        ".pdf" => "application/pdf",
        ".zip" => "application/zip",
        _ => "text/plain; charset=utf-8",
    };
}
