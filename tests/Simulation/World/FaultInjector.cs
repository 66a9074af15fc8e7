using CoinPilot.Simulation.Journal;
using CoinPilot.Simulation.Venue;
using CoinPilot.Values;

namespace CoinPilot.Simulation.World;

/// <summary>Makes the scenario's faults happen at their times, and ends them all when told.</summary>
internal sealed class FaultInjector(SimWorld world)
{
    private readonly List<Fault> _lasting = [];
    private readonly HashSet<int> _zombies = [];
    private readonly List<(int StepsLeft, Node Node, TimeSpan Downtime)> _doomed = [];
    private bool _isOver;

    public void Schedule()
    {
        world.Trace.Noted = CountStep;
        foreach (Fault fault in world.Scenario.Faults)
            world.Clock.At(world.Scenario.Start + fault.At, () => Begin(fault));
    }

    /// <summary>Ends what still lasts and brings every node up with a right clock.</summary>
    public void EndAll()
    {
        _isOver = true;
        _doomed.Clear();
        foreach (Fault fault in _lasting.ToArray())
            End(fault);
        foreach (Node node in world.Nodes)
        {
            node.AppendTrap = null;
            node.SubmitTrap = null;
            node.PauseTrap = null;
            if (node.IsPaused)
                node.Resume();
            if (_zombies.Remove(node.Number))
                node.Crash("superseded");
            if (!node.IsUp)
                node.Start();
        }
    }

    private void CountStep()
    {
        for (int i = _doomed.Count - 1; i >= 0; i--)
        {
            (int left, Node node, TimeSpan downtime) = _doomed[i];
            _doomed[i] = (left - 1, node, downtime);
            if (left > 0)
                continue;
            _doomed.RemoveAt(i);
            node.CrashFor(downtime, "step");
            return;
        }
    }

    private void Begin(Fault fault)
    {
        if (_isOver)
            return;
        world.Trace.Note("fault", fault.ToString());
        Strike(fault);
        _lasting.Add(fault);
        world.Conditions.Begin(fault);
        world.Clock.At(world.Clock.Now + fault.Length, () => End(fault));
    }

    private void Strike(Fault fault)
    {
        Node node = world.Nodes[fault.Target % world.Nodes.Count];
        switch (fault.Kind)
        {
            case FaultKind.Crash:
                node.CrashFor(fault.Length, "chance");
                break;
            case FaultKind.CrashInAppend:
                node.AppendTrap = (fault.Detail == 2 ? AppendStage.Written : AppendStage.Begun, fault.Length);
                break;
            case FaultKind.CrashInSubmit:
                node.SubmitTrap = (fault.Detail == 0 ? SubmitStage.Leaving : SubmitStage.Left, fault.Length);
                break;
            case FaultKind.CrashAtStep:
                _doomed.Add((fault.Detail, node, fault.Length));
                break;
            case FaultKind.JournalFails:
                node.FailNextAppend(fault.Detail);
                break;
            case FaultKind.ClockJump:
                node.Skew = TimeSpan.FromSeconds(fault.Detail);
                break;
            case FaultKind.Pause when node.IsUp && !node.IsPaused:
                node.Pause();
                break;
            case FaultKind.Zombie when node.IsUp && !node.IsPaused:
                if (fault.Detail < 50)
                    Supersede(node);
                else
                    node.PauseTrap = () => Supersede(node);
                break;
            case FaultKind.KillSwitch:
                world.Operator.Want(true);
                break;
            case FaultKind.StopEntries:
                world.Operator.StopEntries();
                break;
            case FaultKind.StrategyThrows:
                world.MakeStrategiesThrow(fault.Target, fault.Detail);
                break;
            case FaultKind.LimitSell:
                world.Operator.OfferAtLimit(world.Scenario.Symbols[fault.Target], fault.Detail);
                break;
        }
    }

    private void End(Fault fault)
    {
        if (!_lasting.Remove(fault))
            return;
        world.Conditions.End(fault);
        Node node = world.Nodes[fault.Target % world.Nodes.Count];
        switch (fault.Kind)
        {
            case FaultKind.ClockJump:
                node.Skew = TimeSpan.Zero;
                break;
            case FaultKind.Pause or FaultKind.Zombie:
                node.PauseTrap = null;
                if (node.IsPaused)
                    node.Resume();
                EndZombieSoon(node);
                break;
            case FaultKind.KillSwitch:
                world.Operator.Want(false);
                break;
            case FaultKind.LimitSell:
                world.Operator.WithdrawOffers(world.Scenario.Symbols[fault.Target]);
                break;
            case FaultKind.StopEntries:
                world.Nodes[0].CrashFor(TimeSpan.FromMilliseconds(500), "stopped");
                break;
        }
    }

    // Those who watch over the nodes take the paused one for dead.
    private void Supersede(Node node)
    {
        if (node.IsPaused)
            return;
        node.Pause();
        world.Clock.At(world.Clock.Now + TimeSpan.FromSeconds(2), () => GiveSymbolsAway(node));
    }

    private void GiveSymbolsAway(Node node)
    {
        if (_isOver || !node.IsPaused)
            return;
        _zombies.Add(node.Number);
        foreach (Symbol symbol in world.OwnedBy(node.Number))
        {
            if (world.Nodes.FirstOrDefault(n => n.IsUp && !n.IsPaused && !n.Hosts(symbol)) is not { } heir)
                continue;
            world.Trace.Note("move", $"{symbol} from node {node.Number} to {heir.Number}");
            world.Own(symbol, heir.Number);
            heir.TakeOver(symbol);
        }
    }

    private void EndZombieSoon(Node node) => world.Clock.At(world.Clock.Now + world.Conditions.Between(5_000, 45_000), () =>
    {
        if (_zombies.Remove(node.Number))
            node.CrashFor(TimeSpan.FromSeconds(1), "superseded");
    });
}
