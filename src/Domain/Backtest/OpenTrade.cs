using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>A trade while its fills come in.</summary>
internal sealed class OpenTrade(Symbol symbol, string strategy)
{
    private readonly List<TradeOrder> _orders = [];
    private Timestamp _entryTime;
    private Timestamp _exitTime;
    private Quantity _quantity;
    private Money _bought;
    private Money _sold;
    private Money _fees;
    private Money _slippage;
    private string _entryReason = "";
    private string _exitReason = "";

    public Quantity Held { get; private set; }

    public void Buy(Quantity quantity, Money funds, string reason, Timestamp time)
    {
        if (_quantity.IsZero)
            (_entryTime, _entryReason) = (time, reason);
        _quantity += quantity;
        Held += quantity;
        _bought += funds;
    }

    public void Sell(Quantity quantity, Money funds, string reason, Timestamp time)
    {
        (_exitTime, _exitReason) = (time, reason);
        Held -= quantity;
        _sold += funds;
    }

    /// <summary>Counts a fill of the order at <paramref name="place"/> among the trade's orders, or of a new one where that is negative; gives its place.</summary>
    public int Count(int place, in TradeOrder fill, Money fee, Money slippage)
    {
        _fees += fee;
        _slippage += slippage;
        if (place < 0)
        {
            _orders.Add(fill);
            return _orders.Count - 1;
        }
        _orders[place] = _orders[place].With(fill.Quantity, fill.Funds);
        return place;
    }

    /// <summary>The trade as it stands, what is held valued at <paramref name="mark"/>; without one at nothing.</summary>
    public RoundTrip At(Price mark) => new(
        symbol, strategy, _entryTime, Held.IsZero ? _exitTime : Timestamp.None, _quantity, Held, _bought, _sold,
        mark.IsSet ? Money.NotionalDown(mark, Held) : Money.Zero, _fees, _slippage, _entryReason, _exitReason, ValueList<TradeOrder>.Of(_orders));
}
