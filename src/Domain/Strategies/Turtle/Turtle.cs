using CoinPilot.Indicators;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>
/// The turtles' trend following, long only: buys a break of the high of the last bars, adds units as the price goes on, leaves at a break of the low
/// of the last bars or at a stop below the last unit. A unit is 1 % of equity / N. System 1 skips a breakout after a winning one, unless the
/// failsafe's high is broken. Source: Curtis Faith, "The Original Turtle Trading Rules" (2003).
/// </summary>
/// <remarks>Levels are of closed bars; breaks and stops act on every trade. Additions need a risk limit <c>second_entry</c> that allows them.</remarks>
public sealed class Turtle : Strategy, IStrategyKind
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TurtleRules _rules;
    private readonly TurtleLevels _levels;
    private readonly BarSize _size;
    private BreakoutRecord _breakout;
    private TurtleUnits _units;
    private Timestamp _barEnd;
    private Timestamp _now;
    private Timestamp _retryAt;
    private double _price;

    /// <summary>Throws <see cref="StrategyConfigurationException"/> where lengths do not go together.</summary>
    public Turtle(StrategySettings settings)
    {
        _rules = TurtleRules.Read(settings);
        _levels = new TurtleLevels(_rules);
        _size = BarSize.Minutes(_rules.Minutes);
        BarSizes = [_size];
        WarmUpMinutes = (_rules.WarmUpBars + 1) * _rules.Minutes;
    }

    public static StrategyDescriptor Descriptor { get; } = new(
        "turtle", "buys a break of the last bars' high and adds units as the trend goes on", TurtleRules.Parameters, settings => new Turtle(settings));

    public override bool WantsTicks => true;

    public override IReadOnlyList<BarSize> BarSizes { get; }

    public override int WarmUpMinutes { get; }

    public override int StateVersion => 1;

    public override Intent? OnTick(in Trade trade, in StrategyView view)
    {
        _now = trade.Time;
        return OnPrice(trade.Price, trade.Time < _barEnd, view);
    }

    public override Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        // Every bar that ended before this minute has been handed over by now: the levels hold for the bar that this minute is in.
        if (candle.OpenTime >= _barEnd)
            _barEnd = _size.Around(candle.OpenTime).End;
        if (_rules.Skips && _levels.IsReady)
            Judge(Bar.Of(candle));
        _now = candle.OpenTime + Minute;
        return OnPrice(candle.Close, isCurrent: true, view);
    }

    public override Intent? OnBar(BarSize size, in Candle bar, in StrategyView view)
    {
        _levels.Update(Bar.Of(bar));
        Timestamp next = size.Around(size.Around(bar.OpenTime).End).End;
        _barEnd = next > _barEnd ? next : _barEnd;
        Remember();
        return null;
    }

    public override Intent? OnFill(in Fill fill, in StrategyView view)
    {
        _retryAt = Timestamp.None;
        if (fill.Side == OrderSide.Buy)
            Take(_units.Bought(fill.Price));
        else if (!view.IsLong)
            Take(TurtleUnits.Sold(_barEnd));
        return null;
    }

    public override void Save(StateWriter state)
    {
        _units.Save(state);
        _breakout.Save(state);
        _levels.Save(state);
    }

    public override void Load(StateReader state)
    {
        _units = TurtleUnits.Load(state);
        _breakout = BreakoutRecord.Load(state);
        _levels.Load(state);
    }

    public override ValueList<Condition> Explain(in StrategyView view) => !_levels.IsReady ? ValueList<Condition>.Empty
        : view.IsLong ? ValueList<Condition>.Of([StopCondition, ExitCondition, AddCondition])
        : ValueList<Condition>.Of([EntryCondition, Condition.That("breakout is not skipped", !IsSkipped), FailsafeCondition]);

    // What came to nothing is asked for again after a minute, while it still holds.
    private bool MayAsk => _now >= _retryAt;

    private bool IsSkipped => _rules.Skips && _breakout.Skips;

    private double StopLevel => _units.Last.ToDouble() - _rules.Stop * _units.N;

    private double AddLevel => _units.Last.ToDouble() + _rules.Step * _units.N;

    private Condition EntryCondition => Condition.Above("price over the entry's high", _price, _levels.EntryHigh);

    private Condition FailsafeCondition => Condition.Above("price over the failsafe's high", _price, _levels.FailsafeHigh);

    private Condition AddCondition => Condition.AtLeast("price at the next unit", _price, AddLevel);

    private Condition StopCondition => Condition.AtMost("price at the stop", _price, StopLevel);

    private Condition ExitCondition => Condition.Below("price under the exit's low", _price, _levels.ExitLow);

    private Intent? OnPrice(Price price, bool isCurrent, in StrategyView view)
    {
        _price = price.ToDouble();
        if (view.IsLong)
            return WhileLong(price, isCurrent && _levels.IsReady, view);
        return isCurrent && _levels.IsReady && _units.SoldIn != _barEnd && MayAsk ? WhileFlat(price) : null;
    }

    private Intent? WhileLong(Price price, bool isCurrent, in StrategyView view)
    {
        if (_units.Count == 0 && _levels.IsReady)
            Take(TurtleUnits.Unknown(_rules.Units, view.AverageCost, _levels.N));
        // The stop needs no history.
        if (_units.Count > 0 && _price <= StopLevel)
            return Exit($"{price} is at or below the stop {StopLevel:G10}, {_rules.Stop} N of {_units.N:G6} below {_units.Last}", StopCondition);
        if (!isCurrent)
            return null;
        if (_price < _levels.ExitLow)
            return Exit($"{price} is below {_levels.ExitLow:G10}, the low of {_rules.Exit} bars", ExitCondition);
        if (_units.Count >= _rules.Units || _price < AddLevel || !MayAsk)
            return null;
        return Enter(_units.Count + 1, $"unit {_units.Count + 1} of {_rules.Units}: {price} is {_rules.Step} N of {_units.N:G6} above {_units.Last}", _units.N, AddCondition);
    }

    private Intent? WhileFlat(Price price)
    {
        if (_price > _levels.EntryHigh && !IsSkipped)
            return Enter(1, $"system {_rules.System}: {price} is above {_levels.EntryHigh:G10}, the high of {_rules.Entry} bars", _levels.N, EntryCondition);
        return IsSkipped && _price > _levels.FailsafeHigh
            ? Enter(1, $"failsafe: {price} is above {_levels.FailsafeHigh:G10}, the high of {_rules.Failsafe} bars", _levels.N, FailsafeCondition)
            : null;
    }

    private Intent Enter(int unit, string reason, double n, Condition condition)
    {
        double percent = n > 0 ? Math.Min(100, _rules.UnitPercent * _price / n) : 100;
        _retryAt = _now + Minute;
        if (_units.Ask(unit, n) is var asked && asked != _units)
            Take(asked);
        return new Intent(IntentKind.Enter, reason)
        {
            Conditions = ValueList<Condition>.Of([condition]),
            Terms = IntentTerms.Plain with { EquityPercent = Math.Max(1, (int)(percent * 100)) / 100m },
        };
    }

    private static Intent Exit(string reason, Condition condition) =>
        new(IntentKind.Exit, reason) { Conditions = ValueList<Condition>.Of([condition]) };

    private void Judge(in Bar minute)
    {
        BreakoutRecord after = _breakout.After(minute, _levels.EntryHigh, _levels.ExitLow, _rules.Stop * _levels.N);
        if (after == _breakout)
            return;
        _breakout = after;
        Remember();
    }

    private void Take(in TurtleUnits units)
    {
        _units = units;
        Remember();
    }
}
