using System.Text;
using Scrutiny.Ingest.Reading;

namespace Scrutiny.Tests.Reading;

internal sealed class JsonWorkbookTests
{
    [Test]
    public void Each_object_with_plain_values_is_a_sheet_of_keys_and_values_under_its_path() =>
        Assert.That(Sheets("""{ "a": { "values": { "2006": 63.10, "2007": null }, "source": "Table 4" } }"""), Is.EqualTo(new[]
        {
            "$.a", "1: $.a", "2: key | value", "3: source | Table 4",
            "$.a.values", "1: $.a.values", "2: key | value", "3: 2006 | 63.10", "4: 2007",
        }));

    [Test]
    public void A_list_of_objects_has_all_their_keys_as_headings() =>
        Assert.That(Sheets("""[ { "force": "Kent", "n": { "all": 1 } }, { "force": "Essex", "late": true, "n": { "all": 2 } } ]"""), Is.EqualTo(new[]
        {
            "$", "1: $", "2: force | n.all | late", "3: Kent | 1", "4: Essex | 2 | TRUE",
        }));

    [Test]
    public void A_list_of_lists_has_its_own_first_row() =>
        Assert.That(Sheets("""{ "rows": [ ["area", "value"], ["Kent", "[c]"] ] }"""), Is.EqualTo(new[] { "$.rows", "1: $.rows", "2: area | value", "3: Kent | [c]" }));

    [Test]
    public void Json_may_come_packed_and_with_a_mark() =>
        Assert.That(Sheets(Made.Gzip([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("""{ "a": 1 }""")])), Is.EqualTo(new[] { "$", "1: $", "2: key | value", "3: a | 1" }));

    [Test]
    public void Json_larger_than_its_limit_is_refused() =>
        Assert.That(Made.Refusal($$"""{ "a": "{{new string('x', 2000)}}" }""", new ReadingOptions { MaximumJsonBytes = 1000 }), Does.StartWith("This JSON file is larger than"));

    private static string[] Sheets(string json) => Sheets(Encoding.UTF8.GetBytes(json));

    private static string[] Sheets(byte[] content)
    {
        using IWorkbook workbook = Made.Open(content);
        List<string> shown = [];
        foreach (ISheet sheet in workbook.Sheets())
        {
            shown.Add(sheet.Name);
            foreach (Row row in sheet.Rows())
            {
                shown.Add($"{row.Number}: {string.Join(" | ", Enumerable.Range(0, row.Count).Select(index => row[index].Displayed))}".TrimEnd(' ', '|'));
            }
        }

        return [.. shown];
    }
}
