using Microsoft.AspNetCore.DataProtection;

namespace Scrutiny.Web.Accounts;

/// <summary>Secrets of the second factor, which the database holds encrypted.</summary>
internal sealed class SecondFactor(IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector protector = protection.CreateProtector("second factor");

    public string Protect(string secret) => protector.Protect(secret);

    public string Reveal(string protectedSecret) => protector.Unprotect(protectedSecret);

    /// <summary>The step whose code this is; null when it is wrong.</summary>
    public long? Match(string protectedSecret, string code) => Totp.Match(Reveal(protectedSecret), code, clock.GetUtcNow());
}
