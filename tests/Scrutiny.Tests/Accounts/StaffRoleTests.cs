namespace Scrutiny.Tests.Accounts;

internal sealed class StaffRoleTests
{
    [Test]
    public void Every_role_is_found_by_its_name() =>
        Assert.That(StaffRoleNames.All.Select(role => StaffRoleNames.Parse(role.Name())), Is.EqualTo(StaffRoleNames.All.Cast<StaffRole?>()));

    [Test]
    public void A_list_is_read_in_order_and_without_repeats() =>
        Assert.That(StaffRoleNames.ParseList("publisher, analyst,publisher"), Is.EqualTo(new[] { StaffRole.Analyst, StaffRole.Publisher }));

    [TestCase("analyts", "There is no role 'analyts'; did you mean 'analyst'?")]
    [TestCase(",", "Name at least one role: commissioner")]
    public void A_list_that_cannot_be_used_says_what_to_do(string names, string sentence) =>
        Assert.That(() => StaffRoleNames.ParseList(names), Throws.TypeOf<SentenceException>().With.Message.StartsWith(sentence));
}
