using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>What a strategy wants; risk decides whether and how much.</summary>
public enum IntentKind : byte { Enter = 1, Exit = 2 }

/// <summary>A wish to trade. <paramref name="Reason"/> names the condition that held, with figures.</summary>
public sealed record Intent(IntentKind Kind, string Reason);

/// <summary>What a strategy may know of itself besides the market.</summary>
/// <param name="Held">What it holds now.</param>
/// <param name="AverageCost">At what average cost; none when flat.</param>
/// <param name="OpenedAt">The venue's time of the fill that opened the position; none when flat.</param>
public readonly record struct StrategyView(Quantity Held, Price AverageCost, Timestamp OpenedAt)
{
    public bool IsLong => !Held.IsZero;
}

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
}
