using System.Text.RegularExpressions;
using Scrutiny.Areas;
using Scrutiny.Measures;
using Scrutiny.Periods;
using Scrutiny.Sources;
using Aggregation = Scrutiny.Statistics.Aggregates.Aggregation;

namespace Scrutiny.Dashboards;

/// <summary>What must hold between declarations: names that exist, patterns that work, limits drawn only where they may be.</summary>
internal static class CatalogueRules
{
    public static IEnumerable<Fault> Check(Catalogue catalogue) =>
        catalogue.Measures.Values.SelectMany(measure => CheckMeasure(measure, catalogue))
            .Concat(catalogue.Sources.Values.SelectMany(source => CheckSource(source, catalogue)))
            .Concat(catalogue.Annotations.Values.SelectMany(annotation => CheckAnnotation(annotation, catalogue)));

    /// <summary>What is wrong with one source, beside a catalogue that need not hold it yet.</summary>
    public static IEnumerable<Fault> CheckSource(Declaration<Source> declaration, Catalogue catalogue)
    {
        var source = declaration.Value;
        if (source.Schema != "source/1")
        {
            yield return declaration.At(source, nameof(Source.Schema), $"schema is '{source.Schema}'; this program reads 'source/1'.");
        }

        if (source.Due is { DaysAfter: < 0 or > 400 } due)
        {
            yield return declaration.At(due, nameof(Due.DaysAfter), "days_after must be 0 to 400.");
        }

        if (source.Fetch is { } fetch)
        {
            foreach (var fault in CheckFetch(declaration, fetch))
            {
                yield return fault;
            }
        }

        foreach (var table in source.Tables)
        {
            foreach (var fault in CheckTable(declaration, table, catalogue))
            {
                yield return fault;
            }
        }

        foreach (var check in source.Checks)
        {
            foreach (var fault in CheckCheck(declaration, check, catalogue))
            {
                yield return fault;
            }
        }
    }

    /// <summary>What is wrong with the groups of forces.</summary>
    public static IEnumerable<Fault> CheckGroups(Declaration<AreaFile> declaration, Catalogue catalogue)
    {
        foreach (var group in declaration.Value.Groups)
        {
            foreach (var code in group.Forces.Append(group.Of).Where(code => !IsForce(code, catalogue)))
            {
                yield return declaration.At(group, code == group.Of ? nameof(AreaGroup.Of) : nameof(AreaGroup.Forces), $"'{code}' is no police force of areas.yaml.");
            }

            if (group.Forces.Contains(group.Of))
            {
                yield return declaration.At(group, nameof(AreaGroup.Forces), $"'{group.Of}' is the force that the others are compared with; leave it out of the list.");
            }
        }
    }

    private static IEnumerable<Fault> CheckComparability(Declaration<Measure> declaration, Catalogue catalogue)
    {
        var comparability = declaration.Value.Comparability;
        foreach (var left in comparability.LeaveOut.Where(left => !IsForce(left.Area, catalogue)))
        {
            yield return declaration.At(left, nameof(ForceLeftOut.Area), $"'{left.Area}' is no police force of areas.yaml.");
        }

        if (comparability.Numerator is { } numerator && !catalogue.Measures.ContainsKey(numerator))
        {
            yield return declaration.At(comparability, nameof(Comparability.Numerator), $"There is no measure '{numerator}'{NearestMatch.Hint(numerator, catalogue.Measures.Keys)}");
        }

        if (comparability.Rather is { } rather && !catalogue.Measures.ContainsKey(rather))
        {
            yield return declaration.At(comparability, nameof(Comparability.Rather), $"There is no measure '{rather}'{NearestMatch.Hint(rather, catalogue.Measures.Keys)}");
        }
    }

