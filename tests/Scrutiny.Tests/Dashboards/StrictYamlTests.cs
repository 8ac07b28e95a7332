using System.Text;
using Scrutiny.Dashboards;

namespace Scrutiny.Tests.Dashboards;

internal sealed class StrictYamlTests
{
    [Test]
    public void A_well_formed_file_is_bound_with_its_id_and_the_hash_of_its_bytes()
    {
        var (read, faults) = Read("title: A title\ncount: 3\ncolour: dark-blue-2\nshare: 0.5\nopen: true\nday: 2026-10-31\nat: 2026-10-31T18:00:00Z\nwords: [one, two]\nmarks: { \"..\": red }\ninner: { name: x }\n");

        Assert.Multiple(() =>
        {
            Assert.That(faults, Is.Empty);
            Assert.That(read!.Id, Is.EqualTo("example"));
            Assert.That(read.Sha256, Does.Match("^[0-9a-f]{64}$"));
            Assert.That(read.Value.Colour, Is.EqualTo(Colour.DarkBlue2));
            Assert.That(read.Value.Words, Is.EqualTo(new[] { "one", "two" }));
            Assert.That(read.Value.Marks![".."], Is.EqualTo(Colour.Red));
            Assert.That((read.Value.Count, read.Value.Share, read.Value.Open, read.Value.Day, read.Value.Inner!.Name), Is.EqualTo((3, 0.5m, true, new DateOnly(2026, 10, 31), "x")));
            Assert.That(read.Value.At, Is.EqualTo(new DateTimeOffset(2026, 10, 31, 18, 0, 0, TimeSpan.Zero)));
        });
    }

    [Test]
    public void An_unknown_field_is_named_with_line_column_and_the_nearest_known_one() =>
        Assert.That(Faults("title: A\ncolur: red\n"), Is.EqualTo(new[]
        {
            "dashboards/example.yaml:2:1: 'colur' is not a field of the file; fields: title, count, colour, share, open, day, at, words, marks, inner; did you mean 'colour'?",
        }));

    [Test]
    public void An_unknown_field_of_an_inner_record_is_placed_where_it_stands() =>
        Assert.That(Faults("title: A\ninner:\n  name: x\n  nane: y\n").Single(), Does.StartWith("dashboards/example.yaml:4:3: 'nane' is not a field of 'inner'"));

    [Test]
    public void A_field_that_stands_twice_is_a_fault_at_its_second_place() =>
        Assert.That(Faults("title: A\ncount: 1\ntitle: B\n").Single(), Does.StartWith("dashboards/example.yaml:3:1: ").And.Contains("a second time"));

    [Test]
    public void A_missing_required_field_is_named() =>
        Assert.That(Faults("count: 1\n").Single(), Is.EqualTo("dashboards/example.yaml:1:1: the file lacks the field 'title'; add it."));

    [TestCase("count: many", "1:8: 'count' is 'many'; it must be a whole number.")]
    [TestCase("count: 1.5", "1:8: 'count' is '1.5'; it must be a whole number.")]
    [TestCase("count: [1]", "1:8: 'count' must be a single value.")]
    [TestCase("share: half", "1:8: 'share' is 'half'; it must be a number.")]
    [TestCase("open: ja", "1:7: 'open' is 'ja'; it must be true or false.")]
    [TestCase("day: 31/10/2026", "1:6: 'day' is '31/10/2026'; it must be a date such as 2026-10-31.")]
    [TestCase("at: 2026-10-31", "1:5: 'at' is '2026-10-31'; it must be a moment such as 2026-10-31T18:00:00Z.")]
    [TestCase("colour: Red", "1:9: 'colour' is 'Red'; allowed: red, dark-blue-2; did you mean 'red'?")]
    [TestCase("words: one", "1:8: 'words' must be a list.")]
    [TestCase("words: [[one]]", "1:9: 'words', entry 1, must be a single value.")]
    [TestCase("marks: [a]", "1:8: 'marks' must be a set of names and values.")]
    [TestCase("marks: { [a]: red }", "1:10: a name in 'marks' must be a single value.")]
    [TestCase("inner: x", "1:8: 'inner' must be a set of fields.")]
    public void A_value_of_the_wrong_kind_is_placed_and_says_what_it_must_be(string line, string expected) =>
        Assert.That(Faults(line + "\ntitle: A\n").Single(), Is.EqualTo("dashboards/example.yaml:" + expected));

