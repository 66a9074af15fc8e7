using CoinPilot.Simulation.Bugs;
using CoinPilot.Simulation.World;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Runs;

/// <summary>Runs a scenario: the faults, then peace until all is settled, then a try at trading by each strategy.</summary>
internal static class SimulationRun
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    public static Outcome Run(Scenario scenario, DeliberateBug bug, TextWriter? log = null)
    {
        SimWorld world = new(scenario, bug, log);
        try
        {
            world.Start();
            RunFor(world, scenario.Length, static () => false);
            world.EndFaults();
            new Settlement(world, (limit, until) => RunFor(world, limit, until)).Run();
        }
        catch (Exception error)
        {
            world.Invariants.Fail("the simulation goes on", error.ToString());
        }
        return new Outcome(
            scenario, world.Invariants.Breach, world.Trace.Hash, world.Trace.Notes,
            world.Invariants.Venue.Orders, world.Invariants.Venue.Fills, world.NextProcess() - 1);
    }

    // True when the condition came to hold in time.
    private static bool RunFor(SimWorld world, TimeSpan limit, Func<bool> until)
    {
        Timestamp end = world.Clock.Now + limit;
        while (world.Clock.Now < end && world.Invariants.Breach is null)
        {
            if (until())
                return true;
            Poll(world);
            StepTo(world, world.Clock.Now + PollInterval);
        }
        return until();
    }

    private static void Poll(SimWorld world)
    {
        world.Operator.Repeat();
        if (world.IsOver)
            world.WithdrawOffers();
        world.Nodes[0].AskPortfolio(new Actors.Trading.GetAccount());
    }

    private static void StepTo(SimWorld world, Timestamp to)
    {
        do
            world.Invariants.CheckStep();
        while (world.Invariants.Breach is null && world.Clock.Step(to));
    }
}
