using CoinPilot.MarketData;

namespace CoinPilot.Actors.Backtest;

/// <summary>A symbol's market as a backtest plays it: its minutes, oldest first, each with the trades that made it. For one backtest.</summary>
public abstract class MinuteTape
{
    /// <summary>The next minutes, some or all that are left; empty at the end alone. Valid until <see cref="Take"/>.</summary>
    public abstract ReadOnlySpan<Candle> Ahead { get; }

    /// <summary>The trades of the first minute of <see cref="Ahead"/>, in order, the first at or after its open time and all before its end. Valid until <see cref="Take"/>.</summary>
    public abstract ReadOnlySpan<Trade> Trades { get; }

    /// <summary>How much of the tape has been taken, 0 to 1.</summary>
    public abstract double Done { get; }

    /// <summary>Goes past so many of the minutes <see cref="Ahead"/>.</summary>
    public abstract void Take(int minutes);
}
