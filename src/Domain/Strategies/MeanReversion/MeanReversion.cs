using CoinPilot.Indicators;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>
/// Buys a dip that has turned, by rules that follow the regime of the market: bull, sideways or bear by two moving averages of closes, unknown,
/// and without entries, until the slow one is full. Entries are decided on closed bars, of an hour unless told otherwise; stop loss and
/// trailing stop act on every trade, take profit, RSI and time limit on closed one-minute candles. Both tables are in docs/strategies-reference.md.
/// </summary>
public sealed class MeanReversion : Strategy, IStrategyKind
{
    /// <summary>A best price that a thousandth is not yet above the one remembered is lost by a restart.</summary>
    private const int StepsInABest = 1_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly RegimeRules _bull;
    private readonly RegimeRules _sideways;
    private readonly RegimeRules _bear;
    private readonly RegimeSeries _series;
    private readonly double _gapPercent;
    private Regime _regime;
    private double? _rsi14;
    private readonly Condition[] _entry = new Condition[RegimeEntry.Most];
    private int _entryCount;
    private ExitMoment _last;
    private HeldPosition _held;
    private HeldPosition _remembered;

    /// <summary>Throws <see cref="StrategyConfigurationException"/> where the fast average is not the shorter one.</summary>
    public MeanReversion(StrategySettings settings)
    {
        _bull = RegimeRules.Read(settings, Regime.Bull);
        _sideways = RegimeRules.Read(settings, Regime.Sideways);
        _bear = RegimeRules.Read(settings, Regime.Bear);
        RegimeLengths lengths = LengthsOf(settings, new[] { _bull, _sideways, _bear }.Max(r => Math.Max(r.TouchBars, r.HoldBars)));
        if (lengths.Fast >= lengths.Slow)
            throw new StrategyConfigurationException($"fast ({lengths.Fast}) must be below slow ({lengths.Slow}) in 'mean-reversion'");
        _series = new RegimeSeries(lengths);
        _gapPercent = (double)settings.Number("gap");
        BarSize size = BarSize.Minutes(settings.Whole("minutes"));
        BarSizes = [size];
        WarmUpMinutes = (lengths.WarmUpBars + 1) * size.TotalMinutes;
    }

    public static StrategyDescriptor Descriptor { get; } = new(
        "mean-reversion", "buys a dip that has turned, by rules that follow the regime: bull, sideways or bear",
        [
            new StrategyParameter("minutes", 60, 1, 1440, IsWhole: true, "minutes in a bar"),
            new StrategyParameter("fast", 50, 1, 1000, IsWhole: true, "bars in the regime's fast average"),
            new StrategyParameter("slow", 200, 2, 2000, IsWhole: true, "bars in the regime's slow average"),
            new StrategyParameter("gap", 2, 0, 50, IsWhole: false, "percent of the slow average that the fast one lies beyond it in a bull or bear market, more than"),
            new StrategyParameter("rsi14Bars", 14, 2, 500, IsWhole: true, "bars in the slow RSI"),
            new StrategyParameter("rsi7Bars", 7, 2, 500, IsWhole: true, "bars in the fast RSI"),
            new StrategyParameter("dipBars", 5, 1, 500, IsWhole: true, "newest bars in which the fast RSI dipped"),
            new StrategyParameter("averageBars", 20, 1, 1000, IsWhole: true, "bars in the average that the price is held against"),
            new StrategyParameter("volumeBars", 20, 1, 1000, IsWhole: true, "bars in the average that the volume is held against"),
            new StrategyParameter("surgeBars", 3, 1, 1000, IsWhole: true, "newest bars in which surgeMax looks for volume"),
            new StrategyParameter("bandBars", 20, 2, 1000, IsWhole: true, "bars in the Bollinger bands"),
            new StrategyParameter("bandWidth", 2, 0.1m, 10, IsWhole: false, "standard deviations from the middle to a band"),
            .. RegimeRules.Parameters,
        ],
        settings => new MeanReversion(settings));

    public override bool WantsTicks => true;

    public override IReadOnlyList<BarSize> BarSizes { get; }

    public override int WarmUpMinutes { get; }

    public override int StateVersion => 1;

    public override Intent? OnTick(in Trade trade, in StrategyView view)
    {
        if (!view.IsLong || trade.Time < view.OpenedAt)
            return null;
        Watch(trade.Price, view);
        RegimeRules rules = RulesOf(_held.Regime);
        return Exit(RegimeExit.OnPrice(trade.Price, _held, rules), new ExitMoment(trade.Price, trade.Time, _rsi14), rules);
    }

