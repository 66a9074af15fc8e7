using CoinPilot.Indicators;
using CoinPilot.MarketData;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Examples;

/// <summary>Buys a close that lies far below its average; sells once the close has fallen far from its highest since the entry.</summary>
public sealed class BuyTheDip(int bars, decimal dipPercent, decimal trailPercent) : Strategy, IStrategyKind
{
    private readonly SimpleMovingAverage _average = new(bars);
    private double _close;
    private double _peak;

    public static StrategyDescriptor Descriptor { get; } = new(
        "dip", "buys dips below the average, sells with a trailing stop",
        [
            new StrategyParameter("bars", 60, 2, 1000, IsWhole: true, "minutes in the average"),
            new StrategyParameter("dip", 1m, 0.1m, 50m, IsWhole: false, "percent below the average to buy at"),
            new StrategyParameter("trail", 1m, 0.1m, 50m, IsWhole: false, "percent below the highest close to sell at"),
        ],
        settings => new BuyTheDip(settings.Whole("bars"), settings.Number("dip"), settings.Number("trail")));

    public override int WarmUpMinutes => bars;

    public override int StateVersion => 1;

    public override Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        _close = candle.Close.ToDouble();
        _average.Update(_close);
        if (view.IsLong && candle.OpenTime >= view.OpenedAt && _close > _peak)
        {
            _peak = _close;
            Remember();
        }
        if (view.IsLong)
            return _close <= Stop ? new Intent(IntentKind.Exit, $"{_close} is {trailPercent} % below {_peak}") { Conditions = Explain(view) } : null;
        return _average.TryGet(out double average) && _close <= Level(average)
            ? new Intent(IntentKind.Enter, $"{_close} is {dipPercent} % below its average") { Conditions = Explain(view) }
            : null;
    }

    public override Intent? OnFill(in Fill fill, in StrategyView view)
    {
        _peak = view.IsLong ? Math.Max(_peak, fill.Price.ToDouble()) : 0;
        Remember();
        return null;
    }

    public override void Save(StateWriter state) => state.Write("peak", _peak);

    public override void Load(StateReader state) => _peak = state.ReadDouble("peak");

    public override ValueList<Condition> Explain(in StrategyView view)
    {
        if (view.IsLong)
            return ValueList<Condition>.Of([Condition.AtMost("close", _close, Stop)]);
        return _average.TryGet(out double average)
            ? ValueList<Condition>.Of([Condition.AtMost("close", _close, Level(average))])
            : ValueList<Condition>.Empty;
    }

    private double Stop => _peak * (1 - (double)trailPercent / 100);

    private double Level(double average) => average * (1 - (double)dipPercent / 100);
}
