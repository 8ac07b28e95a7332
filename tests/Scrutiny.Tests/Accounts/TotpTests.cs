namespace Scrutiny.Tests.Accounts;

/// <summary>Against the table of RFC 6238, appendix B (SHA-1), of whose eight digits six are shown.</summary>
[Category("G-2")]
internal sealed class TotpTests
{
    // "12345678901234567890" in base 32.
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [TestCase(59, "287082")]
    [TestCase(1111111109, "081804")]
    [TestCase(1111111111, "050471")]
    [TestCase(1234567890, "005924")]
    [TestCase(2000000000, "279037")]
    [TestCase(20000000000, "353130")]
    public void A_code_is_the_one_that_the_standard_lists(long seconds, string code) =>
        Assert.That(Totp.Code(Secret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))), Is.EqualTo(code));

    [TestCase(-2, false)]
    [TestCase(-1, true)]
    [TestCase(0, true)]
    [TestCase(1, true)]
    [TestCase(2, false)]
    public void A_code_of_the_neighbouring_half_minute_counts_and_one_of_another_does_not(int steps, bool counts)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_015);

        var match = Totp.Match(Secret, Totp.Code(Secret, Totp.StepAt(now) + steps).Insert(3, " "), now);

        Assert.That(match, Is.EqualTo(counts ? Totp.StepAt(now) + steps : null));
    }

    [TestCase("")]
    [TestCase("12345")]
    [TestCase("1234567")]
    [TestCase("abcdef")]
    public void What_is_no_code_matches_nothing(string typed) => Assert.That(Totp.Match(Secret, typed, DateTimeOffset.UnixEpoch.AddYears(50)), Is.Null);

    [Test]
    public void A_new_secret_has_160_bits_and_is_another_each_time() =>
        Assert.That(Enumerable.Range(0, 100).Select(_ => Totp.NewSecret()).ToList(), Is.Unique.And.All.Match("^[A-Z2-7]{32}$"));
}
