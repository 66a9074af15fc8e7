using CoinPilot.Actors.Trading;
using CoinPilot.Positions;
using CoinPilot.Simulation.Invariants;
using CoinPilot.Simulation.World;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Runs;

/// <summary>
/// After the faults: every order must be settled, everything sold, and the portfolio agree with the exchange; then each strategy that is not
/// in quarantine must be able to enter and leave once more.
/// </summary>
internal sealed class Settlement(SimWorld world, Func<TimeSpan, Func<bool>, bool> runFor)
{
    private static readonly TimeSpan SettleLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan EntryLimit = TimeSpan.FromMinutes(8);

    private InvariantWatch Watch => world.Invariants;

    public void Run()
    {
        foreach (StrategyControl control in world.Controls)
        {
            control.Throws = 0;
            control.Mode = StrategyMode.Exit;
        }
        world.Operator.Want(false);
        if (!runFor(SettleLimit, () => Disagreement() is null))
            Watch.Fail("all settles", Disagreement() ?? "late");
        foreach (Symbol symbol in world.Scenario.Symbols)
        {
            for (int s = 0; s < world.Scenario.StrategiesPerSymbol && Watch.Breach is null; s++)
                TryToTrade(symbol, s);
        }
        foreach (Node node in world.Nodes)
            node.Crash("end");
    }

    private void TryToTrade(Symbol symbol, int strategy)
    {
        string name = SimWorld.NameOf(strategy);
        if (IsQuarantined(symbol, name))
            return;
        StrategyControl control = world.ControlOf(symbol, strategy);
        control.Mode = StrategyMode.Enter;
        if (!runFor(EntryLimit, () => !Watch.Of(symbol).Book.PositionOf(name).Quantity.IsZero))
            Watch.Fail("trading goes on", $"{symbol} {name} cannot enter");
        control.Mode = StrategyMode.Exit;
        if (!runFor(SettleLimit, () => Disagreement() is null))
            Watch.Fail("all settles", $"after {symbol} {name} traded: {Disagreement()}");
    }

    // What is not settled yet, or null.
    private string? Disagreement()
    {
        if (!world.Operator.IsSettled)
            return "the kill switch is not as wanted";
        foreach (Symbol symbol in world.Scenario.Symbols)
        {
            SymbolModel model = Watch.Of(symbol);
            if (model.Book.OpenOrders.Count > 0)
                return $"{model.Book.OpenOrders[0]} is open";
            if (model.Book.TotalQuantity != Watch.Venue.HeldOf(symbol))
                return $"{symbol}: the book holds {model.Book.TotalQuantity}, the exchange {Watch.Venue.HeldOf(symbol)}";
            if (model.Book.WaitingOrders.Count > 0)
                return $"{model.Book.WaitingOrders[0]} waits though nothing is held";
            // What is too small to sell stays, and belongs to no strategy.
            if (model.Book.TotalQuantity != model.Book.PositionOf(Holder.Dust).Quantity)
                return $"{symbol} still holds {model.Book.TotalQuantity}";
            if (FindUntold(symbol) is { } untold)
                return $"{symbol} {untold} was not told of all its fills";
        }
        if (Watch.Models.Sum(m => m.Booked) != Watch.Venue.Fills)
            return $"{Watch.Models.Sum(m => m.Booked)} fills are booked, the exchange made {Watch.Venue.Fills}";
        return world.Operator.LastAccount is { } account ? Disagreement(account) : "the portfolio does not answer";
    }

    private string? FindUntold(Symbol symbol)
    {
        for (int s = 0; s < world.Scenario.StrategiesPerSymbol; s++)
        {
            string name = SimWorld.NameOf(s);
            if (!IsQuarantined(symbol, name) && !Watch.StrategyOf(StrategyActor.EntityOf(symbol, name)).KnowsItsFills)
                return name;
        }
        return null;
    }

    private bool IsQuarantined(Symbol symbol, string strategy) =>
        world.Nodes[world.OwnerOf(symbol)].Quarantines.Any(q => q.Actor.Path == $"{symbol}/symbol/strategy-{strategy}");

    private string? Disagreement(AccountSnapshot account)
    {
        if (account.Cash != world.Exchange.Core.FreeCash)
            return $"the portfolio has {account.Cash} KRW, the exchange {world.Exchange.Core.FreeCash}";
        if (!account.Committed.IsZero)
            return $"the portfolio holds {account.Committed} KRW for open orders, and there are none";
        if (world.Bookkeeper.Quiet == 0 && !world.Bug.ComparesCashAnyTime)
            return "cash was never compared";
        return account.Symbols.Any(s => s.Sequence != SequenceOf(s.Symbol)) ? "the portfolio's totals are old" : null;
    }

    private long SequenceOf(Symbol symbol) => Watch.Of(symbol).Sequence;
}
