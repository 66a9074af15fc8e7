using CoinPilot.App.Optimisations;

namespace CoinPilot.Tests.Optimisations;

public sealed class TrialProgressTests
{
    [Fact]
    public void Show_OnATerminal_RewritesOneLineWithRateAndRemainingTime()
    {
        StoppedClock clock = new();
        StringWriter output = new();
        using TrialProgress progress = new("optimize", 100, clock, output, isTerminal: true, width: 200);

        clock.Now += TimeSpan.FromSeconds(2);
        progress.Show(null);
        clock.Now += TimeSpan.FromSeconds(2);
        progress.Show(TrialOf(1, 2.5));

        Assert.StartsWith("\roptimize [........................] 1/100, 0.5/s, 3 min left, no best yet\roptimize [", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("2/100, 0.5/s, 3 min left, best 2.5 of trial 1: ma-cross.fast=7", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', output.ToString());
    }

    [Fact]
    public void Show_OnANarrowTerminal_NeverWraps()
    {
        StringWriter output = new();
        using TrialProgress progress = new("optimize", 10, new StoppedClock(), output, isTerminal: true, width: 30);

        progress.Show(TrialOf(1, 2.5));

        Assert.All(output.ToString().Split('\r'), line => Assert.InRange(line.Length, 0, 29));
    }

    [Fact]
    public void Show_WithoutATerminal_WritesALineForEachTenthAndEachNewBest()
    {
        StringWriter output = new();
        using TrialProgress progress = new("optimize", 100, new StoppedClock(), output, isTerminal: false, width: 0);

        progress.Skip(30);
        for (int i = 0; i < 70; i++)
            progress.Show(TrialOf(i < 25 ? 3 : 55, 1));

        // 31 for the first best, 40 to 100 in tens, 56 for the second.
        Assert.Equal(
            ["31", "40", "50", "56", "60", "70", "80", "90", "100"],
            output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line["optimize ".Length..line.IndexOf('/')]));
    }

    private static TrialRecord TrialOf(int number, double objective) => new(
        number, new Dictionary<string, string>(StringComparer.Ordinal) { ["ma-cross.fast"] = "7" }, objective, 0, "hash", null,
        new Dictionary<string, double>(StringComparer.Ordinal), [], 1);

    private sealed class StoppedClock : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromSeconds(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
