using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>One symbol's candles, read one at a time and expanded to trades.</summary>
internal sealed class CandleTape(Symbol symbol, IEnumerable<Candle> candles) : IDisposable
{
    private readonly IEnumerator<Candle> _candles = candles.GetEnumerator();
    private readonly Trade[] _trades = new Trade[CandlePath.MaxTrades];
    private int _count;
    private int _at;
    private Timestamp _lastOpen;

    public Trade Current => _trades[_at];

    public bool MoveNext()
    {
        if (++_at < _count)
            return true;
        if (!_candles.MoveNext())
            return false;
        Candle candle = _candles.Current;
        if (!candle.IsConsistent || candle.OpenTime <= _lastOpen || candle.OpenTime != candle.OpenTime.FloorTo(TimeSpan.FromMinutes(1)))
            throw new InvalidDataException($"{symbol}: candle {candle.OpenTime} is inconsistent, off the minute or out of order");
        _lastOpen = candle.OpenTime;
        _count = CandlePath.Expand(candle, intervalMinutes: 1, _trades);
        _at = 0;
        return true;
    }

    public void Dispose() => _candles.Dispose();
}
