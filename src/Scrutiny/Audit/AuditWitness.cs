namespace Scrutiny.Audit;

/// <summary>A head that was kept outside the chain.</summary>
/// <param name="Head">What it says.</param>
/// <param name="KeptIn">Where it was found, for the sentence: <c>the published page</c>, or a file.</param>
public sealed record AuditWitness(AuditHead Head, string KeptIn);
