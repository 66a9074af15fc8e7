using CoinPilot.Indicators;
using CoinPilot.MarketData;
using CoinPilot.Strategies;

namespace MyStrategy;

/// <summary>Buys when the RSI of one-minute closes falls below a level, and sells when it has risen above another.</summary>
public sealed class RsiDip : Strategy, IStrategyKind
{
    private readonly RelativeStrengthIndex _rsi;
    private readonly double _buyBelow;
    private readonly double _sellAbove;

    public RsiDip(int length, double buyBelow, double sellAbove)
    {
        if (buyBelow >= sellAbove)
            throw new StrategyConfigurationException($"buyBelow ({buyBelow}) must be below sellAbove ({sellAbove}) in 'rsi-dip'");
        _rsi = new RelativeStrengthIndex(length);
        _buyBelow = buyBelow;
        _sellAbove = sellAbove;
        // The RSI is smoothed: its first values still depend on where it began.
        WarmUpMinutes = 10 * length;
    }

    /// <summary>The name, the parameters (default, least, greatest), and how one is made: all that CoinPilot has to know.</summary>
    public static StrategyDescriptor Descriptor { get; } = new(
        "rsi-dip", "buys when the RSI has fallen, sells when it has risen",
        [
            new StrategyParameter("length", 14, 2, 200, IsWhole: true, "bars in the RSI"),
            new StrategyParameter("buyBelow", 30, 1, 99, IsWhole: false, "RSI below which it buys"),
            new StrategyParameter("sellAbove", 60, 1, 99, IsWhole: false, "RSI above which it sells"),
        ],
        settings => new RsiDip(settings.Whole("length"), (double)settings.Number("buyBelow"), (double)settings.Number("sellAbove")));

    public override int WarmUpMinutes { get; }

    public override Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        _rsi.Update(candle.Close.ToDouble());
        if (!_rsi.TryGet(out double rsi))
            return null;
        if (!view.IsLong && rsi < _buyBelow)
            return new Intent(IntentKind.Enter, $"RSI {rsi:F1} is below {_buyBelow}");
        if (view.IsLong && rsi > _sellAbove)
            return new Intent(IntentKind.Exit, $"RSI {rsi:F1} is above {_sellAbove}");
        return null;
    }
}
