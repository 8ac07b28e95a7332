using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Scrutiny.Tests.Conventions;

[TestFixture]
internal sealed class NeedsSharedDataAttributeTests
{
    [Test]
    public void A_test_whose_folder_is_absent_is_skipped_by_the_folders_name()
    {
        var test = new TestMethod(new MethodWrapper(typeof(NeedsSharedDataAttributeTests), nameof(A_test_whose_folder_is_absent_is_skipped_by_the_folders_name)));

        new NeedsSharedDataAttribute("no-such-folder").ApplyToTest(test);

        Assert.That(test.RunState, Is.EqualTo(RunState.Skipped));
        Assert.That(test.Properties.Get(PropertyNames.SkipReason), Is.EqualTo("needs the folder ../shared/no-such-folder beside the repository"));
    }
}
