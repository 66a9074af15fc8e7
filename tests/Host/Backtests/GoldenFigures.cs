namespace CoinPilot.Tests.Backtests;

/// <summary>Committed figures of backtests: a file a run, a name and a value a line.</summary>
internal static class GoldenFigures
{
    private const string Remake = "COINPILOT_GOLDEN";

    /// <summary>Fails with the names of the figures that differ, what they should be and what they are; or writes them, where that was asked for.</summary>
    public static void AssertAre(string run, IEnumerable<(string Name, string Value)> figures)
    {
        string file = Path.Combine(Folder(), $"{run}.txt");
        if (Environment.GetEnvironmentVariable(Remake) == "remake")
        {
            File.WriteAllText(file, string.Concat(figures.Select(f => $"{f.Name} {f.Value}\n")));
            Assert.Skip($"{run}.txt was made anew");
        }
        Dictionary<string, string> expected = File.ReadLines(file).Select(line => line.Split(' ')).ToDictionary(f => f[0], f => f[1], StringComparer.Ordinal);
        Dictionary<string, string> actual = figures.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
        string[] differing = [.. expected.Keys.Union(actual.Keys, StringComparer.Ordinal).Where(name => expected.GetValueOrDefault(name) != actual.GetValueOrDefault(name))
            .Select(name => $"{name} should be {expected.GetValueOrDefault(name) ?? "absent"}, is {actual.GetValueOrDefault(name) ?? "absent"}")];
        Assert.True(differing.Length == 0, $"{run}: {string.Join("\n", differing)}");
    }

    private static string Folder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CoinPilot.Akka.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("no CoinPilot.Akka.sln above the tests"), "tests", "Host", "Backtests", "golden");
    }
}
