using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Simulation.World;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Invariants;

/// <summary>What the exchange did, summed up apart from its own accounts.</summary>
internal sealed class VenueRecord
{
    private readonly Dictionary<string, (VenueOrderRequest Order, VenueFill Fill)> _fills = new(StringComparer.Ordinal);
    private readonly SortedDictionary<Symbol, Quantity> _held = [];
    private Money _cash = Scenario.Cash;

    public int Fills => _fills.Count;

    public int Orders { get; private set; }

    public (VenueOrderRequest Order, VenueFill Fill)? FindFill(string tradeId) =>
        _fills.TryGetValue(tradeId, out (VenueOrderRequest Order, VenueFill Fill) known) ? known : null;

    public Quantity HeldOf(Symbol symbol) => _held.GetValueOrDefault(symbol);

    public void CountOrder() => Orders++;

    public void Take(VenueOrderRequest order, VenueFill fill)
    {
        _fills.Add(fill.TradeId, (order, fill));
        bool buy = order.Side == OrderSide.Buy;
        _held[order.Symbol] = buy ? HeldOf(order.Symbol) + fill.Quantity : HeldOf(order.Symbol) - fill.Quantity;
        _cash += (buy ? -fill.Funds : fill.Funds) - fill.Fee;
    }

    /// <summary>Compares with the exchange's accounts, to the last digit; null when they agree.</summary>
    public string? Compare(VenueCore core)
    {
        if (core.FreeCash + core.LockedCash != _cash)
            return $"the exchange has {core.FreeCash + core.LockedCash} KRW, its fills make {_cash}";
        foreach (VenueMarket market in core.Markets)
        {
            if (market.Free + market.Locked != HeldOf(market.Symbol))
                return $"the exchange has {market.Free + market.Locked} of {market.Symbol}, its fills make {HeldOf(market.Symbol)}";
        }
        return null;
    }
}
