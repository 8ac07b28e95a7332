using Scrutiny.Areas;
using Scrutiny.Boards;
using Scrutiny.Dashboards;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Pages.Boards;

/// <summary>What a reader chose to see of a board.</summary>
/// <param name="Home">The board's own area.</param>
/// <param name="Area">That, or the one that was chosen.</param>
/// <param name="Period">The lookback as the address says it; null for the board's own.</param>
/// <param name="Breakdown">The part; null for none.</param>
/// <param name="AsKnown">The moment; null for now.</param>
internal sealed record BoardChoice(Area Home, Area Area, string? Period, string? Breakdown, DateTimeOffset? AsKnown)
{
    /// <summary>Reads the choice from an address. Only what the board's filters offer may be chosen.</summary>
    /// <returns>Null where the address says something else.</returns>
    public static BoardChoice? Read(Board board, Catalogue catalogue, string bodysArea, IQueryCollection query)
    {
        var home = catalogue.Areas.ByCode[board.Defaults.Area ?? bodysArea];
        string? Chosen(BoardFilterName name) => query[KebabNaming.Policy.ConvertName(name.ToString())].ToString() is { Length: > 0 } text ? text : null;
        bool Offered(BoardFilterName name) => Chosen(name) is not { } text || Choices(board, name, home, catalogue).Contains(text);

        DateTimeOffset? asKnown = null;
        if (query["as-known"].ToString() is { Length: > 0 } moment)
        {
            if (!SeriesQuestion.TryMoment(moment, out var at))
            {
                return null;
            }

            asKnown = at;
        }

        if (!Enum.GetValues<BoardFilterName>().All(Offered))
        {
            return null;
        }

        var area = Chosen(BoardFilterName.Area) is { } code ? catalogue.Areas.ByCode[code] : home;
        return new BoardChoice(home, area, Chosen(BoardFilterName.Period), Chosen(BoardFilterName.Breakdown), asKnown);
    }

    /// <summary>The values that a filter offers; none for a filter that the board has not. The board's own value is always one.</summary>
    public static IReadOnlyList<string> Choices(Board board, BoardFilterName name, Area home, Catalogue catalogue)
    {
        if (board.Filters.FirstOrDefault(filter => filter.Name == name) is not { } declared)
        {
            return [];
        }

        return name switch
        {
            BoardFilterName.Period => [.. declared.Choices.Append(board.Defaults.Period).Distinct()],
            BoardFilterName.Area => [.. PanelSeries.Places(declared.Choices, home.Code, catalogue).Prepend(home.Code).Distinct()],
            BoardFilterName.Breakdown => [.. declared.Choices.Prepend(SeriesName.Total).Distinct()],
        };
    }

    /// <summary>How far back a panel looks: what the reader chose, else the panel's own, else the board's.</summary>
    public Lookback LookbackOf(Panel panel, Board board) =>
        Lookback.TryParse(Period ?? panel.Period ?? board.Defaults.Period, out var lookback) ? lookback : default;

    /// <summary>The choice as an address continues it; empty where nothing was chosen.</summary>
    public string Query(string? asKnown)
    {
        List<string> parts = [];
        if (Period is not null)
        {
            parts.Add("period=" + Period);
        }

        if (Area.Code != Home.Code)
        {
            parts.Add("area=" + Area.Code);
        }

        if (Breakdown is not null)
        {
            parts.Add("breakdown=" + Breakdown);
        }

        if (!string.IsNullOrEmpty(asKnown))
        {
            parts.Add("as-known=" + Uri.EscapeDataString(asKnown));
        }

        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }
}
