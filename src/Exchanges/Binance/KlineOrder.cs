using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Binance;

/// <summary>
/// Passes one symbol's closed candles on once, in order, with no hole. While held, what streams in waits until those missed have been fetched.
/// </summary>
internal sealed class KlineOrder(Timestamp after, Action<Candle> onClosed)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly List<BinanceKline> _waiting = [];
    private bool _isHeld = true;

    /// <summary>The last minute passed on, or known before; none while there is no start.</summary>
    public Timestamp Through { get; private set; } = after;

    public void Hold()
    {
        _isHeld = true;
        _waiting.Clear();
    }

    /// <summary>A closed candle from the stream; false when minutes before it are missing.</summary>
    public bool OnClosed(in BinanceKline kline)
    {
        if (_isHeld)
            _waiting.Add(kline);
        else if (kline.Candle.OpenTime > Through + Minute)
            return false;
        else
            Pass(kline);
        return true;
    }

    /// <summary>Ends a hold with what was fetched, oldest first, every closed minute after <see cref="Through"/>; false when one is still missing.</summary>
    /// <param name="through">Where there is no start yet: the last minute that is over.</param>
    public bool Release(IEnumerable<BinanceKline> fetched, Timestamp through)
    {
        _isHeld = false;
        if (!Through.IsSet)
            Through = through;
        foreach (BinanceKline kline in fetched)
            Pass(kline);
        foreach (BinanceKline kline in _waiting)
        {
            if (!OnClosed(kline))
                return false;
        }
        _waiting.Clear();
        return true;
    }

    private void Pass(in BinanceKline kline)
    {
        if (kline.Candle.OpenTime <= Through)
            return;
        Through = kline.Candle.OpenTime;
        if (kline.Trades > 0)
            onClosed(kline.Candle);
    }
}