    public override Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        ExitMoment now = new(candle.Close, candle.OpenTime + Minute, _rsi14);
        _last = now;
        if (!view.IsLong || now.Time <= view.OpenedAt)
            return null;
        Watch(candle.Close, view);
        RegimeRules rules = RulesOf(_held.Regime);
        return Exit(RegimeExit.OnClose(now, _held, rules), now, rules);
    }

    public override Intent? OnBar(BarSize size, in Candle bar, in StrategyView view)
    {
        Bar figures = Bar.Of(bar);
        _series.Update(figures);
        Remember();
        if (!_series.TryGet(figures.Close, out RegimeReading now))
            return null;
        _regime = now.RegimeAt(_gapPercent);
        _rsi14 = now.Rsi14;
        RegimeRules rules = RulesOf(_regime);
        _entryCount = RegimeEntry.Write(now, rules, _entry);
        if (!view.IsLong)
            return RegimeEntry.AllHold(Entry) ? Enter(now, rules) : null;
        if (_held.OpenedAt == view.OpenedAt)
            Keep(_held.In(rules));
        return null;
    }

    public override void Save(StateWriter state)
    {
        _remembered.Save(state);
        state.Write("minutes", BarSizes[0].TotalMinutes);
        _series.Save(state);
    }

    public override void Load(StateReader state)
    {
        _held = _remembered = HeldPosition.Load(state);
        if (state.ReadInt("minutes") == BarSizes[0].TotalMinutes)
            _series.Load(state);
    }

    public override ValueList<Condition> Explain(in StrategyView view)
    {
        if (!view.IsLong)
            return ValueList<Condition>.Of(Entry.ToArray());
        ExitMoment now = _last;
        HeldPosition held = _held;
        return ValueList<Condition>.Of(Enum.GetValues<ExitRule>().SelectMany(rule => RegimeExit.Conditions(rule, now, held, RulesOf(held.Regime))));
    }

    private static RegimeLengths LengthsOf(StrategySettings s, int counted) => new(
        s.Whole("fast"), s.Whole("slow"), s.Whole("rsi14Bars"), s.Whole("rsi7Bars"), s.Whole("dipBars"), s.Whole("averageBars"),
        s.Whole("volumeBars"), s.Whole("surgeBars"), s.Whole("bandBars"), (double)s.Number("bandWidth"), counted);

    private ReadOnlySpan<Condition> Entry => _entry.AsSpan(0, _entryCount);

    private Intent Enter(in RegimeReading now, RegimeRules rules) => new(
        IntentKind.Enter, $"{rules.Regime}: averages {now.Fast:G8} and {now.Slow:G8}; every condition holds; {rules.SizePercent} % of the size")
    {
        Conditions = ValueList<Condition>.Of(Entry.ToArray()),
        Terms = rules.SizePercent == 100m ? IntentTerms.Plain : IntentTerms.Plain with { Share = rules.SizePercent / 100m },
    };

    private Intent? Exit(ExitRule rule, in ExitMoment now, RegimeRules rules) => rule == ExitRule.None ? null : new Intent(
        IntentKind.Exit, $"{rule} in {rules.Regime} at {now.Price}, cost {_held.Cost}, best {_held.Best}")
    {
        Conditions = ValueList<Condition>.Of(RegimeExit.Conditions(rule, now, _held, rules)),
    };

    private void Watch(Price price, in StrategyView view)
    {
        HeldPosition held = _held.OpenedAt == view.OpenedAt ? _held : HeldPosition.Opened(view, RulesOf(_regime));
        Keep(held with { Cost = view.AverageCost, Best = Price.Max(held.Best, price) });
    }

    // A best price is remembered in steps: else every trade of a rise would be written to the journal.
    private void Keep(in HeldPosition held)
    {
        _held = held;
        if (held with { Best = _remembered.Best } == _remembered && held.Best.Units - _remembered.Best.Units < _remembered.Best.Units / StepsInABest)
            return;
        _remembered = held;
        Remember();
    }

    // A position may outlive what is known of the market, after a restart with a short history: it is guarded as in a sideways one.
    private RegimeRules RulesOf(Regime regime) => regime switch { Regime.Bull => _bull, Regime.Bear => _bear, _ => _sideways };
}
