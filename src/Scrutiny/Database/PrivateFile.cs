namespace Scrutiny.Database;

/// <summary>Writes files that only their owner may read, whole or not at all.</summary>
internal static class PrivateFile
{
    public static void Write(string path, string text)
    {
        var part = path + ".part";
        File.Delete(part);
        using (var writer = new StreamWriter(part, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            writer.Write(text);
        }

        File.Move(part, path, overwrite: true);
    }
}
