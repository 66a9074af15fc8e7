using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>What a ticker tells of the current UTC day.</summary>
internal sealed class MarketDay
{
    private Timestamp _day;
    private Price _lastPrice;

    public Price Open { get; private set; }

    public Price High { get; private set; }

    public Price Low { get; private set; }

    /// <summary>The last price of the day before; on the first day of all, its own first price.</summary>
    public Price PreviousClose { get; private set; }

    public Quantity AskVolume { get; private set; }

    public Quantity BidVolume { get; private set; }

    public Money Value { get; private set; }

    public Quantity Volume => AskVolume + BidVolume;

    public void Add(in Trade trade)
    {
        Timestamp day = trade.Time.FloorTo(TimeSpan.FromDays(1));
        if (day != _day)
            Begin(day, trade.Price);
        High = Price.Max(High, trade.Price);
        Low = Price.Min(Low, trade.Price);
        Value += Money.NotionalDown(trade.Price, trade.Quantity);
        if (trade.Taker == OrderSide.Sell)
            AskVolume += trade.Quantity;
        else
            BidVolume += trade.Quantity;
        _lastPrice = trade.Price;
    }

    private void Begin(Timestamp day, Price first)
    {
        PreviousClose = _lastPrice.IsSet ? _lastPrice : first;
        _day = day;
        Open = High = Low = first;
        AskVolume = BidVolume = Quantity.Zero;
        Value = Money.Zero;
    }
}
