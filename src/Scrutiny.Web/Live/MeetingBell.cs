using System.Globalization;
using Npgsql;
using Scrutiny.Database;
using Scrutiny.Web.Caching;

namespace Scrutiny.Web.Live;

/// <summary>Hears that a meeting moved on, on whichever node, and has the logs in memory brought up to date.</summary>
internal sealed partial class MeetingBell(NpgsqlDataSource database, MeetingTails tails, MeetingsVersion version, ILogger<MeetingBell> log) : BackgroundService
{
    public const string Prefix = "meeting:";
    private const string QuestionPrefix = "question:";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await new ChannelListener(database, "scrutiny_published").ListenAsync(RingAsync, Lose, stoppingToken);

    private void Lose(Exception fault)
    {
        version.Lose();
        Lost(fault.Message);
    }

    private Task RingAsync(IReadOnlyCollection<string> payloads, CancellationToken cancel)
    {
        if (payloads.Any(payload => payload.StartsWith(QuestionPrefix, StringComparison.Ordinal)))
        {
            // Questions stand on pages of their own and on those of meetings; none is kept in memory but as part of an answer.
            version.Rise();
        }

        // Nothing: the connection is new, and anything may have been missed.
        var numbers = payloads.Where(payload => payload.StartsWith(Prefix, StringComparison.Ordinal)).Select(payload => long.Parse(payload.AsSpan(Prefix.Length), CultureInfo.InvariantCulture)).ToHashSet();
        return payloads.Count == 0 ? tails.RingAsync(null, cancel) : numbers.Count > 0 ? tails.RingAsync(numbers, cancel) : Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the channel of meetings was lost and is opened again: {Reason}")]
    private partial void Lost(string reason);
}
