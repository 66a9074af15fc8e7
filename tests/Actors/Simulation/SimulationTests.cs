using System.Diagnostics;
using CoinPilot.Simulation.Bugs;
using CoinPilot.Simulation.Runs;
using CoinPilot.Simulation.World;

namespace CoinPilot.Tests.Simulation;

public sealed class SimulationTests
{
    public static TheoryData<string> Bugs => [.. AllBugs.List.Select(b => b.Name)];

    [Fact]
    public void Simulation_ManySeeds_BreakNoInvariant()
    {
        IReadOnlyList<Outcome> outcomes = Campaign.Run(1, 100, DeliberateBug.None);

        Assert.Empty(outcomes.Where(o => o.Breach is not null).Select(o => $"seed {o.Scenario.Seed}: {o.Breach}"));
        Assert.True(outcomes.Sum(o => o.Fills) > 10_000, "too little was traded to prove anything");
    }

    [Theory]
    [MemberData(nameof(Bugs))]
    public void DeliberateBug_WithinItsSeeds_IsFound(string name) => Assert.NotNull(Campaign.Find(AllBugs.Find(name)!));

    [Fact]
    public void Simulation_SameSeedInTwoProcesses_GivesTheSameTraceHash()
    {
        string first = RunInProcess("--seed", "7");
        string second = RunInProcess("--seed", "7");

        ulong here = SimulationRun.Run(Scenario.Of(7), DeliberateBug.None).TraceHash;
        Assert.Contains($"trace {here:x16}", first, StringComparison.Ordinal);
        Assert.Contains($"trace {here:x16}", second, StringComparison.Ordinal);
    }

    [Fact]
    public void Simulation_AnotherSeed_GivesAnotherTraceHash() => Assert.NotEqual(
        SimulationRun.Run(Scenario.Of(7), DeliberateBug.None).TraceHash, SimulationRun.Run(Scenario.Of(8), DeliberateBug.None).TraceHash);

    [Fact]
    public void Shrinker_FailedRun_KeepsTheRuleWithFewerFaults()
    {
        DeliberateBug bug = AllBugs.Find("kill-switch-in-memory")!;
        Outcome found = Campaign.Find(bug)!;

        Outcome small = Shrinker.Shrink(found, bug);

        Assert.Equal(found.Rule, small.Rule);
        Assert.InRange(small.Scenario.Faults.Count, 1, Math.Min(4, found.Scenario.Faults.Count - 1));
        Scenario again = Scenario.Of(found.Scenario.Seed).With(small.Scenario.Faults.Select(f => f.Number).ToHashSet());
        Outcome replayed = SimulationRun.Run(again with { Noise = small.Scenario.Noise }, bug);
        Assert.Equal(small.TraceHash, replayed.TraceHash);
    }

    [Theory]
    [InlineData("--seed")]
    [InlineData("--seed", "x")]
    [InlineData("--hurry", "1")]
    public void CommandLine_WrongArgument_IsRefusedWithUsage(params string[] arguments) =>
        Assert.Throws<FormatException>(() => Options.Parse(arguments));

    private static string RunInProcess(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Campaign).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
