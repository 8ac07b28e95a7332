namespace Scrutiny.Ingest.Reading;

/// <summary>One sheet of an <see cref="XlsxWorkbook"/>.</summary>
internal sealed class XlsxSheet(XlsxWorkbook workbook, int index, string name, bool hidden) : ISheet
{
    public string Name => name;

    public bool Hidden => hidden;

    public string? LeftOut => workbook.LeftOut(index);

    public IEnumerable<Row> Rows() => workbook.Rows(index);
}
