using Microsoft.AspNetCore.Mvc;

namespace Scrutiny.Web.Pages.Staff.SignIn;

/// <summary>Where somebody goes after signing in: back to where they were, on this site only.</summary>
internal static class ReturnAddress
{
    public static string Of(IUrlHelper here, string? asked) => here.IsLocalUrl(asked) ? asked : "/staff";
}
