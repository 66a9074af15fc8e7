using CoinPilot.Indicators;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>
/// Long while the fast simple moving average of closes lies above the slow one. Enters on the bar where it crosses above,
/// leaves on any bar where it lies below. Bars are built from one-minute candles.
/// </summary>
public sealed class MovingAverageCross : Strategy, IStrategyKind
{
    private readonly SimpleMovingAverage _fast;
    private readonly SimpleMovingAverage _slow;
    private readonly BarBuilder? _bars;
    private bool _wasBelow;
    private bool _crossed;

    /// <summary>Lengths count bars, <paramref name="fast"/> below <paramref name="slow"/>; a bar has <paramref name="minutes"/>.</summary>
    public MovingAverageCross(int fast, int slow, int minutes)
    {
        if (fast >= slow)
            throw new StrategyConfigurationException($"fast ({fast}) must be below slow ({slow}) in 'ma-cross'");
        if (24 * 60 % minutes != 0)
            throw new StrategyConfigurationException($"minutes ({minutes}) must divide a day in 'ma-cross'");
        _fast = new SimpleMovingAverage(fast);
        _slow = new SimpleMovingAverage(slow);
        _bars = minutes == 1 ? null : new BarBuilder(TimeSpan.FromMinutes(minutes));
        WarmUpMinutes = (slow + 1) * minutes;
    }

    public static StrategyDescriptor Descriptor { get; } = new(
        "ma-cross", "long while the fast moving average lies above the slow one",
        [
            new StrategyParameter("fast", 10, 1, 500, IsWhole: true, "bars in the fast average"),
            new StrategyParameter("slow", 30, 2, 1000, IsWhole: true, "bars in the slow average"),
            new StrategyParameter("minutes", 1, 1, 1440, IsWhole: true, "minutes in a bar"),
        ],
        settings => new MovingAverageCross(settings.Whole("fast"), settings.Whole("slow"), settings.Whole("minutes")));

    public override int WarmUpMinutes { get; }

    public override Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        if (_bars is null)
            return OnBar(candle, view);
        return _bars.Add(candle, 1, out Candle bar) ? OnBar(bar, view) : null;
    }

    private Intent? OnBar(in Candle bar, in StrategyView view)
    {
        double close = bar.Close.ToDouble();
        _fast.Update(close);
        _slow.Update(close);
        if (!_slow.TryGet(out double slow) || !_fast.TryGet(out double fast))
            return null;
        _crossed = _wasBelow && fast > slow;
        _wasBelow = fast <= slow;
        if (_crossed && !view.IsLong)
            return new Intent(IntentKind.Enter, $"fast average {fast:G10} crossed above slow {slow:G10}") { Conditions = Explain(view) };
        if (fast < slow && view.IsLong)
            return new Intent(IntentKind.Exit, $"fast average {fast:G10} is below slow {slow:G10}") { Conditions = Explain(view) };
        return null;
    }

    public override ValueList<Condition> Explain(in StrategyView view)
    {
        if (!_slow.TryGet(out double slow) || !_fast.TryGet(out double fast))
            return ValueList<Condition>.Empty;
        return ValueList<Condition>.Of(view.IsLong
            ? [Condition.Below("fast average", fast, slow)]
            : [Condition.Above("fast average", fast, slow), Condition.That("crossed on this bar", _crossed)]);
    }
}
