namespace Scrutiny.Web;

/// <summary>Whom this process serves. One process never serves both: each has its own database role.</summary>
internal enum Audience
{
    Public,
    Staff,
}
