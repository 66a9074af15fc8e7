using CoinPilot.Simulation.World;

namespace CoinPilot.Simulation.Runs;

/// <summary>How one run ended. <paramref name="Breach"/> is what broke, or null.</summary>
/// <param name="TraceHash">Of all that happened, in order.</param>
/// <param name="Steps">Things that happened: messages, writes, requests, answers, faults.</param>
internal sealed record Outcome(Scenario Scenario, string? Breach, ulong TraceHash, long Steps, int Orders, int Fills, int Processes)
{
    /// <summary>The rule that was broken, without figures; runs are compared by it.</summary>
    public string Rule => Breach is null ? "" : Breach[..Breach.IndexOf(':', StringComparison.Ordinal)];
}
