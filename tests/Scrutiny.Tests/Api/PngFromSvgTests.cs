using System.Buffers.Binary;
using Scrutiny.Charts;
using Scrutiny.Tests.Charts;
using Scrutiny.Web.Api;

namespace Scrutiny.Tests.Api;

internal sealed class PngFromSvgTests
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    [Test]
    public async Task A_chart_becomes_a_picture_of_its_own_size_and_the_same_bytes_each_time()
    {
        var svg = new SvgChartRenderer().Render(ChartSamples.SixtyMonths with { Standalone = true, Width = 640, Height = 700 });
        using var first = new PngFromSvg();
        using var second = new PngFromSvg();

        var (png, wrong) = await first.ConvertAsync(svg, CancellationToken.None);
        var (again, _) = await second.ConvertAsync(svg, CancellationToken.None);

        Assert.That(wrong, Is.Null);
        Assert.That(png!.Take(8), Is.EqualTo(Signature));
        Assert.That(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), Is.EqualTo(640));
        Assert.That(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)), Is.EqualTo(700));
        Assert.That(again, Is.EqualTo(png));
    }

    [Test]
    public async Task A_picture_that_was_made_is_remembered()
    {
        var svg = new SvgChartRenderer().Render(ChartSamples.All["sparkline"] with { Standalone = true });
        using var pngs = new PngFromSvg();

        var (first, _) = await pngs.ConvertAsync(svg, CancellationToken.None);
        var (second, _) = await pngs.ConvertAsync(svg, CancellationToken.None);

        Assert.That(second, Is.SameAs(first).And.Not.Null);
    }

    [Test]
    public async Task Where_the_program_is_not_installed_that_is_said_in_one_sentence()
    {
        using var pngs = new PngFromSvg("no-such-rsvg-convert");

        var (png, wrong) = await pngs.ConvertAsync("<svg/>", CancellationToken.None);

        Assert.That(png, Is.Null);
        Assert.That(wrong, Does.StartWith("PNG cannot be made here because no-such-rsvg-convert is not installed"));
    }

    [Test]
    public async Task What_cannot_be_converted_is_said_and_the_next_picture_is_made()
    {
        using var pngs = new PngFromSvg();

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var (none, wrong) = await pngs.ConvertAsync("<svg", CancellationToken.None);
            Assert.That(none, Is.Null);
            Assert.That(wrong, Is.EqualTo("This chart could not be made into a PNG; use the SVG."));
        }

        var (png, _) = await pngs.ConvertAsync(new SvgChartRenderer().Render(ChartSamples.All["sparkline"] with { Standalone = true }), CancellationToken.None);

        Assert.That(png, Is.Not.Null);
    }
}
