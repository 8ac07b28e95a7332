using System.Globalization;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Reading;
using Scrutiny.Observations;
using Scrutiny.Tests.Mapping;

namespace Scrutiny.Tests.Reading.Corpus;

/// <summary>Every file of the corpus, through a real source down to figures: the right values, or the right refusal, and never anything between.</summary>
[Category("F-6")]
internal sealed class CorpusTests
{
    private static readonly IReadOnlyList<CorpusFile> Files = [.. TextFiles.All(), .. WorkbookFiles.All()];

    private static IEnumerable<TestCaseData> Cases() => Files.Select(file => new TestCaseData(file).SetArgDisplayNames(file.Name));

    [Test]
    public void The_corpus_is_large_and_each_file_is_there_for_a_reason_of_its_own()
    {
        Assert.That(Files, Has.Count.GreaterThanOrEqualTo(60));
        Assert.That(Files.Select(file => file.Name), Is.Unique);
    }

    [TestCaseSource(nameof(Cases))]
    public void A_file_yields_exactly_what_it_should(CorpusFile file)
    {
        using var dashboards = file.Dashboards();
        var catalogue = dashboards.Read();

        var (outcome, read) = Read(catalogue, file);

        Assert.Multiple(() =>
        {
            // Of a sentence the beginning is expected.
            Assert.That(file.Expected is [var begins] && begins.StartsWith("refused", StringComparison.Ordinal) && outcome[0].EndsWith('.') ? [outcome[0][..Math.Min(begins.Length, outcome[0].Length)]] : outcome, Is.EqualTo(file.Expected));
            Assert.That(read?.Notes ?? [], file.Note is null ? Is.Empty : Has.Count.EqualTo(1).And.ItemAt(0).Contains(file.Note));
            if (file.First is { } first)
            {
                Assert.That((read!.Figures[0].Raw, read.Figures[0].Displayed), Is.EqualTo(first));
            }
        });
    }

    private static (string[] Outcome, Collected? Read) Read(Catalogue catalogue, CorpusFile file)
    {
        try
        {
            var read = Collected.From(catalogue, file.Content);
            string[] outcome = [.. read.Figures.Select(figure => Shown(catalogue, figure)), .. read.Rejects.Select(reject => $"reject {reject.Row} {reject.Column}: {reject.Raw}")];
            // The loader's rule, without the loader.
            return (outcome.Length > 0 ? outcome : ["refused: The file's tables hold no figures; check that this is the right file."], read);
        }
        catch (Exception refusal) when (refusal is UnreadableFileException or RefusedFileException)
        {
            return (["refused: " + refusal.Message], null);
        }
    }

    private static string Shown(Catalogue catalogue, Figure figure) => string.Create(
        CultureInfo.InvariantCulture,
        $"{figure.Area}{(figure.Breakdown == "total" ? "" : "/" + figure.Breakdown)} {figure.Period.Key(catalogue.Measures[figure.Measure].Value.Frequency)} {figure.Value}{figure.Status.Mark()}");
}
