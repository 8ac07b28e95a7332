using System.Security.Cryptography;
using System.Text.Json;

namespace Scrutiny.Database;

/// <summary>The passwords of the superuser and the roles, in <c>secrets.json</c> (mode 600) of the data folder.</summary>
internal sealed class PrivateClusterSecrets
{
    public const string Superuser = "postgres";

    private readonly Dictionary<string, string> passwords;

    private PrivateClusterSecrets(Dictionary<string, string> passwords) => this.passwords = passwords;

    public string this[string role] => passwords[role];

    /// <summary>Reads the passwords; makes those that are not there yet. To be called under the start lock.</summary>
    public static PrivateClusterSecrets ReadOrMake(DataFolder data, bool mayMakeAll)
    {
        var path = data.PathOf("secrets.json");
        if (!File.Exists(path) && !mayMakeAll)
        {
            throw SentenceException.Refused($"The passwords of the database are missing: put {path} back from a backup, or choose another folder with --data.");
        }

        Dictionary<string, string> passwords;
        try
        {
            passwords = File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path)) ?? [] : [];
        }
        catch (JsonException fault)
        {
            throw SentenceException.Refused($"The file {path} is damaged; put it back from a backup, or choose another folder with --data.", fault);
        }

        var changed = false;
        foreach (var name in DatabaseRoles.All.Select(DatabaseRoles.NameOf).Prepend(Superuser))
        {
            // Hexadecimal, 192 bits: needs no quoting in SQL, connection strings or shells.
            changed |= passwords.TryAdd(name, RandomNumberGenerator.GetHexString(48, lowercase: true));
        }

        if (changed)
        {
            PrivateFile.Write(path, JsonSerializer.Serialize(passwords, JsonSerializerOptions.Web));
        }

        return new PrivateClusterSecrets(passwords);
    }
}
