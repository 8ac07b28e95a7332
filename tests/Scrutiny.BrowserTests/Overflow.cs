namespace Scrutiny.BrowserTests;

/// <summary>What does not fit.</summary>
internal static class Overflow
{
    private const string Wider = """
        () => {
          const page = document.scrollingElement;
          if (page.scrollWidth <= page.clientWidth) return [];
          const wide = [...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > page.clientWidth + 0.5 && it.closest('.app-table-scroll') === null);
          return [`${page.scrollWidth} wide in ${page.clientWidth}: ${wide.slice(0, 5).map(it => `<${it.localName} class="${it.getAttribute('class') ?? ''}">`).join(' ')}`];
        }
        """;

    private const string Cut = """
        () => [...document.querySelectorAll('main *, header *, footer *')]
          .filter(it => !it.closest('svg, .govuk-visually-hidden, .app-table-scroll') && getComputedStyle(it).overflow !== 'visible' && (it.scrollHeight > it.clientHeight + 1 || it.scrollWidth > it.clientWidth + 1))
          .map(it => `<${it.localName} class="${it.getAttribute('class') ?? ''}"> is cut`)
        """;

    /// <summary>Whether the page scrolls sideways, and the elements that stick out.</summary>
    public static async Task<string[]> FindAsync(OpenPage tab) => await tab.Page.EvaluateAsync<string[]>(Wider);

    /// <summary>Elements that hide some of their words.</summary>
    public static async Task<string[]> FindCutAsync(OpenPage tab) => await tab.Page.EvaluateAsync<string[]>(Cut);
}
