using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>
/// A strategy that enters on a rising candle and leaves on a falling one, counts its fills and what they make, and saves that. The
/// <paramref name="page"/> outlives its instances: what they were told, and where they are to fail.
/// </summary>
internal sealed class Diary(DiaryPage page) : Strategy
{
    private long _fills;
    private Quantity _held;
    private long _rises;

    public override int WarmUpMinutes => 5;

    public override int StateVersion => page.StateVersion;

    public override TimeSpan? TimerPeriod => page.TimerPeriod;

    public static StrategyChoice Choose(DiaryPage page, string kind = "diary") => new(
        new StrategyDescriptor(kind, "for tests", [], _ =>
        {
            page.Instances++;
            return new Diary(page);
        }),
        StrategySettings.Read(kind, [], new Dictionary<string, string>())) { Label = "diary" };

    public override Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        if (page.BreaksAtCandle)
        {
            page.BreaksAtCandle = false;
            throw new InvalidOperationException("broken at a candle");
        }
        page.Heard.Add($"candle {candle.Close} with {_fills}");
        if (candle.Close > candle.Open && !view.IsLong)
        {
            _rises++;
            Remember();
            return new Intent(IntentKind.Enter, "rising") { Conditions = ValueList<Condition>.Of([Condition.Above("close", candle.Close.ToDouble(), candle.Open.ToDouble())]) };
        }
        return candle.Close < candle.Open && view.IsLong ? new Intent(IntentKind.Exit, "falling") : null;
    }

    public override Intent? OnFill(in Fill fill, in StrategyView view)
    {
        if (page.BreaksAtFill)
            throw new InvalidOperationException("broken at a fill");
        page.Fills.Add(fill);
        _fills++;
        _held = fill.Side == OrderSide.Buy ? _held + fill.Quantity : _held - fill.Quantity;
        Remember();
        return null;
    }

    public override Intent? OnTimer(Timestamp now, in StrategyView view)
    {
        page.Heard.Add($"timer {now}");
        page.TimersLate.Add((page.Clock?.Invoke() ?? now) - now);
        return null;
    }

    public override void Save(StateWriter state)
    {
        state.Write("fills", _fills);
        state.Write("held", _held);
        state.Write("rises", _rises);
    }

    public override void Load(StateReader state)
    {
        (_fills, _held, _rises) = (state.ReadLong("fills"), state.ReadQuantity("held"), state.ReadLong("rises"));
        page.Heard.Add($"loaded {_fills} {_held} {_rises}");
    }

    public override ValueList<Condition> Explain(in StrategyView view) =>
        ValueList<Condition>.Of([Condition.Above("fills", _fills, 1), Condition.That("is long", view.IsLong)]);
}

/// <summary>What the instances of a <see cref="Diary"/> share.</summary>
internal sealed class DiaryPage
{
    public int StateVersion { get; set; } = 1;

    public TimeSpan? TimerPeriod { get; init; }

    public bool BreaksAtCandle { get; set; }

    public bool BreaksAtFill { get; set; }

    public int Instances { get; set; }

    /// <summary>What the strategy itself never sees.</summary>
    public Func<Timestamp>? Clock { get; set; }

    /// <summary>How long after its boundary each timer came, by <see cref="Clock"/>.</summary>
    public List<TimeSpan> TimersLate { get; } = [];

    public List<string> Heard { get; } = [];

    public List<Fill> Fills { get; } = [];
}
