using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.App.Views;

/// <summary>A symbol's newest candles and the bar in progress, for the dashboard's picture. Written by the feed, read by any thread.</summary>
internal sealed class CandleView
{
    private const int Kept = 240;

    private readonly Lock _lock = new();
    private readonly Queue<Candle> _closed = new();
    private Candle _open;
    private Trade _lastTrade;

    /// <summary>The last trade; its price is none before the first.</summary>
    public Trade LastTrade
    {
        get
        {
            lock (_lock)
                return _lastTrade;
        }
    }

    public void Take(in Trade trade)
    {
        Timestamp minute = trade.Time.FloorTo(TimeSpan.FromMinutes(1));
        lock (_lock)
        {
            _lastTrade = trade;
            if (minute > _open.OpenTime)
                _open = new Candle(minute, trade.Price, trade.Price, trade.Price, trade.Price, trade.Quantity);
            else if (minute == _open.OpenTime)
                _open = _open with
                {
                    High = Price.Max(_open.High, trade.Price),
                    Low = Price.Min(_open.Low, trade.Price),
                    Close = trade.Price,
                    Volume = _open.Volume + trade.Quantity,
                };
        }
    }

    public void Take(in Candle closed)
    {
        lock (_lock)
        {
            _closed.Enqueue(closed);
            if (_closed.Count > Kept)
                _closed.Dequeue();
        }
    }

    /// <summary>Oldest first; the last one may still be open.</summary>
    public IReadOnlyList<Candle> List()
    {
        lock (_lock)
        {
            List<Candle> all = [.. _closed];
            if (_open.Open.IsSet && (all.Count == 0 || _open.OpenTime > all[^1].OpenTime))
                all.Add(_open);
            return all;
        }
    }
}
