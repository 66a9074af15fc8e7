using System.Text.Json;
using System.Text.Json.Serialization;
using CoinPilot.Storage.Files.Lines;

namespace CoinPilot.App.Optimisations;

/// <summary>The finished trials of a study on the disk: each is there before the next is counted.</summary>
internal sealed class TrialHistory : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly LineLog _log;

    private TrialHistory(LineLog log, IReadOnlyList<TrialRecord> stored, long tornBytes) => (_log, Stored, TornBytes) = (log, stored, tornBytes);

    /// <summary>What was there when it was opened.</summary>
    public IReadOnlyList<TrialRecord> Stored { get; }

    /// <summary>Bytes of a trial's record that a kill had cut off; they were taken away.</summary>
    public long TornBytes { get; }

    /// <summary>Opens it to go on. Throws <see cref="IOException"/> where another process does, <see cref="InvalidDataException"/> where it is damaged.</summary>
    public static TrialHistory Open(string path)
    {
        (LineLog log, LineLogContent content) = LineLog.Open(path);
        try
        {
            return new TrialHistory(log, Parse(path, content), content.TornBytes);
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>The trials so far, also while they are run; none where there is no file.</summary>
    public static IReadOnlyList<TrialRecord> Read(string path) => Parse(path, LineLog.Read(path));

    public void Add(TrialRecord trial) => _log.Append(JsonSerializer.Serialize(trial, Json));

    public void Dispose() => _log.Dispose();

    private static List<TrialRecord> Parse(string path, LineLogContent content)
    {
        List<TrialRecord> trials = [];
        HashSet<int> numbers = [];
        foreach (string line in content.Lines)
        {
            TrialRecord trial = Read(path, trials.Count + 1, line);
            if (!numbers.Add(trial.Number))
                throw new InvalidDataException($"{path}({trials.Count + 1}): trial {trial.Number} is there twice");
            trials.Add(trial);
        }
        return trials;
    }

    private static TrialRecord Read(string path, int line, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<TrialRecord>(text, Json) ?? throw new JsonException("it is null");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path}({line}): this is no trial: {wrong.Message}", wrong);
        }
    }
}
