using CoinPilot.Simulation.Bugs;
using CoinPilot.Simulation.World;

namespace CoinPilot.Simulation.Runs;

/// <summary>
/// Leaves out faults as long as the same rule still breaks: halves first, then smaller parts, down to single ones. Leaving one out changes what
/// happens by chance afterwards, so each try is made under several noises.
/// </summary>
internal static class Shrinker
{
    private const int MostRuns = 400;
    private const int Noises = 6;

    public static Outcome Shrink(Outcome failed, DeliberateBug bug)
    {
        int runs = 0;
        for (int chunk = Math.Max(1, failed.Scenario.Faults.Count / 2); chunk >= 1; chunk /= 2)
        {
            for (int at = 0; at < failed.Scenario.Faults.Count && runs < MostRuns;)
            {
                Scenario fewer = failed.Scenario with { Faults = [.. failed.Scenario.Faults.Where((_, i) => i < at || i >= at + chunk)] };
                if (FindFailure(fewer, failed.Rule, bug, ref runs) is { } still)
                    failed = still;
                else
                    at += chunk;
            }
        }
        return failed;
    }

    private static Outcome? FindFailure(Scenario scenario, string rule, DeliberateBug bug, ref int runs)
    {
        for (int i = 0; i < Noises; i++, runs++)
        {
            Outcome outcome = SimulationRun.Run(scenario with { Noise = (scenario.Noise + i) % Noises }, bug);
            if (outcome.Rule == rule)
                return outcome;
        }
        return null;
    }
}
