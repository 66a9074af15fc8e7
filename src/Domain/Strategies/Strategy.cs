using CoinPilot.MarketData;

namespace CoinPilot.Strategies;

/// <summary>
/// A trading strategy for one symbol: its own state, no clock, no I/O. It states conditions, not edges, for its exits,
/// so that an exit which failed is asked for again. It must not allocate unless it returns an intent.
/// </summary>
public abstract class Strategy
{
    /// <summary>True when <see cref="OnTrade"/> is needed; candles always come.</summary>
    public virtual bool WantsTrades => false;

    /// <summary>Minutes of one-minute candles to fold before the first intent; at least twice the longest of <see cref="BarSizes"/>, less one.</summary>
    public abstract int WarmUpMinutes { get; }

    /// <summary>The longer bars that <see cref="OnBar"/> is to be told of; none unless it says so. Does not change.</summary>
    public virtual IReadOnlyList<BarSize> BarSizes => [];

    /// <summary>A one-minute candle closed. During warm-up the intent is thrown away.</summary>
    public abstract Intent? OnCandle(in Candle candle, in StrategyView view);

    /// <summary>A bar of one of <see cref="BarSizes"/> closed. During warm-up the intent is thrown away.</summary>
    public virtual Intent? OnBar(BarSize size, in Candle bar, in StrategyView view) => null;

    /// <summary>A trade happened.</summary>
    public virtual Intent? OnTrade(in Trade trade, in StrategyView view) => null;

    /// <summary>
    /// Its position or one of its orders changed: a fill, an end, an order that is placed now. Asked again after each intent that was carried
    /// out, so that a strategy of many orders need not wait for the market to place them; a bounded number of times between two events of it.
    /// </summary>
    public virtual Intent? OnChange(in StrategyView view) => null;
}
