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

    // A journal write may take 1.5 s, and two of them may lie between a grant and here.
    private static readonly TimeSpan Local = TimeSpan.FromSeconds(4);

    // A grant is under way, or waits in a node that stands still, for as long as the asker waits for it, by a clock that may jump.
    private static readonly TimeSpan Remote = Local + TimeSpan.FromMilliseconds(SimNetwork.LongestMs) + TimeSpan.FromSeconds(30 + 40);

    public void OnEntry(OrderIntended entry)
    {
        TimeSpan grace = world.OwnerOf(entry.Symbol) == 0 && !world.HadTwoWriters ? Local : Remote;
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
