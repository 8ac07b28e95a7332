namespace Scrutiny.Tests.Accounts;

internal sealed class PasswordRulesTests
{
    [TestCase("Password1234")]
    [TestCase("P@ssw0rd2026!")]
    [TestCase("passwordpassword")]
    [TestCase("Hampshire2026")]
    [TestCase("police-station-7")]
    [TestCase("ILoveYou!ILoveYou!")]
    [TestCase("Liverpool12345")]
    [TestCase("$ummer!2026!!")]
    [TestCase("qwertyuiop12")]
    [TestCase("123456789012")]
    [TestCase("abcdefghijklmn")]
    [TestCase("aaaaaaaabbbbbbbb")]
    [TestCase("20262026202620")]
    [TestCase("short-one")]
    [TestCase("annlyst12345")]
    [TestCase("Lyst.Ann.2026")]
    public void What_everybody_tries_first_may_not_be_chosen(string password) => Assert.That(PasswordRules.WhyNot(password, "ann.lyst", "Ann Lyst"), Is.Not.Null);

    [TestCase("violet kettle gravel")]
    [TestCase("correct horse battery staple")]
    [TestCase("Tr0ub4dor&3xKq")]
    [TestCase("ѕпасибо за чай, очень")]
    [TestCase("x7-kp2-qq9-vm4")]
    public void Long_ones_of_any_letters_may(string password) => Assert.That(PasswordRules.WhyNot(password, "ann.lyst", "Ann Lyst"), Is.Null);

    [Test]
    public void One_of_256_letters_may_and_a_longer_one_may_not()
    {
        var longest = string.Concat(Enumerable.Range(0, 64).Select(i => $"{i:00}xk"));

        Assert.That((PasswordRules.WhyNot(longest), PasswordRules.WhyNot(longest + "!") is null), Is.EqualTo(((string?)null, false)));
    }

    [Test]
    public void One_that_is_drawn_by_lot_may_always_be_chosen() =>
        Assert.That(Enumerable.Range(0, 500).Select(_ => AccountRegister.NewPassword()).Where(password => PasswordRules.WhyNot(password, "ann.lyst") is not null), Is.Empty);
}
