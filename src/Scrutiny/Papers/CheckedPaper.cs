namespace Scrutiny.Papers;

/// <summary>A file that was looked at before it is kept: what it is by its content, and what some people can't read in it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="FileName">Its name, without a folder.</param>
/// <param name="Warnings">What keeps some people from reading it, one sentence each; then a word on what they do instead is owed.</param>
public sealed record CheckedPaper(PaperKind Kind, string FileName, IReadOnlyList<string> Warnings)
{
    private const int LongestName = 100;

    /// <summary>Looks at a file.</summary>
    /// <param name="fileName">Its name as the browser sent it.</param>
    /// <param name="content">Its bytes.</param>
    /// <exception cref="SentenceException">It is refused; the sentence says why and what to do.</exception>
    public static CheckedPaper Of(string fileName, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(content);
        var name = NameOf(fileName);
        var kind = Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".pdf" => PaperKind.Pdf,
            ".odt" => PaperKind.Odt,
            ".docx" => PaperKind.Docx,
            var other => throw SentenceException.Refused($"‘{name}’ is {(other.Length == 0 ? "a file without an ending" : $"a {other} file")}; send a PDF, ODT or DOCX file, or write the paper on the page."),
        };
        if (content.Length > PaperKinds.LargestBytes)
        {
            throw SentenceException.Refused($"‘{name}’ is larger than {PaperKinds.LargestBytes >> 20} MB; make its pictures smaller, or split it into papers of their own.");
        }

        return new CheckedPaper(kind, name, kind == PaperKind.Pdf ? PdfCheck.Look(name, content) : DocumentCheck.Look(name, kind, content));
    }

    /// <summary>A file's name without the folder that some browsers send, and without signs that a line can't show.</summary>
    /// <param name="sent">As it was sent.</param>
    public static string NameOf(string sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        var last = sent[(sent.LastIndexOfAny(['/', '\\', ':']) + 1)..];
        var plain = string.Concat(last.Where(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' or ' ' or '(' or ')' or '’' or ',')).Trim('.', ' ');
        var ending = Path.GetExtension(plain) is { Length: <= 10 } known ? known : "";
        return plain.Length > LongestName ? plain[..(LongestName - ending.Length)] + ending : plain.Length == 0 ? "paper" : plain;
    }
}
