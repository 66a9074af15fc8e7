using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Backtest;

/// <summary>A trade while its fills come in.</summary>
internal sealed class OpenTrade(Symbol symbol, string strategy)
{
    private ClientOrderId _lastBuy;
    private ClientOrderId _lastSale;
    private Timestamp _entryTime;
    private Timestamp _exitTime;
    private Quantity _quantity;
    private Money _bought;
    private Money _sold;
    private Money _fees;
    private Money _slippage;
    private string _entryReason = "";
    private string _exitReason = "";
    private int _entries;
    private int _exits;

    public Quantity Held { get; private set; }

    public void Buy(ClientOrderId order, Quantity quantity, Money funds, string reason, Timestamp time)
    {
        if (_quantity.IsZero)
            (_entryTime, _entryReason) = (time, reason);
        if (order != _lastBuy || _entries == 0)
            _entries++;
        _lastBuy = order;
        _quantity += quantity;
        Held += quantity;
        _bought += funds;
    }

    public void Sell(ClientOrderId order, Quantity quantity, Money funds, string reason, Timestamp time)
    {
        if (order != _lastSale || _exits == 0)
            _exits++;
        (_lastSale, _exitTime, _exitReason) = (order, time, reason);
        Held -= quantity;
        _sold += funds;
    }

    public void Pay(Money fee, Money slippage)
    {
        _fees += fee;
        _slippage += slippage;
    }

    /// <summary>The trade as it stands, what is held valued at <paramref name="mark"/>; without one at nothing.</summary>
    public RoundTrip At(Price mark) => new(
        symbol, strategy, _entryTime, Held.IsZero ? _exitTime : Timestamp.None, _quantity, Held, _bought, _sold,
        mark.IsSet ? Money.NotionalDown(mark, Held) : Money.Zero, _fees, _slippage, _entryReason, _exitReason, _entries, _exits);
}
