using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Scrutiny.Web.Pages.Shared;

internal static class PageFrameViewData
{
    private const string Key = nameof(PageFrame);

    public static void Frame(this ViewDataDictionary view, PageFrame frame) => view[Key] = frame;

    /// <exception cref="InvalidOperationException">The page has not described itself.</exception>
    public static PageFrame Frame(this ViewDataDictionary view) =>
        view[Key] as PageFrame ?? throw new InvalidOperationException("A page must call ViewData.Frame(new PageFrame(…)) so that it has a title.");
}