    // What puts figures of several periods together must suit their unit.
    private static IEnumerable<Fault> CheckContext(Declaration<Measure> declaration, Catalogue catalogue)
    {
        var measure = declaration.Value;
        if (measure.OverTime is Aggregation.Share && measure.Unit != Unit.Percent || measure.OverTime is Aggregation.Rate && measure.Unit != Unit.RatePer1000 || measure.OverTime is Aggregation.Sum && measure.Unit is Unit.Percent or Unit.RatePer1000)
        {
            yield return declaration.At(measure, nameof(Measure.OverTime), "over_time does not suit the unit: percentages make a 'share', rates per 1,000 a 'rate', and neither a 'sum'; leave it out for what suits the unit.");
        }

        if (measure.MeanOf is { } counted)
        {
            if (!catalogue.Measures.TryGetValue(counted, out var other))
            {
                yield return declaration.At(measure, nameof(Measure.MeanOf), Unknown("measure", counted, catalogue.Measures.Keys));
            }
            else if (other.Value.Unit != Unit.Count || other.Value.Frequency != measure.Frequency || measure.Unit is not (Unit.Seconds or Unit.Days))
            {
                yield return declaration.At(measure, nameof(Measure.MeanOf), $"mean_of is for times, and names the measure that counts what they are the mean of, just as often; '{counted}' is not that.");
            }
        }

        if (measure.Exactness is Exactness.Sample && measure.Unit != Unit.Percent || measure.Exactness is Exactness.Events && measure.Unit != Unit.Count)
        {
            yield return declaration.At(measure, nameof(Measure.Exactness), "exactness is 'sample' for a percentage of those who answered and 'events' for a count of single events; for other units leave it out.");
        }
    }

    private static bool IsForce(string code, Catalogue catalogue) => catalogue.Areas.ByCode.TryGetValue(code, out var area) && area.Kind == AreaKind.Force;

    /// <summary>What is wrong with one measure.</summary>
    public static IEnumerable<Fault> CheckMeasure(Declaration<Measure> declaration, Catalogue catalogue)
    {
        var measure = declaration.Value;
        if (measure.Schema != "measure/1")
        {
            yield return declaration.At(measure, nameof(Measure.Schema), $"schema is '{measure.Schema}'; this program reads 'measure/1'.");
        }

        if (!measure.Sentence.Contains("{value}", StringComparison.Ordinal))
        {
            yield return declaration.At(measure, nameof(Measure.Sentence), "sentence must hold {value}.");
        }

        if (SeriesSentence.OneOrMany().Replace(measure.Sentence, "").Replace("{value}", "", StringComparison.Ordinal).IndexOfAny(['{', '}']) >= 0)
        {
            yield return declaration.At(measure, nameof(Measure.Sentence), "sentence may hold {value} and, for words that follow the number, {one|many} such as {was|were}; another brace stands in it.");
        }

        foreach (var fault in CheckComparability(declaration, catalogue))
        {
            yield return fault;
        }

        foreach (var source in measure.Audience == Readership.Staff ? measure.Sources : [])
        {
            var open = catalogue.Measures.Values.Where(other => other.Value.Audience == Readership.Public && other.Value.Sources.Contains(source)).Select(other => other.Id).Order(StringComparer.Ordinal).FirstOrDefault();
            if (open is not null)
            {
                yield return declaration.At(measure, nameof(Measure.Sources), $"This measure is for staff only, but its source '{source}' brings '{open}' too, which is public, and a receipt shows the whole row of a file; give this measure a source of its own.");
            }
        }

        if (measure.Decimals is < 0 or > 6)
        {
            yield return declaration.At(measure, nameof(Measure.Decimals), "decimals must be 0 to 6.");
        }

        if (measure is { Chart: ChartKind.Spc, Frequency: Frequency.Rolling12 })
        {
            yield return declaration.At(measure, nameof(Measure.Chart), "A rolling measure may not have process limits (two thirds of its points would look like signals); use 'run'.");
        }

        if (catalogue.Priorities.All(priority => priority.Id != measure.Priority))
        {
            yield return declaration.At(measure, nameof(Measure.Priority), Unknown("priority", measure.Priority, catalogue.Priorities.Select(priority => priority.Id)));
        }

        foreach (var fault in CheckContext(declaration, catalogue))
        {
            yield return fault;
        }

        foreach (var change in measure.Breaks)
        {
            foreach (var key in change.Ends.Concat(change.Begins).Where(key => key != "total" && measure.Breakdowns.All(breakdown => breakdown.Key != key)))
            {
                yield return declaration.At(change, nameof(SeriesBreak.Reason), Unknown("breakdown", key, measure.Breakdowns.Select(breakdown => breakdown.Key)));
            }
        }

        for (var i = 0; i < measure.Breakdowns.Count; i++)
        {
            var breakdown = measure.Breakdowns[i];
            if (breakdown.Key == "total" || measure.Breakdowns.Take(i).Any(other => other.Key == breakdown.Key))
            {
                yield return declaration.At(breakdown, nameof(Breakdown.Key), $"The breakdown '{breakdown.Key}' stands here a second time, or is the word for all; give it another key.");
            }

            if (breakdown.Parent is { } parent && measure.Breakdowns.All(other => other.Key != parent))
            {
                yield return declaration.At(breakdown, nameof(Breakdown.Parent), Unknown("breakdown", parent, measure.Breakdowns.Select(other => other.Key)));
            }
        }

        foreach (var fault in ThresholdRules.Check(declaration, catalogue))
        {
            yield return fault;
        }
    }

