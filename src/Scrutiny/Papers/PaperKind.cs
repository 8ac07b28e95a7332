namespace Scrutiny.Papers;

/// <summary>How a paper comes. Written on the site is best: everybody can read it with what they have. The others are files to be saved.</summary>
public enum PaperKind
{
    /// <summary>Markdown, shown as a page.</summary>
    Written,

    /// <summary>A PDF.</summary>
    Pdf,

    /// <summary>A text document as OpenDocument has it.</summary>
    Odt,

    /// <summary>A text document as Word has it, without macros.</summary>
    Docx,
}

/// <summary>The kinds' names, media types and words.</summary>
public static class PaperKinds
{
    /// <summary>The largest file, in bytes.</summary>
    public const int LargestBytes = 20 << 20;

    /// <summary>The kinds' name in the database; for a file, also the end of its name.</summary>
    /// <param name="kind">The kind.</param>
    public static string Name(this PaperKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The kind of a name.</summary>
    /// <param name="name">For example <c>pdf</c>.</param>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static PaperKind Parse(string name) => Enum.Parse<PaperKind>(name, ignoreCase: true);

    /// <summary>The media type under which the public gets it.</summary>
    /// <param name="kind">The kind.</param>
    public static string MediaType(this PaperKind kind) => kind switch
    {
        PaperKind.Written => "text/html; charset=utf-8",
        PaperKind.Pdf => "application/pdf",
        PaperKind.Odt => "application/vnd.oasis.opendocument.text",
        PaperKind.Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    };

    /// <summary>The kind in words.</summary>
    /// <param name="kind">The kind.</param>
    public static string Words(this PaperKind kind) => kind switch
    {
        PaperKind.Written => "Page",
        PaperKind.Pdf => "PDF",
        PaperKind.Odt => "OpenDocument text",
        PaperKind.Docx => "Word document",
    };
}