    [Test]
    public void Every_fault_is_listed_not_only_the_first() =>
        Assert.That(Faults("count: x\nshare: y\nnonsense: z\n"), Has.Count.EqualTo(4));

    [TestCase("title: &a A\n", "1:8", "Anchors and aliases")]
    [TestCase("title: A\nwords: [*a]\n", "2:9", "Anchors and aliases")]
    [TestCase("title: !!str A\n", "1:8", "Tags")]
    [TestCase("title: !something A\n", "1:8", "Tags")]
    public void Anchors_aliases_and_tags_are_not_allowed(string text, string place, string message) =>
        Assert.That(Faults(text).Single(), Does.StartWith($"dashboards/example.yaml:{place}: {message}"));

    [TestCase("title: \"open\n")]
    [TestCase("title: A\n  count: 1\n")]
    [TestCase("{")]
    public void What_is_not_yaml_is_one_fault_with_its_place(string text) =>
        Assert.That(Faults(text).Single(), Does.Match(@"^dashboards/example\.yaml:\d+:\d+: Not valid YAML: "));

    [TestCase("")]
    [TestCase("# nothing but a comment\n")]
    [TestCase("title: A\n---\ntitle: B\n")]
    public void A_file_holds_one_document(string text) =>
        Assert.That(Faults(text).Single(), Is.EqualTo("dashboards/example.yaml: The file is empty or holds several documents; it must hold one."));

    [Test]
    public void A_list_instead_of_fields_is_a_fault() =>
        Assert.That(Faults("- title: A\n").Single(), Does.EndWith("the file must be a set of fields."));

    [Test]
    public void A_file_of_more_than_256_kB_is_not_read() =>
        Assert.That(Faults("title: A\n" + new string('#', StrictYaml.MaxBytes)).Single(), Does.Contain("262153 bytes").And.Contains("262144"));

    [Test]
    public void Nesting_without_end_is_refused_before_it_can_exhaust_the_stack() =>
        Assert.That(Faults("words: " + new string('[', 200_000)).Single(), Does.Contain("nested more than 32 deep"));

    [Test]
    public void A_file_that_is_not_utf_8_says_so() =>
        Assert.That(Faults(Encoding.Latin1.GetBytes("title: Café\n")).Single(), Is.EqualTo("dashboards/example.yaml: The file is not UTF-8; save it as UTF-8."));

    [Test]
    public void A_byte_order_mark_and_windows_line_ends_do_not_matter()
    {
        var (read, faults) = Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("title: A\r\ncount: 3\r\n")]);

        Assert.That(faults, Is.Empty);
        Assert.That(read!.Value.Count, Is.EqualTo(3));
    }

    private static IReadOnlyList<string> Faults(string text) => Faults(Encoding.UTF8.GetBytes(text));

    private static IReadOnlyList<string> Faults(byte[] content)
    {
        var (read, faults) = Read(content);
        Assert.That(read, Is.Null);
        return [.. faults.Select(fault => fault.ToString())];
    }

    private static (Declaration<Example>? Read, List<Fault> Faults) Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static (Declaration<Example>? Read, List<Fault> Faults) Read(byte[] content)
    {
        var folder = Directory.CreateTempSubdirectory("scrutiny-yaml-");
        try
        {
            var path = Path.Combine(folder.FullName, "example.yaml");
            File.WriteAllBytes(path, content);
            var faults = new List<Fault>();
            return (StrictYaml.Read<Example>(path, "dashboards/example.yaml", faults), faults);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private enum Colour
    {
        Red,
        DarkBlue2,
    }

    private sealed record Example
    {
        public required string Title { get; init; }

        public int Count { get; init; }

        public Colour Colour { get; init; }

        public decimal Share { get; init; }

        public bool Open { get; init; }

        public DateOnly Day { get; init; }

        public DateTimeOffset At { get; init; }

        public IReadOnlyList<string> Words { get; init; } = [];

        public IReadOnlyDictionary<string, Colour>? Marks { get; init; }

        public Inner? Inner { get; init; }
    }

    private sealed record Inner
    {
        public required string Name { get; init; }
    }
}
