using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Scrutiny.Accounts;

/// <summary>Identity's own rules about names, passwords, hashes and stamps, over our store.</summary>
public static class AccountUsers
{
    // OWASP's figure for PBKDF2 with HMAC-SHA-512; Identity's own default is less than half of it.
    private const int Iterations = 210_000;

    private static readonly IServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();

    /// <summary>Makes and checks hashes of passwords: PBKDF2 with HMAC-SHA-512, about a tenth of a second each.</summary>
    public static IPasswordHasher<Account> Hasher { get; } = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    /// <summary>A name as it is found by.</summary>
    /// <param name="signInName">As typed.</param>
    public static string Normalise(string signInName)
    {
        ArgumentNullException.ThrowIfNull(signInName);
        return new UpperInvariantLookupNormalizer().NormalizeName(signInName.Trim());
    }

    /// <summary>Identity's manager over one connection; transactions are the caller's.</summary>
    /// <param name="connection">Of the role <c>scrutiny_staff</c>.</param>
    public static UserManager<Account> On(NpgsqlConnection connection) => new(
        new AccountStore(connection),
        Options.Create(new IdentityOptions()),
        Hasher,
        [new UserValidator<Account>()],
        [new PasswordRules()],
        new UpperInvariantLookupNormalizer(),
        new IdentityErrorDescriber(),
        NoServices,
        NullLogger<UserManager<Account>>.Instance);
}
