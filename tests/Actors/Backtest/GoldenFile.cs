using CoinPilot.Tests.Architecture;

namespace CoinPilot.Tests.Backtest;

/// <summary>Committed results of backtests. Where a change is meant to move one, the failure prints the new line.</summary>
internal static class GoldenFile
{
    public static void AssertLine(string file, string name, TestRun run)
    {
        string path = Path.Combine(Repository.Root, "tests", "Actors", "Backtest", "golden", file);
        string? expected = File.ReadAllLines(path).SingleOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal));
        string actual = run.Line(name);
        Assert.True(expected == actual, $"{file} says\n{expected}\nbut the backtest gave\n{actual}");
    }
}
