using CoinPilot.Values;

namespace CoinPilot.MarketData;

/// <summary>A bar while trades are added to it. Within it, the order of arrival counts.</summary>
internal struct OpenBar
{
    private Candle _candle;

    public readonly Candle Candle => _candle;

    public bool Any { get; private set; }

    /// <summary>Adds a trade; <paramref name="start"/> is the bar's opening time where this is its first one.</summary>
    public void Add(in Trade trade, Timestamp start)
    {
        _candle = Any
            ? _candle with
            {
                High = Price.Max(_candle.High, trade.Price),
                Low = Price.Min(_candle.Low, trade.Price),
                Close = trade.Price,
                Volume = _candle.Volume + trade.Quantity,
            }
            : new Candle(start, trade.Price, trade.Price, trade.Price, trade.Price, trade.Quantity);
        Any = true;
    }

    public Candle Take()
    {
        Any = false;
        return _candle;
    }
}
