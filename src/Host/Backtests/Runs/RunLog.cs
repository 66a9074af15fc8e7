using System.Globalization;

namespace CoinPilot.App.Backtests.Runs;

/// <summary>What a run tells while it is under way: lines on stderr, each with its id, and the same in its folder's <c>run.log</c>.</summary>
/// <param name="folder">Null for a run that is not kept.</param>
internal sealed class RunLog(string runId, string? folder, TimeProvider time)
{
    public void Say(string text)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} run {runId} {text}");
        Console.Error.WriteLine(line);
        if (folder is not null)
            File.AppendAllLines(Path.Combine(folder, "run.log"), [line]);
    }
}
