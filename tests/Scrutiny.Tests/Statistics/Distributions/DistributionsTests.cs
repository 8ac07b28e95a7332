using Scrutiny.Statistics.Distributions;

namespace Scrutiny.Tests.Statistics.Distributions;

/// <summary>
/// Against another program at 40 digits. Python with mpmath: <c>sqrt(2)*erfinv(1-2*q)</c>; the roots by <c>findroot</c> of
/// <c>gammainc(a, 0, x, regularized=True) - q</c>, of <c>gammainc(a, x, inf, regularized=True) - q</c> and of
/// <c>betainc(n/2, 0.5, 0, n/(n+x*x), regularized=True)/2 - q</c>; and <c>betainc(a, b, 0, x, regularized=True)</c>.
/// </summary>
[TestFixture]
internal sealed class DistributionsTests
{
    private const double Relative = 1e-12;

    [TestCase(0.4, 0.2533471031357998)]
    [TestCase(0.05, 1.6448536269514727)]
    [TestCase(0.025, 1.9599639845400542)]
    [TestCase(0.001, 3.0902323061678135)]
    [TestCase(1e-6, 4.7534243088228989)]
    [TestCase(1e-12, 7.0344838253011319)]
    public void The_normal_quantile_is_the_reference_programs(double tail, double expected)
    {
        var z = NormalDistribution.UpperQuantile(tail);

        Assert.That(z, Is.EqualTo(expected).Within(Relative * expected));
        Assert.That(NormalDistribution.Lower(-z), Is.EqualTo(tail).Within(Relative * 10 * tail));
        Assert.That(NormalDistribution.Lower(z), Is.EqualTo(1 - tail).Within(Relative));
    }

    [TestCase(0.025, 0.5, 0.00049103455858762796, 2.5119430936574445)]
    [TestCase(0.025, 1, 0.025317807984289875, 3.6888794541139363)]
    [TestCase(0.001, 9, 2.4524244043637749, 21.156198165839983)]
    [TestCase(0.025, 392.96, 355.06285509874626, 432.75110386782132)]
    [TestCase(0.001, 4117.25, 3921.8091056083824, 4318.3903902904173)]
    [TestCase(0.025, 135670, 134949.02607356145, 136392.86823131511)]
    public void The_gamma_quantiles_are_the_reference_programs(double tail, double shape, double lower, double upper)
    {
        Assert.That(GammaDistribution.LowerQuantile(tail, shape), Is.EqualTo(lower).Within(Relative * lower));
        Assert.That(GammaDistribution.UpperQuantile(tail, shape), Is.EqualTo(upper).Within(Relative * upper));
    }

    [TestCase(0.025, 1, 12.706204736174705)]
    [TestCase(0.001, 1, 318.30883898555045)]
    [TestCase(0.001, 2, 22.327124770119875)]
    [TestCase(0.025, 10, 2.2281388519862747)]
    [TestCase(0.05, 29, 1.6991270265334978)]
    [TestCase(0.001, 99, 3.1746038497557522)]
    [TestCase(0.025, 10000, 1.9602012398906263)]
    public void The_Student_quantile_is_the_reference_programs(double tail, double degrees, double expected)
    {
        Assert.That(StudentDistribution.UpperQuantile(tail, degrees), Is.EqualTo(expected).Within(Relative * expected));
    }

    [TestCase(0.3, 2, 5, 0.579825)]
    [TestCase(0.5, 0.5, 0.5, 0.5)]
    [TestCase(0.5, 40, 40, 0.5)]
    [TestCase(0.9, 1000, 100, 0.14747917625807249)]
    [TestCase(0.0101, 456, 45000, 0.5640344973970941)]
    public void The_beta_tail_is_the_reference_programs(double x, double a, double b, double expected)
    {
        Assert.That(BetaDistribution.Lower(x, 1 - x, a, b), Is.EqualTo(expected).Within(Relative * expected));
    }

    [Test]
    public void A_gamma_tail_of_whole_shape_is_a_sum_of_Poisson_probabilities()
    {
        foreach (var mean in new[] { 0.1, 1, 4.5, 20, 60 })
        {
            double probability = Math.Exp(-mean), sum = 0;
            for (var shape = 1; shape <= 80; shape++)
            {
                sum += probability;
                probability *= mean / shape;

                Assert.That(GammaDistribution.Tails(shape, mean).Upper, Is.EqualTo(sum).Within(Relative * sum));
            }
        }
    }

    [Test]
    public void The_two_gamma_tails_are_one_together_and_each_keeps_its_digits()
    {
        var (lower, upper) = GammaDistribution.Tails(20, 1);

        Assert.That(lower + upper, Is.EqualTo(1));
        // The first term of its series, 1/20!, times e^-1 and a little more.
        Assert.That(lower, Is.EqualTo(1.5870e-19).Within(1e-22));
    }

    [Test]
    public void A_quantile_leads_back_to_its_tail_over_ten_orders_of_size()
    {
        for (var shape = 0.01; shape < 1e9; shape *= 7)
        {
            foreach (var tail in new[] { 0.001, 0.025, 0.05, 0.3 })
            {
                Assert.That(GammaDistribution.Tails(shape, GammaDistribution.LowerQuantile(tail, shape)).Lower, Is.EqualTo(tail).Within(1e-9 * tail), $"shape {shape}");
                Assert.That(GammaDistribution.Tails(shape, GammaDistribution.UpperQuantile(tail, shape)).Upper, Is.EqualTo(tail).Within(1e-9 * tail), $"shape {shape}");
            }
        }
    }

    [Test]
    public void Point_probabilities_are_those_of_the_formula_where_it_can_be_had()
    {
        // 10! / (3! 7!) · 0.2³ · 0.8⁷, and 5³ e⁻⁵ / 3!.
        Assert.That(SaddlePoint.Binomial(3, 7, 0.2, 0.8), Is.EqualTo(120 * 0.008 * 0.2097152).Within(1e-15));
        Assert.That(SaddlePoint.Poisson(3, 5), Is.EqualTo(125 * Math.Exp(-5) / 6).Within(1e-15));
    }
}
