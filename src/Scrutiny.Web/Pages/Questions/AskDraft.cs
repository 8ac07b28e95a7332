using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Scrutiny.Questions;
using Scrutiny.Web.Accounts;

namespace Scrutiny.Web.Pages.Questions;

/// <summary>
/// A question that is being written, kept in the asker's own browser until it is sent or the browser is closed, and nowhere else. Its secret is
/// drawn with the first answer, so that whatever is sent twice is one question.
/// </summary>
internal sealed record AskDraft
{
    public const string Cookie = "scrutiny-ask";
    private const int MostLetters = 12_000;

    private static readonly HostCookies Cookies = new();

    public required string Secret { get; init; }

    /// <summary>When the first answer was given, UTC.</summary>
    public required DateTimeOffset Began { get; init; }

    public string? Text { get; init; }

    public string? Topic { get; init; }

    /// <summary>Empty for the whole area; null where nothing was chosen yet.</summary>
    public string? Locality { get; init; }

    /// <summary>Empty where it was left out; null where it was not asked for yet.</summary>
    public string? Name { get; init; }

    public string? Email { get; init; }

    /// <summary>What stands in the field that people don't see.</summary>
    public string? Trap { get; init; }

    /// <summary>Secret of the asker's answered question that this one follows up.</summary>
    public string? Follows { get; init; }

    public static AskDraft New(DateTimeOffset now) => new() { Secret = QuestionSecret.Draw(), Began = now };

    /// <summary>What this browser keeps; null for nothing, or for something that is no draft.</summary>
    public static AskDraft? Read(HttpContext context)
    {
        if (Cookies.GetRequestCookie(context, Cookie) is not { Length: > 0 and < MostLetters } kept)
        {
            return null;
        }

        try
        {
            using var packed = new DeflateStream(new MemoryStream(WebEncoders.Base64UrlDecode(kept)), CompressionMode.Decompress);
            var room = new byte[64 * 1024];
            var length = packed.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
            return JsonSerializer.Deserialize<AskDraft>(room.AsSpan(0, length)) is { } draft && QuestionSecret.IsOne(draft.Secret) ? draft : null;
        }
        catch (Exception fault) when (fault is FormatException or InvalidDataException or JsonException)
        {
            return null;
        }
    }

    public void Keep(HttpContext context)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            JsonSerializer.Serialize(deflate, this);
        }

        Cookies.AppendResponseCookie(context, Cookie, WebEncoders.Base64UrlEncode(packed.ToArray()), Options(context));
    }

    public static void Drop(HttpContext context) => Cookies.DeleteCookie(context, Cookie, Options(context));

    public static CookieOptions Options(HttpContext context) => new() { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/" };
}
