using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>
/// Feeds a strategy: trades and one-minute candles as they come, and the bars of the sizes it asked for, built from those candles. A bar that the minute ends
/// comes right after that minute; one whose last minutes had no trade comes before the first minute after it. Shorter bars come first.
/// A bar that was not seen from its beginning is not handed over.
/// </summary>
public sealed class StrategyFeed
{
    private readonly Strategy _strategy;
    private readonly Line[] _lines;

    /// <summary>Throws <see cref="StrategyConfigurationException"/> where a size is asked for twice, or the warm-up is too short to hold a whole bar.</summary>
    public StrategyFeed(Strategy strategy)
    {
        _strategy = strategy;
        string name = strategy.GetType().Name;
        List<Line> lines = [];
        foreach (BarSize size in strategy.BarSizes.OrderBy(s => s.TotalMinutes))
        {
            if (lines.Exists(line => line.Size == size))
                throw new StrategyConfigurationException($"{name} asks for bars of {size} twice");
            if (strategy.WarmUpMinutes < WholeBarWithin(size))
                throw new StrategyConfigurationException(
                    $"{name} warms up for {strategy.WarmUpMinutes} minutes; to hold a whole bar of {size}, {WholeBarWithin(size)} are needed");
            lines.Add(new Line(size));
        }
        _lines = [.. lines];
        if (strategy.TimerPeriod is { } period && (period <= TimeSpan.Zero || period.Ticks % TimeSpan.TicksPerSecond != 0 || TimeSpan.TicksPerDay % period.Ticks != 0))
            throw new StrategyConfigurationException($"{name} asks for a timer every {period}; whole seconds that divide a day are possible");
    }

    /// <summary>The strategy itself, to ask what it wants and to tell it what needs no bars.</summary>
    public Strategy Strategy => _strategy;

    /// <summary>What the strategy saves now; from here on it has not changed.</summary>
    public ValueList<StateField> Save()
    {
        StateWriter writer = new();
        _strategy.Save(writer);
        _strategy.HasChanged = false;
        return writer.Fields;
    }

    /// <summary>Gives the strategy back what it saved. Throws <see cref="StrategyStateException"/> where that is of a later version or cannot be read.</summary>
    public void Load(int version, ValueList<StateField> state)
    {
        if (version > _strategy.StateVersion)
            throw new StrategyStateException($"{_strategy.GetType().Name} reads its state up to version {_strategy.StateVersion}, not {version}");
        _strategy.Load(new StateReader(version, state));
        _strategy.HasChanged = false;
    }

    /// <summary>A one-minute candle closed. Of several intents an exit is returned before an entry, else the first.</summary>
    public Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        if (_lines.Length == 0)
            return _strategy.OnCandle(candle, view);
        Intent? intent = null;
        foreach (Line line in _lines)
        {
            if (line.TryCloseBefore(candle, out Candle bar))
                intent = Stronger(intent, _strategy.OnBar(line.Size, bar, view));
        }
        intent = Stronger(intent, _strategy.OnCandle(candle, view));
        foreach (Line line in _lines)
        {
            if (line.TryCloseWith(candle, out Candle bar))
                intent = Stronger(intent, _strategy.OnBar(line.Size, bar, view));
        }
        return intent;
    }

    // A history may begin in the middle of a bar.
    private static int WholeBarWithin(BarSize size) => 2 * size.TotalMinutes - 1;

    /// <summary>Of two intents the exit before the entry, else the first.</summary>
    public static Intent? Stronger(Intent? first, Intent? second) =>
        first is null || (second is { Kind: IntentKind.Exit } && first.Kind != IntentKind.Exit) ? second : first;

    /// <summary>Bars of one size.</summary>
    private sealed class Line(BarSize size)
    {
        private readonly BarBuilder _builder = new(size);
        private bool _any;
        private bool _isPartial;

        public BarSize Size => size;

        /// <summary>True for a whole bar that ended before this minute.</summary>
        public bool TryCloseBefore(in Candle minute, out Candle bar)
        {
            if (!_any)
                (_any, _isPartial) = (true, minute.OpenTime != size.Around(minute.OpenTime).Start);
            return _builder.CloseBefore(minute.OpenTime, out bar) && IsWhole();
        }

        /// <summary>Adds the minute; true for a whole bar that it ends.</summary>
        public bool TryCloseWith(in Candle minute, out Candle bar) => _builder.Add(minute, 1, out bar) && IsWhole();

        private bool IsWhole()
        {
            bool isWhole = !_isPartial;
            _isPartial = false;
            return isWhole;
        }
    }
}
