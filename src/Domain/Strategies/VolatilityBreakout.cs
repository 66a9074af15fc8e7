using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>
/// Larry Williams' volatility breakout on UTC days: buys when the price passes today's open + k x (yesterday's high - low),
/// sells at the next day's open. One attempt a day.
/// </summary>
public sealed class VolatilityBreakout(decimal k) : Strategy, IStrategyKind
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly int _kMillis = (int)(k * 1000);
    private readonly BarBuilder _days = new(Day);
    private Candle _yesterday;
    private Timestamp _today;
    private Timestamp _tomorrow;
    private Price _open;
    private Price _target;
    private Price _last;
    private bool _passed;

    public static StrategyDescriptor Descriptor { get; } = new(
        "volatility-breakout", "buys a break of yesterday's range above today's open, sells at the next open",
        [new StrategyParameter("k", 0.5m, 0.05m, 3m, IsWhole: false, "share of yesterday's range, to three places")],
        settings => new VolatilityBreakout(settings.Number("k")));

    public override bool WantsTicks => true;

    /// <summary>Yesterday whole and today so far.</summary>
    public override int WarmUpMinutes => 2 * 24 * 60;

    public override int StateVersion => 1;

    public override Intent? OnTick(in Trade trade, in StrategyView view) =>
        trade.Time < _today ? null : OnPrice(trade.Time, trade.Price, trade.Price, view);

    public override Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        Intent? intent = candle.OpenTime < _today ? null : OnPrice(candle.OpenTime, candle.Open, candle.High, view);
        if (_days.Add(candle, 1, out Candle day))
            _yesterday = day;
        // The day's last candle may close after the next day's first trade: only now is yesterday's range final.
        if (day.OpenTime == _today - Day)
            SetTarget();
        // Where trades were missed, the day's own bar knows its open better than the first trade seen.
        if (_days.TryGetOpen(out Candle today) && today.OpenTime == _today && today.Open != _open)
        {
            _open = today.Open;
            SetTarget();
            Remember();
        }
        return intent;
    }

    public override ValueList<Condition> Explain(in StrategyView view)
    {
        if (view.IsLong)
            return ValueList<Condition>.Of([Condition.That("bought before today", view.OpenedAt < _today)]);
        return _target.IsSet
            ? ValueList<Condition>.Of([Condition.AtLeast("price", _last.ToDouble(), _target.ToDouble()), Condition.That("first attempt today", !_passed)])
            : ValueList<Condition>.Empty;
    }

    public override void Save(StateWriter state)
    {
        state.Write("today", _today);
        state.Write("open", _open);
        state.Write("passed", _passed);
    }

    public override void Load(StateReader state)
    {
        _today = state.ReadTimestamp("today");
        _tomorrow = _today.IsSet ? _today + Day : Timestamp.None;
        _open = state.ReadPrice("open");
        _passed = state.ReadBool("passed");
        SetTarget();
    }

    private Intent? OnPrice(Timestamp time, Price open, Price high, in StrategyView view)
    {
        if (time >= _tomorrow)
            BeginDay(time.FloorTo(Day), open);
        _last = high;
        if (view.IsLong)
            return view.OpenedAt >= _today ? null : Wish(IntentKind.Exit, $"new day opened at {_open}, bought at {view.AverageCost}", view);
        if (_passed || !_target.IsSet || high < _target)
            return null;
        Intent entry = Wish(
            IntentKind.Enter, $"price {high} passed {_target} = open {_open} + {_kMillis / 1000m} x ({_yesterday.High} - {_yesterday.Low})", view);
        _passed = true;
        Remember();
        return entry;
    }

    private Intent Wish(IntentKind kind, string reason, in StrategyView view) => new(kind, reason) { Conditions = Explain(view) };

    private void BeginDay(Timestamp day, Price open)
    {
        if (_days.TryGetOpen(out Candle unfinished) && unfinished.OpenTime < day)
            _yesterday = unfinished;
        _today = day;
        _tomorrow = day + Day;
        _open = open;
        _passed = false;
        SetTarget();
        Remember();
    }

    private void SetTarget() =>
        _target = _yesterday.OpenTime == _today - Day && _yesterday.High.IsSet
            ? new Price(checked((long)(_open.Units + (Int128)(_yesterday.High.Units - _yesterday.Low.Units) * _kMillis / 1000)))
            : Price.None;
}
