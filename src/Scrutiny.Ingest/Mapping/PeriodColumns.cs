using System.Globalization;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Reading;
using Scrutiny.Periods;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Mapping;

/// <summary>Reads the period that each row of a table is about.</summary>
internal sealed class PeriodColumns(PeriodRule rule, string sheet, int column, string name, int and)
{
    private readonly Dictionary<(string, string), Period?> known = [];
    private readonly Dictionary<string, int> mended = [];

    /// <summary>The column's heading, for rejects.</summary>
    public string Name => name;

    /// <summary>The period as the row writes it.</summary>
    public string Text(Row row) => and < 0 ? row[column].Displayed.Trim() : $"{row[column].Displayed.Trim()} {row[and].Displayed.Trim()}";

    /// <summary>The period; null where the row was rejected.</summary>
    public Period? Find(Row row, IFigureSink sink)
    {
        var key = (row[column].Displayed, and < 0 ? "" : row[and].Displayed);
        if (!known.TryGetValue(key, out var period))
        {
            var text = Text(row);
            known[key] = period = PeriodText.TryParse(text, rule.Form, out var read) || (and < 0 && PeriodText.TryParse(row[column].Raw, rule.Form, out read)) ? read : null;
            if (period is { } mendable && rule.Form == PeriodForm.YearEnding && PeriodText.TryDay(text, out var day) && day != mendable.To)
            {
                mended[text] = 0;
            }
        }

        if (period is null)
        {
            sink.Reject(new Reject(sheet, row.Number, name, Text(row), $"'{Text(row)}' is not a period of the form '{KebabNaming.Policy.ConvertName(rule.Form.ToString())}'; write it as the source does elsewhere."));
        }
        else if (mended.Count > 0 && mended.TryGetValue(key.Displayed.Trim(), out var rows))
        {
            mended[key.Displayed.Trim()] = rows + 1;
        }

        return period;
    }

    /// <summary>What was put right, one sentence for each way of writing.</summary>
    public IEnumerable<string> Mended() => mended.Select(text => string.Create(
        CultureInfo.InvariantCulture,
        $"'{text.Key}' is not the last day of its month: {text.Value:#,##0} row{(text.Value == 1 ? " was" : "s were")} read as the {(PeriodText.TryParse(text.Key, rule.Form, out var period) ? period.Words(Frequency.Rolling12) : "")}."));
}
