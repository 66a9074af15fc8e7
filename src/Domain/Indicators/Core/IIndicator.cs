namespace CoinPilot.Indicators;

/// <summary>
/// An indicator that is told one input at a time and never looks back or ahead: what it says after an update depends on the updates
/// until then alone, so a backtest cannot see the future. An update allocates nothing. One instance serves one series.
/// </summary>
/// <typeparam name="TOutput">A number, or a record of several.</typeparam>
public interface IIndicator<TOutput>
    where TOutput : struct
{
    /// <summary>Updates until <see cref="TryGet"/> first gives a value; the fewest, where that waits for an event such as a reversal or a new day.</summary>
    int WarmUpBars { get; }

    /// <summary>The value after the last update. False, and no value, until there have been enough, or where the formula has none.</summary>
    bool TryGet(out TOutput value);
}

/// <summary>An indicator of a single series: closes, or any other number.</summary>
public interface IValueIndicator<TOutput> : IIndicator<TOutput>
    where TOutput : struct
{
    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> for a value that is not finite, and then has not changed.</summary>
    void Update(double value);
}

/// <summary>An indicator of bars.</summary>
public interface IBarIndicator<TOutput> : IIndicator<TOutput>
    where TOutput : struct
{
    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> for a bar with a number that is not finite, and then has not changed.</summary>
    void Update(in Bar bar);
}

/// <summary>An indicator of two series side by side.</summary>
public interface IPairIndicator<TOutput> : IIndicator<TOutput>
    where TOutput : struct
{
    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> for a value that is not finite, and then has not changed.</summary>
    void Update(double x, double y);
}

/// <summary>
/// Marks an indicator that says something about a past bar which later bars can take back. What it drew could not have been traded,
/// so a strategy that holds one is refused.
/// </summary>
public interface IRepaints;