    /// <summary>What is wrong with one annotation.</summary>
    public static IEnumerable<Fault> CheckAnnotation(Declaration<Annotation> declaration, Catalogue catalogue)
    {
        var annotation = declaration.Value;
        if (annotation.Schema != "annotation/1")
        {
            yield return declaration.At(annotation, nameof(Annotation.Schema), $"schema is '{annotation.Schema}'; this program reads 'annotation/1'.");
        }

        if (annotation.Measures.Count == 0)
        {
            yield return declaration.At(annotation, nameof(Annotation.Measures), "measures is empty; name at least one that the annotation concerns.");
        }

        foreach (var (key, kind, word, known) in annotation.Measures.Select((id, i) => ($"{nameof(Annotation.Measures)}[{i}]", "measure", id, catalogue.Measures.Keys))
            .Concat(annotation.Areas.Select((code, i) => ($"{nameof(Annotation.Areas)}[{i}]", "area", code, catalogue.Areas.ByCode.Keys)))
            .Concat(annotation.Sources.Select((id, i) => ($"{nameof(Annotation.Sources)}[{i}]", "source", id, catalogue.Sources.Keys))))
        {
            if (!known.Contains(word))
            {
                yield return declaration.At(annotation, key, Unknown(kind, word, known));
            }
        }
    }

    private static IEnumerable<Fault> CheckCheck(Declaration<Source> declaration, Check check, Catalogue catalogue)
    {
        var kinds = new (object Rule, string? Measure)?[]
        {
            check.StatedTotal is { } total ? (total, total.Measure) : null,
            check.SumOfParts is { } sum ? (sum, sum.Measure) : null,
            check.Percentage is { } percentage ? (percentage, percentage.Measure) : null,
            check.Bounds is { } bounds ? (bounds, bounds.Measure) : null,
            check.Change is { } change ? (change, change.Measure) : null,
        }.OfType<(object Rule, string Measure)>().ToList();
        if (kinds.Count != 1)
        {
            yield return declaration.At(check, nameof(Sources.Check.Name), $"The check '{check.Name}' needs exactly one of stated_total, sum_of_parts, percentage, bounds and change.");
        }

        foreach (var (rule, measure) in kinds.Where(kind => !catalogue.Measures.ContainsKey(kind.Measure)))
        {
            yield return declaration.At(rule, "Measure", Unknown("measure", measure, catalogue.Measures.Keys));
        }

        if (check.StatedTotal is { } stated && MissingGroup(stated.Text, "total") is { } wrong)
        {
            yield return declaration.At(stated, nameof(StatedTotal.Text), wrong);
        }

        if (check.SumOfParts is { } parts)
        {
            if (parts.Areas == (parts.Breakdowns.Count > 0))
            {
                yield return declaration.At(parts, nameof(SumOfParts.Measure), "sum_of_parts needs either 'breakdowns' or 'areas: true'.");
            }

            if (catalogue.Measures.TryGetValue(parts.Measure, out var divided))
            {
                foreach (var key in parts.Breakdowns.Where(key => divided.Value.Breakdowns.All(breakdown => breakdown.Key != key)))
                {
                    yield return declaration.At(parts, nameof(SumOfParts.Measure), Unknown($"breakdown of {parts.Measure}", key, divided.Value.Breakdowns.Select(breakdown => breakdown.Key)));
                }
            }
        }

        if (check.Bounds is { Least: null, Most: null } unbounded)
        {
            yield return declaration.At(unbounded, nameof(ValueBounds.Measure), "bounds needs 'least', 'most' or both.");
        }

        if (check.Change is { Percent: <= 0 } still)
        {
            yield return declaration.At(still, nameof(UnusualChange.Percent), "percent must be more than 0.");
        }
    }

