using CoinPilot.Tests.Architecture;

namespace CoinPilot.Tests.Backtest;

/// <summary>
/// Committed results of backtests. Where a change is meant to move one, the failure prints the new line, and this puts all of them in:
/// <code>COINPILOT_GOLDEN=remake dotnet test tests/Actors -c Release --filter FullyQualifiedName~Backtest</code>
/// </summary>
internal static class GoldenFile
{
    private static readonly Lock Writing = new();

    public static void AssertLine(string file, string name, TestRun run)
    {
        string path = Path.Combine(Repository.Root, "tests", "Actors", "Backtest", "golden", file);
        string actual = run.Line(name);
        if (Environment.GetEnvironmentVariable("COINPILOT_GOLDEN") == "remake")
            Put(path, name, actual);
        string? expected = File.ReadAllLines(path).SingleOrDefault(line => IsOf(line, name));
        Assert.True(expected == actual, $"{file} says\n{expected}\nbut the backtest gave\n{actual}");
    }

    private static void Put(string path, string name, string actual)
    {
        lock (Writing)
        {
            string[] lines = File.ReadAllLines(path);
            int at = Array.FindIndex(lines, line => IsOf(line, name));
            File.WriteAllLines(path, at < 0 ? [.. lines, actual] : [.. lines[..at], actual, .. lines[(at + 1)..]]);
        }
        Assert.Skip($"{name} was made anew");
    }

    private static bool IsOf(string line, string name) => line.StartsWith(name + " ", StringComparison.Ordinal);
}
