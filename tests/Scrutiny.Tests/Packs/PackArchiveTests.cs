using System.IO.Compression;
using System.Security.Cryptography;
using Scrutiny.Packs;

namespace Scrutiny.Tests.Packs;

internal sealed class PackArchiveTests
{
    private static readonly byte[] Pdf = "%PDF made"u8.ToArray();

    private static readonly IReadOnlyList<PackFile> Files = MadePack.Files(MadePack.Content(MadePack.Plan()));

    private PackKey key = null!;

    [OneTimeSetUp]
    public void MakeKey() => key = NewKey();

    [OneTimeTearDown]
    public void DropKey() => key.Dispose();

    [Test]
    public void A_pack_is_whole_until_anything_in_it_is_changed()
    {
        var pack = PackArchive.Write(Files, Pdf, key);
        using var publicHalf = PackKey.Read(key.PublicPem);

        Assert.That(Verify(pack, null).Faults, Is.Empty);
        Assert.That((Verify(pack, publicHalf).Faults.Count, Verify(pack, publicHalf).KeyGiven), Is.EqualTo((0, true)));
        Assert.That(Verify(Changed(pack, "figures.csv", "changed"), null).Faults, Is.EqualTo(new[] { "figures.csv is not what the manifest says." }));
        Assert.That(Verify(Changed(pack, "tables/figure-01.csv", null), null).Faults, Is.EqualTo(new[] { "tables/figure-01.csv is missing." }));
        Assert.That(Verify(Changed(pack, "more.txt", "more"), null).Faults, Is.EqualTo(new[] { "more.txt is not in the manifest." }));
        Assert.That(Verify(Changed(pack, "pack.pdf", "other"), null).Faults, Is.EqualTo(new[] { "The PDF is not the one that was signed." }));
        Assert.That(Verify(Changed(pack, "manifest.json", null), null).Faults, Is.EqualTo(new[] { "manifest.json is missing." }));
    }

    [Test]
    public void A_pack_that_somebody_else_sealed_is_not_the_bodys()
    {
        using var stranger = NewKey();
        var forged = PackArchive.Write(Files, null, stranger);

        Assert.That(Verify(forged, key).Faults, Is.EqualTo(new[] { "The signature is not by the key that was given." }));
        Assert.That(Verify(forged, null).KeyFingerprint, Is.EqualTo(stranger.Fingerprint).And.Not.EqualTo(key.Fingerprint));
        Assert.That(Verify("nothing of the kind"u8.ToArray(), null).Faults, Is.EqualTo(new[] { "This is no pack, or it is damaged: it can't be read." }));
    }

    private static PackVerdict Verify(byte[] pack, PackKey? key)
    {
        using var stream = new MemoryStream(pack);
        return PackArchive.Verify(stream, key);
    }

    private static byte[] Changed(byte[] pack, string name, string? text)
    {
        using var held = new MemoryStream();
        held.Write(pack);
        using (var archive = new ZipArchive(held, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry(name)?.Delete();
            if (text is not null)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return held.ToArray();
    }

    private static PackKey NewKey()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return PackKey.Read(made.ExportPkcs8PrivateKeyPem());
    }
}
