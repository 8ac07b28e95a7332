using FsCheck;
using FsCheck.Fluent;
using Scrutiny.Charts;

namespace Scrutiny.Tests.Charts;

internal sealed class DirectLabelsTests
{
    [Test]
    public void Labels_with_room_stand_where_they_wish()
    {
        Assert.That(DirectLabels.Arrange([(90, 10), (20, 10)], 0, 100), Is.EqualTo(new[] { 90.0, 20.0 }));
    }

    [Test]
    public void Labels_that_would_touch_give_way_equally()
    {
        Assert.That(DirectLabels.Arrange([(50, 10), (52, 10)], 0, 100), Is.EqualTo(new[] { 46.0, 56.0 }));
    }

    [Test]
    public void Labels_stay_apart_and_within_bounds_where_there_is_room()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            var wishes = bytes.Take(12).Select(value => (Centre: value / 2.0, Height: 10.0 + (value % 9))).ToArray();
            var centres = DirectLabels.Arrange(wishes, 0, 240);
            var boxes = wishes.Select((wish, index) => (Top: centres[index] - (wish.Height / 2), Bottom: centres[index] + (wish.Height / 2))).OrderBy(box => box.Top).ToArray();
            return boxes.All(box => box.Top >= -1e-9 && box.Bottom <= 240 + 1e-9)
                && boxes.Skip(1).Zip(boxes, (after, before) => after.Top >= before.Bottom - 1e-9).All(apart => apart);
        }).QuickCheckThrowOnFailure();
    }
}
