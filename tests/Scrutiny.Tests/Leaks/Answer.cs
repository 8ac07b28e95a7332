using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Scrutiny.Tests.Leaks;

/// <summary>All that comes back, save what is drawn by lot for each answer.</summary>
/// <param name="Status">Status line's number.</param>
/// <param name="Head">Headers, a line each, in order.</param>
/// <param name="Body">The bytes, uncompressed.</param>
internal sealed partial record Answer(int Status, string Head, byte[] Body)
{
    /// <summary>The clock's own headers: when it was asked, and for how long the answer had been kept.</summary>
    private static readonly string[] Clocks = ["Date", "Age"];

    /// <summary>Of an answer that has its body: said only where the answer was kept from an earlier look. The body is compared itself.</summary>
    private const string Length = "Content-Length";

    private const int MostTries = 3;

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Asks; and again where the site says that it is too busy, which on a machine under load says nothing of what it holds.</summary>
    public static async Task<Answer> GetAsync(HttpClient client, Ask ask)
    {
        var answer = await OnceAsync(client, ask);
        for (var again = 0; again < MostTries && answer.Status == 503; again++)
        {
            answer = await OnceAsync(client, ask);
        }

        return answer;
    }

    private static async Task<Answer> OnceAsync(HttpClient client, Ask ask)
    {
        using var request = new HttpRequestMessage(new HttpMethod(ask.Method), ask.Address);
        // Pages may hold the site's own address, and each world has a port of its own.
        request.Headers.Host = "localhost";
        foreach (var (name, value) in ask.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        var sent = await response.Content.ReadAsByteArrayAsync();
        var body = Unpacked(sent, string.Join(' ', response.Content.Headers.ContentEncoding));
        var headers = response.Headers.Concat(response.Content.Headers).Concat(response.TrailingHeaders)
            .Where(header => !Clocks.Contains(header.Key) && !(header.Key == Length && ask.Method == "GET"))
            .Select(header => $"{header.Key}: {string.Join(" | ", header.Value)}")
            .Order(StringComparer.Ordinal);
        return new Answer((int)response.StatusCode, Masked(string.Join('\n', headers)), IsText(response) ? Encoding.UTF8.GetBytes(Masked(Encoding.UTF8.GetString(body))) : body);
    }

    /// <summary>What differs, with its surroundings; null where nothing does.</summary>
    public string? DifferenceFrom(Answer other)
    {
        if (Status != other.Status)
        {
            return $"status {other.Status} became {Status}";
        }

        if (!Body.AsSpan().SequenceEqual(other.Body))
        {
            return $"{other.Body.Length} bytes became {Body.Length}: {Around(Text, other.Text)}";
        }

        return Head == other.Head ? null : Around(Head, other.Head);
    }

    private static string Around(string here, string there)
    {
        var at = here.Zip(there).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"'…{Piece(there)}…' became '…{Piece(here)}…'";

        string Piece(string text) => text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 60)].ReplaceLineEndings(" ");
    }

    private static bool IsText(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType is { } type && (type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("json", StringComparison.Ordinal) || type.EndsWith("xml", StringComparison.Ordinal));

    private static byte[] Unpacked(byte[] body, string encoding)
    {
        if (body.Length == 0 || encoding.Length == 0)
        {
            return body;
        }

        using var packed = new MemoryStream(body);
        using Stream unpacking = encoding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        unpacking.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    // Numbers of requests, connections and forms, drawn by lot or counted by process; and the time on a page that says when it failed.
    private static string Masked(string text) => Lots().Replace(text, "$1…");

    [GeneratedRegex("""("trace_?[iI]d":"|"connectionId":"|"connectionToken":"|name="__RequestVerificationToken" type="hidden" value="|Set-Cookie: [^=]+=|on our side at )[^";.]+""")]
    private static partial Regex Lots();
}
