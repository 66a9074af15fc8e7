using CoinPilot.App.Cli;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.App.Journals;

/// <summary>What a run does about its journal: passes on that the database is away, and ends the process when the journal is lost.</summary>
internal sealed class JournalWatch
{
    private readonly Lock _lock = new();
    private Action<bool>? _told;
    private bool _isAway;

    /// <summary>The database went away, or is back; any thread.</summary>
    public void Note(bool isAway)
    {
        lock (_lock)
        {
            _isAway = isAway;
            _told?.Invoke(isAway);
        }
    }

    /// <summary>Tells from now on, and what was missed.</summary>
    public void Attach(Action<bool> told)
    {
        lock (_lock)
        {
            _told = told;
            if (_isAway)
                told(true);
        }
    }

    /// <summary>
    /// Ends the process at once when nothing more can be journaled: whoever took over goes on from the journal, and nothing that is still under
    /// way here may get out.
    /// </summary>
    public static async Task EndWhenLostAsync(IStoredJournal journal)
    {
        Exception reason = await journal.Lost;
        await Console.Error.WriteLineAsync($"coinpilot: stopped at once: {reason.Message}");
        Environment.Exit(ExitCode.Failed);
    }
}
