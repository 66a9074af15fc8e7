using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.App.Cli;
using CoinPilot.App.Run;
using CoinPilot.Runs;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.App.Backtests.Runs;

/// <summary>
/// The runs of a data folder: <c>runs/RUNID/</c> holds a run's journal and its files. Every run writes in its own folder alone, so that any number of them
/// may be under way at once. Where a database is configured it has them too, and those of other data folders.
/// </summary>
internal sealed class RunStore(string dataFolder, TimeProvider time, RunDatabase? database = null)
{
    private const string Latest = "last";

    public string Folder { get; } = DataFolder.RunsOf(dataFolder);

    public string FolderOf(string runId) => Path.Combine(Folder, runId);

    /// <summary>Begins a run's record. Throws <see cref="UsageException"/> where it cannot be kept.</summary>
    public RunJournal Create(string runId)
    {
        database?.Require();
        try
        {
            return RunJournal.Open(JournalOf(runId), runId, time);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the run cannot be recorded in '{Folder}': {refused.Message}; --data names another folder, --no-record keeps nothing");
        }
    }

    /// <summary>Tells the database what the run's journal has by now; where none is configured, nobody. Throws where it is away.</summary>
    public void Copy(RunJournal journal) => database?.Put(journal.Run!.RunId, journal.Events);

    /// <summary>
    /// Every run, the newest first, after runs whose process is gone were given their end. What cannot be read is told to <paramref name="onProblem"/>, and
    /// the others are read.
    /// </summary>
    public async Task<IReadOnlyList<RunRecord>> ReadAllAsync(Action<string> onProblem)
    {
        Dictionary<string, IReadOnlyList<JournalEvent>> journals = await ReadJournalsAsync(onProblem);
        List<RunRecord> runs = [.. journals.Values.Select(RunJournal.Fold).OfType<RunRecord>()];
        runs.AddRange(database?.Exchange(journals, onProblem) ?? []);
        return [.. runs.OrderByDescending(r => r.RunId, StringComparer.Ordinal)];
    }

    private async Task<Dictionary<string, IReadOnlyList<JournalEvent>>> ReadJournalsAsync(Action<string> onProblem)
    {
        Dictionary<string, IReadOnlyList<JournalEvent>> journals = new(StringComparer.Ordinal);
        foreach (string runId in ListIds())
        {
            try
            {
                IReadOnlyList<JournalEvent> events = Read(runId);
                journals.Add(runId, RunJournal.Fold(events) is { HasEnded: false } ? await SettleAsync(runId, events) : events);
            }
            catch (Exception damaged) when (damaged is JournalDamagedException or UnreadableEventException or IOException or UnauthorizedAccessException)
            {
                onProblem($"run {runId}: {damaged.Message}");
            }
        }
        return journals;
    }

    /// <summary>The run of that id, of the only one that begins so, or the newest for <c>last</c>. Throws <see cref="UsageException"/>.</summary>
    public RunRecord Find(IReadOnlyList<RunRecord> runs, string text)
    {
        if (runs.Count == 0)
            throw new UsageException($"there is no run in '{Folder}'");
        RunRecord[] found = text == Latest ? [runs[0]] : [.. runs.Where(r => r.RunId.StartsWith(text, StringComparison.OrdinalIgnoreCase))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new UsageException($"no run '{text}' in '{Folder}'"),
            _ => throw new UsageException($"'{text}' is the beginning of {found.Length} runs: {string.Join(", ", found.Take(5).Select(r => r.RunId))}"),
        };
    }

    private string JournalOf(string runId) => Path.Combine(FolderOf(runId), "journal");

    // An id begins with its time, in milliseconds.
    private IEnumerable<string> ListIds() => !Directory.Exists(Folder) ? [] : Directory.GetDirectories(Folder)
        .Select(folder => Path.GetFileName(folder)).Where(name => Guid.TryParse(name, out _)).OrderDescending(StringComparer.Ordinal);

    // None of one that was killed before anything was journaled.
    private IReadOnlyList<JournalEvent> Read(string runId)
    {
        if (!Directory.Exists(JournalOf(runId)))
            return [];
        using JournalReader reader = FileJournal.OpenReadOnly(JournalOf(runId), new EventCodec());
        return [.. reader.ReadAll()];
    }

    // Whoever computes a run holds its journal. Where nobody does, nobody computes it, and it will have no result.
    private async Task<IReadOnlyList<JournalEvent>> SettleAsync(string runId, IReadOnlyList<JournalEvent> events)
    {
        try
        {
            await using RunJournal journal = RunJournal.Open(JournalOf(runId), runId, time);
            if (journal.Run is { HasEnded: false })
                await journal.RecordAsync(new FailRun("its process is gone without a result: it was killed, or the machine stopped"));
            return journal.Events;
        }
        catch (JournalLockedException)
        {
            return events;
        }
    }
}
