using Scrutiny.Database;

namespace Scrutiny.Tests.Database;

internal sealed class DataFolderTests
{
    private string parent = "";

    [SetUp]
    public void MakeParent() => parent = Directory.CreateTempSubdirectory("scrutiny-folder-").FullName;

    [TearDown]
    public void RemoveParent() => Directory.Delete(parent, recursive: true);

    [Test]
    public void A_new_folder_is_for_its_user_alone()
    {
        var data = DataFolder.Open(Path.Combine(parent, "a", "b"));

        Assert.That(File.GetUnixFileMode(data.Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        Assert.That(DataFolder.Open(data.Path).Path, Is.EqualTo(data.Path));
    }

    [Test]
    public void Without_a_choice_it_is_in_the_home_of_the_checkout()
    {
        Assume.That(Environment.GetEnvironmentVariable("SCRUTINY_DATA"), Is.Null.Or.Empty);

        Assert.That(DataFolder.Open(null, parent).Path, Is.EqualTo(Path.Combine(parent, ".data")));
    }

    [Test]
    public void A_folder_with_other_peoples_files_is_refused_untouched()
    {
        File.WriteAllText(Path.Combine(parent, "letter.txt"), "Dear");

        var refusal = Assert.Throws<SentenceException>(() => DataFolder.Open(parent));

        Assert.That(refusal!.Message, Does.Contain("holds files that are not Scrutiny's"));
        Assert.That(Directory.GetFileSystemEntries(parent), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_folder_of_another_user_is_refused_by_name()
    {
        DataFolder.Open(parent);
        File.WriteAllText(Path.Combine(parent, "scrutiny-data"), "florence\n");

        Assert.That(Assert.Throws<SentenceException>(() => DataFolder.Open(parent))!.Message, Does.Contain("belongs to the user florence; run this as florence"));
    }

    [Test]
    public void A_file_and_a_place_that_cannot_be_written_are_refused()
    {
        var file = Path.Combine(parent, "file");
        File.WriteAllText(file, "");

        Assert.That(Assert.Throws<SentenceException>(() => DataFolder.Open(file))!.Message, Does.Contain("is a file"));
        Assert.That(Assert.Throws<SentenceException>(() => DataFolder.Open("/proc/scrutiny"))!.Message, Does.Contain("cannot be written"));
    }
}
