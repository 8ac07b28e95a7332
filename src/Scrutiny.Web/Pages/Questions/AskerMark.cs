using Scrutiny.Questions;
using Scrutiny.Web.Accounts;

namespace Scrutiny.Web.Pages.Questions;

/// <summary>A random mark of a browser that has sent a question, for counting how many one person asks. Its hash is kept with the question for as long as the address would be.</summary>
internal static class AskerMark
{
    public const string Cookie = "scrutiny-asker";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly HostCookies Cookies = new();

    /// <summary>This browser's; a new one where it has none.</summary>
    public static string Of(HttpContext context)
    {
        if (Cookies.GetRequestCookie(context, Cookie) is { } known && QuestionSecret.IsOne(known))
        {
            return known;
        }

        var mark = QuestionSecret.Draw();
        var options = AskDraft.Options(context);
        options.MaxAge = Kept;
        Cookies.AppendResponseCookie(context, Cookie, mark, options);
        return mark;
    }
}
