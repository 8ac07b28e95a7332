using System.Text;
using Scrutiny.Ingest.Reading;

namespace Scrutiny.Tests.Reading;

[Category("F-6")]
internal sealed class CsvTests
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    [Test]
    public void A_csv_is_one_visible_sheet_without_a_name_or_a_stamp()
    {
        using IWorkbook workbook = Made.Open("a,b\n1,2\n");

        ISheet sheet = workbook.Sheets().Single();

        Assert.That(workbook.Format, Is.EqualTo("csv"));
        Assert.That(workbook.Modified, Is.Null);
        Assert.That(sheet.Name, Is.Empty);
        Assert.That(sheet.Hidden, Is.False);
    }

    [TestCase("a,b\nc,d\n")]
    [TestCase("a,b\r\nc,d\r\n")]
    [TestCase("a,b\rc,d")]
    public void Every_kind_of_line_end_is_read(string content) =>
        Assert.That(Made.Shown(content), Is.EqualTo(["1: a | b", "2: c | d"]));

    [Test]
    public void A_row_has_the_number_of_the_line_on_which_it_starts()
    {
        string[] rows = Made.Shown("a,b\r\n\"two\r\nlines\",c\r\n\r\n,,\r\nlast,d\r\n");

        Assert.That(rows, Is.EqualTo(["1: a | b", "2: two\r\nlines | c", "6: last | d"]));
    }

    [Test]
    public void The_rows_can_be_read_again_from_the_top()
    {
        using IWorkbook workbook = Made.Open("a,b\n1,2\n");
        ISheet sheet = workbook.Sheets().Single();
        _ = sheet.Rows().First().Number;

        int count = sheet.Rows().Count();

        Assert.That(count, Is.EqualTo(2));
    }

    [Test]
    public void A_cell_outside_the_row_is_empty()
    {
        using IWorkbook workbook = Made.Open("a,b\n");

        Row row = workbook.Sheets().Single().Rows().First();

        Assert.That(row[2], Is.EqualTo(Cell.Empty));
        Assert.That(row[-1], Is.EqualTo(Cell.Empty));
        Assert.That(row.Count, Is.EqualTo(2));
    }

    [TestCase("a;b\n1,5;2,5\n3,5;4,5\n")]
    [TestCase("a\tb\n1,5\t2,5\n3,5\t4,5\n")]
    public void The_separator_is_found(string content) =>
        Assert.That(Made.Shown(content), Is.EqualTo(["1: a | b", "2: 1,5 | 2,5", "3: 3,5 | 4,5"]));

    [Test]
    public void Prose_above_the_table_does_not_decide_the_separator()
    {
        string[] rows = Made.Shown("Crimes; by force; England\nNotes; see below; and elsewhere\na,b\n1,2\n3,4\n");

        Assert.That(rows[^1], Is.EqualTo("5: 3 | 4"));
    }

    [Test]
    public void A_declared_separator_is_obeyed()
    {
        string[] rows = Made.Shown("a|b,c\n", new ReadingOptions { Delimiter = '|' });

        Assert.That(rows, Is.EqualTo(["1: a | b,c"]));
    }

    [Test]
    public void A_comment_line_is_one_cell_whatever_it_holds()
    {
        string content = "# Table 1, \"forces\nforce,n\n\"A\n# not a comment\",1\n#, total,1\nB,2\n# end";

        string[] rows = Made.Shown(content, new ReadingOptions { Comment = "#" });

        Assert.That(rows, Is.EqualTo([
            "1: # Table 1, \"forces", "2: force | n", "3: A\n# not a comment | 1", "5: #, total,1", "6: B | 2", "7: # end"]));
    }

    [Test]
    public void Marks_at_the_start_set_the_encoding()
    {
        string text = "Welsh,£\nŴyr Ŷ,1\n";

        foreach (Encoding encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            string[] rows = Made.Shown([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);

            Assert.That(rows, Is.EqualTo(["1: Welsh | £", "2: Ŵyr Ŷ | 1"]), encoding.WebName);
        }
    }

    [Test]
    public void Utf_8_without_a_mark_is_read_across_chunk_borders()
    {
        string line = new string('é', 1000) + ",1\n";
        string content = "x" + string.Concat(Enumerable.Repeat(line, 700));

        using IWorkbook workbook = Made.Open(content);

        Assert.That(workbook.Sheets().Single().Rows().Skip(1).All(row => row[0].Raw == new string('é', 1000)), Is.True);
    }

    [Test]
    public void Windows_1252_is_detected()
    {
        string[] rows = Made.Shown(Windows1252.GetBytes("force,£\nDyfed–Powys,’\n"));

        Assert.That(rows, Is.EqualTo(["1: force | £", "2: Dyfed–Powys | ’"]));
    }

    [Test]
    public void Bytes_of_two_encodings_are_refused_and_not_guessed()
    {
        byte[] mixed = [.. "a,b\n"u8, .. Encoding.UTF8.GetBytes("£,1\n"), .. Windows1252.GetBytes("£,2\n")];

        Assert.That(Made.Refusal(mixed), Does.StartWith("Line 2 cannot be told apart as UTF-8 or Windows-1252"));
    }

    [Test]
    public void Invalid_bytes_far_down_are_refused_with_their_line()
    {
        byte[] content = [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("aaaaaaaaaaaaaaa\n", 70_000))), .. Windows1252.GetBytes("£\n")];

        Assert.That(Made.Refusal(content), Does.StartWith("Line 70,001 holds bytes that are not UTF-8").And.Contain("declare"));
    }

    [Test]
    public void A_declared_encoding_is_obeyed_and_held_to()
    {
        byte[] content = Windows1252.GetBytes("É”,£\n");

        Assert.That(Made.Shown(content, new ReadingOptions { Encoding = "windows-1252" }), Is.EqualTo(["1: É” | £"]));
        Assert.That(Made.Refusal(content, new ReadingOptions { Encoding = "utf-8" }), Does.StartWith("Line 1 holds bytes"));
    }

    [Test]
    public void Nul_bytes_are_refused() =>
        Assert.That(Made.Refusal(Encoding.Unicode.GetBytes("a,b\n1,2\n")), Does.Contain("NUL").And.Contain("utf-16"));

    [Test]
    public void An_unclosed_quote_is_refused_with_the_line_where_it_opened() =>
        Assert.That(
            Made.Refusal("a,b\n\"one \"\"quoted\"\"\ntwo\",\"never closed\n1,2\n"),
            Does.StartWith("A quotation mark opens on line 3 and is never closed"));

    [Test]
    public void Stray_quotes_are_text() =>
        Assert.That(Made.Shown("a \"b\" c,d\n"), Is.EqualTo(["1: a \"b\" c | d"]));

    [Test, Category("F-5")]
    public void A_record_or_field_or_line_over_its_limit_is_refused_with_its_line()
    {
        string longField = "a,b\n1," + new string('x', 200_000) + "\n";
        string longRecord = "a,b\n1,\"" + new string('x', 3_000_000) + "\n";
        string wide = "a,b\n" + new string(',', 5_000) + "1\n";

        Assert.That(Made.Refusal(longField), Does.StartWith("Field 2 of the record on line 2 is longer than 131,072 bytes"));
        Assert.That(Made.Refusal(longRecord), Does.StartWith("The record that starts on line 2 is longer than 1,048,576 bytes"));
        Assert.That(Made.Refusal(wide), Does.StartWith("Line 2 has 5,001 fields"));
    }

    [Test]
    public void Cancelling_ends_the_reading_between_rows()
    {
        using CancellationTokenSource cancel = new();
        using IWorkbook workbook = Made.Open("a\nb\nc\n"u8.ToArray(), cancel: cancel.Token);

        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (Row row in workbook.Sheets().Single().Rows())
            {
                cancel.Cancel();
            }
        });
    }
}
