namespace Scrutiny.Tests.Cli;

/// <summary>The verbs over CSV files as a person calls them. What they answer is tested in <see cref="Statistics.Tables.OracleTests"/>.</summary>
internal sealed class StatisticsVerbsTests
{
    [Test]
    public async Task A_verb_answers_a_file_with_another_on_standard_output()
    {
        var file = Path.Combine(Statistics.Oracle.CoreFolder, "funnel_input.csv");

        var (exitCode, output, errors) = await Program.RunAsync("funnel", file, "--kind", "pr", "--part", "Summary", "--unadjusted");

        Assert.That((exitCode, errors), Is.EqualTo((0, "")));
        Assert.That(output.Split('\n')[..2], Is.EqualTo(new[] { "dataset,data_type,requested_adjusted,phi,tau2,used_adjusted,used_unadjusted,n_outliers,units", "F01,PR,0,0,0,0,1,0,43" }));
    }

    [Test]
    public async Task An_option_before_the_file_does_not_swallow_it()
    {
        var file = Path.Combine(Statistics.Oracle.CoreFolder, "byar_count.csv");

        var (exitCode, output, _) = await Program.RunAsync("interval", "--confidence", "99", "--confidence", "95", file);

        Assert.That(exitCode, Is.Zero);
        Assert.That(output.Split('\n')[0], Is.EqualTo("x,lower95,upper95,lower998,upper998,lower99,upper99,method"));
    }

    [TestCase("2: 'exact' is no --method; choose wilson, rate, byar, poisson, mean, dsr, difference or ratio.", "interval", "FILE", "--method", "exact")]
    [TestCase("2: A confidence of 100 per cent cannot be; give one above 0 and below 100, such as 95.", "interval", "FILE", "--confidence", "100")]
    [TestCase("2: There is no funnel 'league-table'; choose one of proportion, rate, ratio, PR, RC, SR-CQC, SR-SHMI.", "funnel", "FILE", "--kind", "league-table")]
    [TestCase("2: A baseline of 1 rows is too short; give 2 or more.", "attribute", "FILE", "--freeze", "1")]
    [TestCase("1: FILE: Line 1 has no column numerator; the first line must name the columns series_id,date,numerator,denominator, with commas between them.", "attribute", "FILE")]
    public async Task What_cannot_be_used_is_told_in_one_sentence(string expected, params string[] arguments)
    {
        var file = Path.Combine(Statistics.Oracle.CoreFolder, "wilson_proportion.csv");

        var (exitCode, output, errors) = await Program.RunAsync([.. arguments.Select(argument => argument == "FILE" ? file : argument)]);

        Assert.That($"{exitCode}: {errors}", Is.EqualTo(expected.Replace("FILE", file, StringComparison.Ordinal) + "\n"));
        Assert.That(output, Is.Empty);
    }

    [Test]
    public async Task Help_has_an_example_and_the_list_of_verbs_stays_a_list()
    {
        var (_, own, _) = await Program.RunAsync("interval", "--help");
        var (_, all, _) = await Program.RunAsync("--help");

        Assert.That(own, Does.Contain("Usage:").And.Contain("./scrutiny interval answered.csv"));
        Assert.That(all, Does.Contain("interval <FILE.csv>").And.Not.Contain("answered.csv"));
    }
}
