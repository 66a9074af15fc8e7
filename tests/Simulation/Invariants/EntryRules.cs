using CoinPilot.Positions;
using CoinPilot.Simulation.Network;
using CoinPilot.Simulation.World;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Invariants;

/// <summary>What every entry is held to when it is journaled.</summary>
internal sealed class EntryRules(SimWorld world, InvariantWatch watch)
{
    /// <summary>
    /// Prices stay within 6 % of where they began, so what is held is never worth less than this share of its cost; the system limits worth,
    /// this checks cost.
    /// </summary>
    private const decimal LeastWorth = 0.87m;

    // A journal write takes a millisecond; a slow one may take 1.5 s, and two of them may lie between a grant and here.
    private readonly TimeSpan _local = world.Scenario.Faults.Any(f => f.Kind is FaultKind.SlowJournal or FaultKind.Pause or FaultKind.Zombie)
        ? TimeSpan.FromSeconds(4)
        : TimeSpan.FromMilliseconds(50);

    // A grant is under way, or waits in a node that stands still, for as long as the asker waits for it, by a clock that may jump.
    private static readonly TimeSpan Remote = TimeSpan.FromMilliseconds(SimNetwork.LongestMs) + TimeSpan.FromSeconds(4 + 30 + 40);

    private readonly Dictionary<Symbol, Timestamp> _toldSince = [];

    /// <summary>A symbol on another node than the portfolio is told whether entries are halted; also when it starts or stands still, and knows nothing.</summary>
    public void OnTold(Symbol symbol, bool isHalted)
    {
        if (isHalted)
            _toldSince.TryAdd(symbol, world.Clock.Now);
        else
            _toldSince.Remove(symbol);
    }

    public void OnEntry(OrderIntended entry)
    {
        TimeSpan grace = world.OwnerOf(entry.Symbol) == 0 && !world.HadTwoWriters ? _local : Remote;
        if (!world.HadTwoWriters && _toldSince.TryGetValue(entry.Symbol, out Timestamp told) && IsPast(told, _local))
            watch.Fail("no entry while halted", $"{entry.ClientOrderId} at {world.Clock.Now}, though its symbol was told at {told}");
        if (IsPast(world.Operator.HaltedSince, grace) || IsPast(world.Operator.StoppedSince, grace))
            watch.Fail("no entry while halted", $"{entry.ClientOrderId} at {world.Clock.Now}, halted since {world.Operator.HaltedSince ?? world.Operator.StoppedSince}");
        Money exposure = watch.Models.Aggregate(Money.Zero, (sum, m) =>
            sum + m.Book.Positions.Aggregate(m.Book.CommittedFunds(default), (s, p) => s + p.Cost));
        Money reference = Money.Max(watch.Account.ReferenceEquity, watch.FormerReference);
        Money most = reference.PercentDown(Math.Round(Scenario.Limits.MaxTotalExposurePercent / LeastWorth, 2));
        if (exposure > most)
            watch.Fail("no limit exceeded", $"{entry.ClientOrderId} makes the exposure {exposure}, {most} at most");
        if (entry.Funds > reference.PercentDown(Scenario.Limits.MaxOrderPercent))
            watch.Fail("no limit exceeded", $"{entry.ClientOrderId} spends {entry.Funds} of {reference}");
    }

    private bool IsPast(Timestamp? since, TimeSpan grace) => since is { } from && world.Clock.Now - from > grace;
}
