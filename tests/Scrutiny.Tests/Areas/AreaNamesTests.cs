using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Areas;

internal sealed class AreaNamesTests
{
    private static readonly AreaNames Names = Catalogue.Read(Repository.PathTo("dashboards")).Areas;

    [TestCase("Hampshire", "E23000030")]
    [TestCase("HAMPSHIRE ", "E23000030")]
    [TestCase("Hampshire &  Isle of\nWight", "E23000030")]
    [TestCase("Avon & Somerset", "E23000036")]
    [TestCase("Avon and Somerset", "E23000036")]
    [TestCase("Devon & Cornwall", "E23000035")]
    [TestCase("London, City of", "E23000034")]
    [TestCase("Wiltshire3", "E23000038")]
    [TestCase("Greater Manchester8,9", "E23000005")]
    [TestCase("Greater Manchester 8, 9", "E23000005")]
    [TestCase("Humberside [note 4]", "E23000012")]
    [TestCase("Humberside [Note 14]", "E23000012")]
    [TestCase("Surrey & Sussex", "J-SURREY-SUSSEX")]
    public void A_name_as_files_write_it_leads_to_its_area(string name, string code) =>
        Assert.That(Names.Find(name).Select(area => area.Code), Is.EqualTo(new[] { code }));

    [TestCase("West Midlands")]
    [TestCase("West Midlands4")]
    public void West_Midlands_is_a_region_first_and_a_force_second(string name) =>
        Assert.That(Names.Find(name).Select(area => area.Kind), Is.EqualTo(new[] { AreaKind.Region, AreaKind.Force }));

    [TestCase("West Midlands Police", AreaKind.Force)]
    [TestCase("West Midlands Region", AreaKind.Region)]
    public void A_full_name_says_which_West_Midlands(string name, AreaKind kind) =>
        Assert.That(Names.Find(name).Single().Kind, Is.EqualTo(kind));

    [TestCase("")]
    [TestCase("42")]
    [TestCase("Hampshir")]
    [TestCase("Hampshire [note x]")]
    [TestCase("Hampshire3a")]
    [TestCase("Ruritania 3")]
    public void What_is_no_known_name_without_its_footnote_is_not_found(string name) =>
        Assert.That(Names.Find(name), Is.Empty);

    [Test]
    public void A_name_that_ends_in_a_digit_of_its_own_is_found_before_anything_is_stripped()
    {
        var names = new AreaNames([Of("A1", "Area"), Of("A2", "Area 2")]);

        Assert.That(names.Find("Area 2").Single().Code, Is.EqualTo("A2"));
    }

    [Test]
    public void An_alias_that_differs_in_white_space_only_does_not_make_an_area_two()
    {
        var names = new AreaNames([Of("A1", "North  Area", "North Area", "north area ")]);

        Assert.That(names.Find("North Area"), Has.Count.EqualTo(1));
    }

    [Test]
    public void All_43_forces_are_known_and_no_code_stands_twice()
    {
        var declared = File.ReadLines(Repository.PathTo("dashboards/areas.yaml")).Count(line => line.TrimStart().StartsWith("- {", StringComparison.Ordinal));

        Assert.That(Names.ByCode.Values.Count(area => area.Kind == AreaKind.Force), Is.EqualTo(43));
        Assert.That(Names.ByCode, Has.Count.EqualTo(declared));
    }

    private static Area Of(string code, string name, params string[] aliases) => new() { Code = code, Name = name, Kind = AreaKind.Force, Aliases = aliases };
}
