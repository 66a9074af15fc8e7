using CoinPilot.Actors.Wire;
using CoinPilot.App.Cli;
using CoinPilot.App.Run;
using CoinPilot.Runs;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.App.Backtests.Runs;

/// <summary>
/// The runs of a data folder: <c>runs/RUNID/</c> holds a run's journal and its files. Every run writes in its own folder alone, so that any number of them
/// may be under way at once.
/// </summary>
internal sealed class RunStore(string dataFolder, TimeProvider time)
{
    private const string Latest = "last";

    public string Folder { get; } = DataFolder.RunsOf(dataFolder);

    public string FolderOf(string runId) => Path.Combine(Folder, runId);

    /// <summary>Begins a run's record. Throws <see cref="UsageException"/> where it cannot be kept.</summary>
    public RunJournal Create(string runId)
    {
        try
        {
            return RunJournal.Open(JournalOf(runId), runId, time);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the run cannot be recorded in '{Folder}': {refused.Message}; --data names another folder, --no-record keeps nothing");
        }
    }

    /// <summary>
    /// Every run, the newest first, after runs whose process is gone were given their end. What a folder has that cannot be read is told to
    /// <paramref name="onProblem"/>, and the others are read.
    /// </summary>
    public async Task<IReadOnlyList<RunRecord>> ReadAllAsync(Action<string> onProblem)
    {
        List<RunRecord> runs = [];
        foreach (string runId in ListIds())
        {
            try
            {
                if (Read(runId) is { } run)
                    runs.Add(run.HasEnded ? run : await SettleAsync(run));
            }
            catch (Exception damaged) when (damaged is JournalDamagedException or UnreadableEventException or IOException or UnauthorizedAccessException)
            {
                onProblem($"run {runId}: {damaged.Message}");
            }
        }
        return runs;
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

    // Null for one that was killed before anything was journaled.
    private RunRecord? Read(string runId)
    {
        if (!Directory.Exists(JournalOf(runId)))
            return null;
        using JournalReader reader = FileJournal.OpenReadOnly(JournalOf(runId), new EventCodec());
        return reader.ReadAll().Aggregate((RunRecord?)null, (run, recorded) => RunRecord.Apply(run, (IRunEvent)recorded.Event));
    }

    // Whoever computes a run holds its journal. Where nobody does, nobody computes it, and it will have no result.
    private async Task<RunRecord> SettleAsync(RunRecord run)
    {
        try
        {
            await using RunJournal journal = RunJournal.Open(JournalOf(run.RunId), run.RunId, time);
            if (journal.Run is { HasEnded: false })
                await journal.RecordAsync(new FailRun($"its process is gone without a result: it was killed, or the machine stopped"));
            return journal.Run!;
        }
        catch (JournalLockedException)
        {
            return run;
        }
    }
}