    private static IEnumerable<Fault> CheckFetch(Declaration<Source> declaration, FetchRule fetch)
    {
        // A port is the operator's to allow, who is asked when the file is fetched.
        if (!Uri.TryCreate(fetch.Url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || address.HostNameType != UriHostNameType.Dns)
        {
            yield return declaration.At(fetch, nameof(FetchRule.Url), "fetch.url must be the https address of a host with a name, such as https://www.example.org/figures.csv.");
        }
        else if (address.UserInfo.Length > 0)
        {
            yield return declaration.At(fetch, nameof(FetchRule.Url), "fetch.url holds a user name or password, and none is ever sent: remove it.");
        }

        for (var i = 0; i < fetch.Hosts.Count; i++)
        {
            if (Uri.CheckHostName(fetch.Hosts[i]) != UriHostNameType.Dns)
            {
                yield return declaration.At(fetch, $"{nameof(FetchRule.Hosts)}[{i}]", $"'{fetch.Hosts[i]}' is no host's name; write it alone, such as files.example.org.");
            }
        }
    }

    private static IEnumerable<Fault> CheckTable(Declaration<Source> declaration, Table table, Catalogue catalogue)
    {
        foreach (var (pattern, property) in new[] { (table.Title, nameof(Table.Title)), (table.With, nameof(Table.With)) })
        {
            if (pattern is not null && NotAPattern(pattern) is { } wrong)
            {
                yield return declaration.At(table, property, wrong);
            }
        }

        if (table.Header.Count == 0 && table.Title is null)
        {
            yield return declaration.At(table, nameof(Table.Name), $"The table '{table.Name}' can't be found: give it a title, header cells, or both.");
        }

        if (table.Area is { Column: null, Fixed: null })
        {
            yield return declaration.At(table, nameof(Table.Area), "area needs a column or a fixed code.");
        }

        foreach (var (code, property) in table.Area.Names.Values.Select(code => ((string?)code, nameof(AreaRule.Names))).Append((table.Area.Fixed, nameof(AreaRule.Fixed))).Append((table.Area.Within, nameof(AreaRule.Within))))
        {
            if (code is not null && !catalogue.Areas.ByCode.ContainsKey(code))
            {
                yield return declaration.At(table.Area, property, Unknown("area", code, catalogue.Areas.ByCode.Keys));
            }
        }

        if (table.Area.Pattern is { } areaPattern && MissingGroup(areaPattern, "area") is { } withoutArea)
        {
            yield return declaration.At(table.Area, nameof(AreaRule.Pattern), withoutArea);
        }

        foreach (var condition in table.Where.Concat(table.Values.SelectMany(value => value.Where.Concat(value.Of))).Where(condition => condition.Is.Count == 0 && condition.Not.Count == 0))
        {
            yield return declaration.At(condition, nameof(Condition.Column), $"The condition on '{condition.Column}' names no text; give it 'is' or 'not'.");
        }

        if (!declaration.Value.Draft && (table.Values.Count == 0 || table.Unmapped.Count > 0))
        {
            yield return declaration.At(table, nameof(Table.Name), $"The table '{table.Name}' has {(table.Values.Count == 0 ? "no values" : "unmapped columns")}, which only a draft may have; give each column a measure, or take it out.");
        }

        var period = table.Period;
        if (new[] { period.Title is not null, period.Column is not null, period.Columns, period.Fixed is not null }.Count(given => given) != 1)
        {
            yield return declaration.At(table, nameof(Table.Period), "period needs exactly one of title, column, columns and fixed.");
        }

        if (period.Title is { } title && MissingGroup(title, "period") is { } lacking)
        {
            yield return declaration.At(period, nameof(PeriodRule.Title), lacking);
        }

        if (period.Fixed is { } only && !PeriodText.TryParse(only, period.Form, out _))
        {
            yield return declaration.At(period, nameof(PeriodRule.Fixed), $"'{only}' is not a period of the form {KebabNaming.Policy.ConvertName(period.Form.ToString())}.");
        }

        foreach (var value in table.Values)
        {
            if ((value.Measure is null) == (value.MeasureColumn is null))
            {
                yield return declaration.At(value, nameof(ValueRule.Column), "A value needs either a measure or a measure_column.");
                continue;
            }

            if (value.Of.Count > 0 && value.Aggregate == Aggregate.None)
            {
                yield return declaration.At(value, nameof(ValueRule.Of), "'of' makes a percentage of many rows; give the value 'aggregate: sum' or 'aggregate: count'.");
            }

            if (value.Column is null && !period.Columns && value.Aggregate != Aggregate.Count)
            {
                yield return declaration.At(value, nameof(ValueRule.Measure), "A value needs a column, unless each period has a column of its own.");
            }

            if (value.Measure is not { } id)
            {
                continue;
            }

            if (!catalogue.Measures.TryGetValue(id, out var measure))
            {
                yield return declaration.At(value, nameof(ValueRule.Measure), Unknown("measure", id, catalogue.Measures.Keys));
                continue;
            }

            if (value.Breakdown is { } key && measure.Value.Breakdowns.All(breakdown => breakdown.Key != key))
            {
                yield return declaration.At(value, nameof(ValueRule.Breakdown), Unknown($"breakdown of {id}", key, measure.Value.Breakdowns.Select(breakdown => breakdown.Key)));
            }

            foreach (var written in value.Breakdowns.Values.Where(written => written != "total" && measure.Value.Breakdowns.All(breakdown => breakdown.Key != written)))
            {
                yield return declaration.At(value, nameof(ValueRule.Breakdowns), Unknown($"breakdown of {id}", written, measure.Value.Breakdowns.Select(breakdown => breakdown.Key)));
            }

            if (!declaration.Value.Draft && !measure.Value.Sources.Contains(declaration.Id))
            {
                yield return declaration.At(value, nameof(ValueRule.Measure), $"The measure '{id}' does not list the source '{declaration.Id}'; add it to sources in dashboards/measures/{id}.yaml, in the place that it deserves.");
            }
        }
    }

    public static string Unknown(string kind, string word, IEnumerable<string> known)
    {
        var list = known.ToList();
        return $"There is no {kind} '{word}'{NearestMatch.Hint(word, list)}{(list.Count is > 0 and <= 12 ? $" ({string.Join(", ", list)})" : "")}";
    }

    private static string? NotAPattern(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking);
            return null;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return $"'{pattern}' is not a regular expression that can be used: {fault.Message.TrimEnd('.')}.";
        }
    }

    private static string? MissingGroup(string pattern, string group) =>
        NotAPattern(pattern) ?? (new Regex(pattern, RegexOptions.NonBacktracking).GetGroupNames().Contains(group) ? null : $"The expression needs a group (?<{group}>…).");
}
