using System.Text.Json;
using CoinPilot.App.Cli;
using CoinPilot.Storage.Files.Lines;

namespace CoinPilot.App.Optimisations;

/// <summary>The optimisations of a data folder: <c>optimisations/ID/</c> holds one's plan and end, its trials and its reports.</summary>
internal sealed class OptimisationStore(string dataFolder)
{
    private const string Latest = "last";
    private const string PlanFile = "plan.log";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The data folder.</summary>
    public string Data => dataFolder;

    public string Folder { get; } = Path.Combine(dataFolder, "optimisations");

    public string FolderOf(string id) => Path.Combine(Folder, id);

    /// <summary>Where the trials of a window are, counted from 1; 0 for the only ones.</summary>
    public string TrialsOf(string id, int window) => Path.Combine(FolderOf(id), window == 0 ? "trials.log" : $"window-{window:D3}.log");

    /// <summary>Begins one. Throws <see cref="UsageException"/> where it cannot be kept.</summary>
    public void Create(OptimisationPlan plan)
    {
        try
        {
            (LineLog log, _) = LineLog.Open(Path.Combine(FolderOf(plan.Id), PlanFile));
            using (log)
                log.Append(JsonSerializer.Serialize(plan, Json));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the optimisation cannot be kept in '{Folder}': {refused.Message}; --data names another folder");
        }
    }

    /// <summary>Notes how it ended, once: what is done again ends the same.</summary>
    public void Finish(string id, OptimisationEnd end)
    {
        (LineLog log, LineLogContent content) = LineLog.Open(Path.Combine(FolderOf(id), PlanFile));
        using (log)
        {
            if (content.Lines.Count == 1)
                log.Append(JsonSerializer.Serialize(end, Json));
        }
    }

    /// <summary>How it ended; null while it is unfinished.</summary>
    public OptimisationEnd? EndOf(string id)
    {
        string path = Path.Combine(FolderOf(id), PlanFile);
        IReadOnlyList<string> lines = LineLog.Read(path).Lines;
        return lines.Count < 2 ? null : Parse<OptimisationEnd>(path, lines[1]);
    }

    /// <summary>Trials that are stored, of all its windows.</summary>
    public int CountTrials(string id) => Directory.GetFiles(FolderOf(id), "*.log")
        .Where(file => Path.GetFileName(file) != PlanFile).Sum(file => LineLog.Read(file).Lines.Count);

    /// <summary>Every one, the newest first; what cannot be read is told to <paramref name="onProblem"/>.</summary>
    public IReadOnlyList<OptimisationPlan> ReadAll(Action<string> onProblem)
    {
        List<OptimisationPlan> plans = [];
        foreach (string id in Ids())
        {
            try
            {
                plans.Add(Read(id));
            }
            catch (Exception damaged) when (damaged is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                onProblem($"optimisation {id}: {damaged.Message}");
            }
        }
        return plans;
    }

    /// <summary>The one of that id, of the only one that begins so, or the newest for <c>last</c>. Throws <see cref="UsageException"/>.</summary>
    public OptimisationPlan Find(string text)
    {
        string[] found = [.. Ids().Where(id => text == Latest || id.StartsWith(text, StringComparison.OrdinalIgnoreCase))];
        return found.Length switch
        {
            0 => throw new UsageException($"there is no optimisation '{text}' in '{Folder}'"),
            > 1 when text != Latest => throw new UsageException($"'{text}' is the beginning of {found.Length} optimisations: {string.Join(", ", found.Take(5))}"),
            _ => Read(found[0]),
        };
    }

    // An id begins with its time, in milliseconds.
    private IEnumerable<string> Ids() => !Directory.Exists(Folder) ? [] : Directory.GetDirectories(Folder)
        .Select(folder => Path.GetFileName(folder)).Where(name => Guid.TryParse(name, out _)).OrderDescending(StringComparer.Ordinal);

    private OptimisationPlan Read(string id)
    {
        string path = Path.Combine(FolderOf(id), PlanFile);
        return LineLog.Read(path).Lines is [string line, ..]
            ? Parse<OptimisationPlan>(path, line)
            : throw new InvalidDataException($"{path}: it holds no plan; its process was killed before it began");
    }

    private static T Parse<T>(string path, string line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Json) ?? throw new JsonException("it is null");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path}: this is no {typeof(T).Name}: {wrong.Message}", wrong);
        }
    }
}
