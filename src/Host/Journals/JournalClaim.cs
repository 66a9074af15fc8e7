using CoinPilot.App.Run;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.App.Journals;

/// <summary>How a run comes by the right to write its journal. While another process has it, this one follows and trades nothing.</summary>
internal sealed class JournalClaim(JournalPlace place, RunSettings settings, Action<string> say, Action<bool> away)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The journal, on standby once its holder is gone. Throws <see cref="OperationCanceledException"/> when the process is asked to stop before.
    /// </summary>
    public async Task<IStoredJournal> GetAsync(CancellationToken stop)
    {
        string reason;
        try
        {
            return place.Open(say, away);
        }
        catch (JournalLockedException held)
        {
            reason = settings.Standby ? $"standing by: {held.Message}" : $"read-only: {held.Message}; nothing is traded here (--standby would take over)";
        }
        say(reason);
        using IJournalReader reader = place.OpenReader();
        JournalFollower follower = new(reader);
        await using FollowerServer? server = await FollowerServer.TryStartAsync(settings.Port, reason, follower);
        if (server is not null)
            say($"follower {server.Address}");
        return await FollowAsync(follower, stop);
    }

    private async Task<IStoredJournal> FollowAsync(JournalFollower follower, CancellationToken stop)
    {
        using PeriodicTimer timer = new(LookInterval);
        for (long look = 0; ; look++)
        {
            follower.TryCatchUp();
            if (look % (StatusInterval / LookInterval) == 0)
                say(follower.ToString());
            await timer.WaitForNextTickAsync(stop);
            if (settings.Standby && place.TryTakeOver(say, away) is { } journal)
            {
                say($"taking over: {follower}");
                return journal;
            }
        }
    }
}
