using CoinPilot.Simulation.Bugs;
using CoinPilot.Simulation.World;

namespace CoinPilot.Simulation.Runs;

/// <summary>Many seeds, as many at a time as there are cores.</summary>
internal static class Campaign
{
    /// <summary>Runs seeds from <paramref name="first"/> on; gives every outcome in the order of seeds.</summary>
    public static IReadOnlyList<Outcome> Run(ulong first, int seeds, DeliberateBug bug, Action<Outcome>? each = null)
    {
        Outcome[] outcomes = new Outcome[seeds];
        Lock gate = new();
        Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            outcomes[i] = SimulationRun.Run(Scenario.Of(first + (ulong)i, bug.Favours), bug);
            lock (gate)
                each?.Invoke(outcomes[i]);
        });
        return outcomes;
    }

    /// <summary>The first seed within the bug's number of seeds that finds it, or null.</summary>
    public static Outcome? Find(DeliberateBug bug, ulong first = 1)
    {
        int cores = Environment.ProcessorCount;
        for (int from = 0; from < bug.Seeds; from += cores)
        {
            if (Run(first + (ulong)from, Math.Min(cores, bug.Seeds - from), bug).FirstOrDefault(o => o.Breach is not null) is { } found)
                return found;
        }
        return null;
    }
}
