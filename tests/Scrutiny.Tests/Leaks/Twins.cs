namespace Scrutiny.Tests.Leaks;

/// <summary>How two worlds answer the same questions.</summary>
/// <param name="Differences">Each question that they answer differently, with what differs.</param>
/// <param name="Answered">Surfaces that were answered with something to read, or with what a surface for machines says instead.</param>
/// <param name="Found">How many answers were 200.</param>
/// <param name="Bytes">How much was compared.</param>
internal sealed record Twins(IReadOnlyList<string> Differences, IReadOnlySet<string> Answered, int Found, long Bytes)
{
    /// <param name="plain">Without secrets.</param>
    /// <param name="secrets">With.</param>
    /// <param name="plan">What both are asked.</param>
    /// <param name="enough">After how many differences to stop.</param>
    public static async Task<Twins> CompareAsync(World plain, World secrets, IReadOnlyList<Ask> plan, int enough = 5)
    {
        var (differences, answered, found, bytes) = (new List<string>(), new HashSet<string>(), 0, 0L);
        foreach (var ask in plan)
        {
            var one = Answer.GetAsync(plain.Web.Client, ask);
            var other = await Answer.GetAsync(secrets.Web.Client, ask);
            if (other.DifferenceFrom(await one) is { } difference)
            {
                differences.Add($"{ask}: {difference}");
            }

            if (ask.Surface is not null && (other.Status == 200 || IsForMachines(ask.Surface)))
            {
                answered.Add(ask.Surface);
            }

            (found, bytes) = (found + (other.Status == 200 ? 1 : 0), bytes + other.Head.Length + other.Body.Length);
            if (differences.Count == enough)
            {
                break;
            }
        }

        return new Twins(differences, answered, found, bytes);
    }

    // A hub without a connection's number, the page behind failures, and a question without words answer with a refusal.
    private static bool IsForMachines(string surface) => surface is "/hubs/live" or "/errors" or "/api/v1/meetings/{slug}/questions" or "/api/v1/questions";
}
