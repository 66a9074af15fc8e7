using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.App.Journals;

/// <summary>How a run comes by the right to write its journal. While another process has it, this one follows and trades nothing.</summary>
internal static class JournalClaim
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The journal, with <paramref name="standby"/> once its holder is gone. Throws <see cref="OperationCanceledException"/> when the process is
    /// asked to stop before.
    /// </summary>
    public static async Task<IStoredJournal> GetAsync(
        JournalPlace place, bool standby, Action<string> say, Action<bool> away, CancellationToken stop)
    {
        try
        {
            return place.Open(say, away);
        }
        catch (JournalLockedException held)
        {
            say(standby ? $"standing by: {held.Message}" : $"read-only: {held.Message}; nothing is traded here (--standby would take over)");
        }
        using IJournalReader reader = place.OpenReader();
        JournalFollower follower = new(reader);
        using PeriodicTimer timer = new(LookInterval);
        for (long look = 0; ; look++)
        {
            follower.TryCatchUp();
            if (look % (StatusInterval / LookInterval) == 0)
                say(follower.ToString());
            await timer.WaitForNextTickAsync(stop);
            if (standby && place.TryTakeOver(say, away) is { } journal)
            {
                say($"taking over: {follower}");
                return journal;
            }
        }
    }
}
