using System.Diagnostics;
using System.Globalization;
using CoinPilot.Actors.Contract;
using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Tests.Storage.Journal;

public sealed class KillTests
{
    [Fact]
    public async Task Kill_WhileAppending_LosesNothingAcknowledgedAndKeepsNoHalfAppend()
    {
        using var folder = new TempFolder();
        const int seed = 91;
        var random = new Random(seed);
        var acknowledged = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int round = 0; round < 6; round++)
        {
            await RunAndKillAsync(folder, acknowledged, afterLines: random.Next(1, 3000));
            await using (FileJournal journal = Journals.Open(folder))
            {
                foreach ((string entityId, long sequence) in acknowledged)
                    AssertWhole([.. journal.Read(entityId)], sequence, $"seed {seed}, round {round}, {entityId}");
            }
            await using FileJournal second = Journals.Open(folder);
            Assert.Equal(0, second.TornBytesCut);
        }
        Assert.Equal(KilledWriter.Entities, acknowledged.Count);
    }

    private static void AssertWhole(JournalEvent[] events, long acknowledged, string where)
    {
        Assert.True(events.Length >= acknowledged, $"{where}: {acknowledged} acknowledged, {events.Length} there");
        Assert.True(events.Length % 3 == 0, $"{where}: {events.Length} is half an append");
        for (int i = 0; i < events.Length; i++)
            Assert.StartsWith($"{i + 1} ", ((Note)events[i].Event).Text, StringComparison.Ordinal);
    }

    private static async Task RunAndKillAsync(TempFolder folder, Dictionary<string, long> acknowledged, int afterLines)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "CoinPilot.Storage.Tests" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[KilledWriter.FolderVariable] = folder.Path;
        using Process writer = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        int lines = 0;
        try
        {
            // What the writer said before it died is still in the pipe and counts as acknowledged.
            while (await writer.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                Take(line, acknowledged);
                if (++lines == afterLines)
                    writer.Kill();
            }
        }
        finally
        {
            writer.Kill();
        }
        await writer.WaitForExitAsync(limit.Token);
        Assert.True(lines >= afterLines, "the writer ended by itself");
    }

    // A line cut by the kill names a smaller number at worst, and never a larger one.
    private static void Take(string line, Dictionary<string, long> acknowledged)
    {
        string[] parts = line.Split(' ');
        if (parts.Length == 2 && long.TryParse(parts[1], CultureInfo.InvariantCulture, out long sequence))
            acknowledged[parts[0]] = Math.Max(acknowledged.GetValueOrDefault(parts[0]), sequence);
    }
}
