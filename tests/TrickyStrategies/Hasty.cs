using CoinPilot.MarketData;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.TrickyStrategies;

/// <summary>Decides by an average that never forgets its first price, after a warm-up far too short for it.</summary>
public sealed class Hasty(int warmUp) : Strategy, IStrategyKind
{
    private const double Weight = 0.01;

    private double? _average;
    private double _close;

    public static StrategyDescriptor Descriptor { get; } = new(
        "hasty", "declares too little", [new StrategyParameter("warmUp", 5, 0, 10_000, IsWhole: true, "minutes")], s => new Hasty(s.Whole("warmUp")));

    public override int WarmUpMinutes => warmUp;

    public override Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        _close = candle.Close.ToDouble();
        _average = _average is { } before ? before + Weight * (_close - before) : _close;
        if (_close > _average == view.IsLong)
            return null;
        return new Intent(view.IsLong ? IntentKind.Exit : IntentKind.Enter, $"{_close} and {_average}") { Conditions = Explain(view) };
    }

    public override ValueList<Condition> Explain(in StrategyView view) =>
        _average is { } average ? ValueList<Condition>.Of([Condition.Above("close", _close, average)]) : ValueList<Condition>.Empty;
}
