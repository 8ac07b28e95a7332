namespace Scrutiny.Ingest.Reading;

/// <summary>One sheet of an <see cref="OdsWorkbook"/>.</summary>
internal sealed class OdsSheet(OdsWorkbook workbook, int index, string name, bool hidden) : ISheet
{
    public string Name => name;

    public bool Hidden => hidden;

    public string? LeftOut => workbook.LeftOut(index);

    public IEnumerable<Row> Rows() => workbook.Rows(index);
}
