using System.Globalization;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;

namespace Scrutiny.Ingest.Mapping;

/// <summary>Adds up or counts rows into figures, over all the tables of a file. One figure for each measure, area, breakdown and period.</summary>
internal sealed class Aggregates(Catalogue catalogue)
{
    private readonly Dictionary<(string Measure, string Area, string Breakdown, Period Period), Tally> tallies = [];

    /// <summary>The tally of a figure, begun where there is none.</summary>
    /// <param name="measure">The measure's id.</param>
    /// <param name="area">The area's code.</param>
    /// <param name="breakdown">The breakdown's key.</param>
    /// <param name="period">The period.</param>
    /// <param name="begin">Says where the first row stands and what the filter is.</param>
    public Tally Of(string measure, string area, string breakdown, Period period, Func<Tally> begin)
    {
        if (!tallies.TryGetValue((measure, area, breakdown, period), out var tally))
        {
            tallies[(measure, area, breakdown, period)] = tally = begin();
        }

        return tally;
    }

    /// <summary>Hands over every figure.</summary>
    public void Finish(IFigureSink sink)
    {
        foreach (var ((measure, area, breakdown, period), tally) in tallies)
        {
            var what = $"{measure} for {area}, {breakdown}, {period.Key(catalogue.Measures[measure].Value.Frequency)}";
            if (tally.Unread > 0)
            {
                sink.Reject(tally.Reject(string.Create(CultureInfo.InvariantCulture, $"{what} was not loaded, because {tally.Unread:#,##0} of its rows can't be read: correct those rows.")));
            }
            else if (tally.Share && catalogue.Measures[measure].Value.Unit == Unit.Percent && tally.Value is < 0 or > 100)
            {
                sink.Reject(tally.Reject(string.Create(CultureInfo.InvariantCulture, $"{what} comes to {tally.Value:0.##}%, which is no percentage from 0 to 100: ask the supplier about the rows that it is made of.")));
            }
            else if (tally.Rows > 0)
            {
                sink.Add(tally.Figure(measure, area, breakdown, period));
            }
        }
    }
}

/// <summary>One aggregate while its rows come in.</summary>
/// <param name="sheet">The sheet where it begins.</param>
/// <param name="firstRow">Its first row.</param>
/// <param name="column">The column that is added up, from 1; where rows are counted, that of their area.</param>
/// <param name="heading">That column's heading.</param>
/// <param name="filter">Which rows are counted, in words.</param>
/// <param name="share">Whether it is a percentage of other rows.</param>
internal sealed class Tally(string sheet, int firstRow, int column, string heading, string filter, bool share)
{
    private readonly RowRanges ranges = new();
    private decimal sum;
    private decimal whole;
    private bool revised;

    /// <summary>Rows counted so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows that belong to it and can't be read.</summary>
    public int Unread { get; private set; }

    /// <summary>Whether it is a percentage of other rows.</summary>
    public bool Share => share;

    /// <summary>What it comes to; null for a percentage of nothing.</summary>
    public decimal? Value => !share ? sum : whole == 0 ? null : Math.Round(100 * sum / whole, 10);

    /// <summary>Counts a row.</summary>
    /// <param name="ofSheet">Its sheet.</param>
    /// <param name="row">Its number.</param>
    /// <param name="value">What it adds.</param>
    /// <param name="counts">Whether it adds to the figure itself, or only to what a percentage is taken of.</param>
    /// <param name="status">The value's status.</param>
    public void Add(string ofSheet, int row, decimal value, bool counts, ObservationStatus status)
    {
        sum += counts ? value : 0;
        whole += value;
        revised |= status == ObservationStatus.Revised;
        Rows++;
        ranges.Add(ofSheet, row);
    }

    /// <summary>Notes a row that belongs to it and can't be read.</summary>
    public void Spoil() => Unread++;

    public Reject Reject(string reason) => new(sheet, firstRow, heading, null, reason);

    public Figure Figure(string measure, string area, string breakdown, Period period)
    {
        var status = Value is null ? ObservationStatus.NotApplicable : revised ? ObservationStatus.Revised : ObservationStatus.Final;
        return new Figure(
            measure, area, breakdown, period, Value, share && Value is not null ? sum : null, share && Value is not null ? whole : null, status, sheet, firstRow, column, filter, "",
            new CountedRows(Rows, ranges.ToString()));
    }
}
