using System.Globalization;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Simulation.World;

/// <summary>What the simulation wants of a strategy.</summary>
internal enum StrategyMode
{
    /// <summary>Enter and leave at random.</summary>
    Chaos,

    /// <summary>Enter as soon as flat.</summary>
    Enter,

    /// <summary>Leave as soon as long.</summary>
    Exit,
}

/// <summary>How one strategy of one symbol is to behave; outlives its instances.</summary>
internal sealed class StrategyControl(ulong seed)
{
    public SeededRandom Random { get; } = new(seed);

    public StrategyMode Mode { get; set; }

    /// <summary>How many more times it throws.</summary>
    public int Throws { get; set; }
}

/// <summary>A strategy of no sense that trades a lot. Each intent has a reason of its own, by which its orders are counted.</summary>
internal sealed class ChaoticStrategy(StrategyControl control, Func<string> newReason) : Strategy
{
    /// <summary>The name of the count of its fills, in its state and its conditions.</summary>
    public const string Fills = "fills";

    private long _fills;
    private Int128 _held;

    public override bool WantsTicks => true;

    public override int StateVersion => 1;

    public override TimeSpan? TimerPeriod => TimeSpan.FromSeconds(30);

    public override int WarmUpMinutes => 0;

    /// <summary>The choice of it under <paramref name="name"/>, through the ordinary interface.</summary>
    public static StrategyChoice Choose(string name, StrategyControl control, Func<string> newReason)
    {
        StrategyDescriptor descriptor = new(name, "enters and leaves at random", [], _ => new ChaoticStrategy(control, newReason));
        return new StrategyChoice(descriptor, StrategySettings.Read(name, [], new Dictionary<string, string>()));
    }

    public override Intent? OnCandle(in Candle candle, in StrategyView view) => null;

    public override Intent? OnTick(in Trade trade, in StrategyView view)
    {
        MayThrow();
        return control.Mode switch
        {
            StrategyMode.Exit => view.IsLong ? Wish(IntentKind.Exit) : null,
            StrategyMode.Enter => view.IsLong ? null : Wish(IntentKind.Enter),
            _ => AtRandom(trade.Price, view),
        };
    }

    public override Intent? OnFill(in Fill fill, in StrategyView view)
    {
        _fills++;
        _held += fill.Side == OrderSide.Buy ? fill.Quantity.Units : -fill.Quantity.Units;
        Remember();
        MayThrow();
        return null;
    }

    public override Intent? OnTimer(Timestamp now, in StrategyView view) =>
        control.Mode == StrategyMode.Chaos && view.IsLong && control.Random.NextInt(10) == 0 ? Wish(IntentKind.Exit) : null;

    public override void Save(StateWriter state)
    {
        state.Write(Fills, _fills);
        state.Write("held", _held.ToString(CultureInfo.InvariantCulture));
    }

    public override void Load(StateReader state)
    {
        _fills = state.ReadLong(Fills);
        _held = Int128.Parse(state.ReadText("held"), CultureInfo.InvariantCulture);
    }

    public override ValueList<Condition> Explain(in StrategyView view) => ValueList<Condition>.Of([Condition.AtLeast(Fills, _fills, 0)]);

    private void MayThrow()
    {
        if (control.Throws == 0)
            return;
        control.Throws--;
        throw new ChaosException();
    }

    private Intent? AtRandom(Price last, in StrategyView view)
    {
        int drawn = control.Random.NextInt(100);
        if (view.IsLong && drawn < 12)
            return Wish(IntentKind.Exit);
        if (view.IsLong && drawn < 20)
            return Wait(last, view);
        return drawn >= (view.IsLong ? 97 : 80) ? Wish(IntentKind.Enter) with { Terms = EntryTerms(last) } : null;
    }

    private IntentTerms EntryTerms(Price last) => control.Random.NextInt(2) == 0 ? IntentTerms.Plain : new IntentTerms
    {
        Bracket = new Bracket(
            control.Random.NextInt(3) == 0 ? Trigger.Trailing(1 + control.Random.NextInt(60)) : Trigger.StopAt(Beside(last, -1)),
            control.Random.NextInt(3) == 0 ? TickTable.FloorToTick(Beside(last, -1)) : Price.None,
            Trigger.TakeProfitAt(Beside(last, 1)), TimeSpan.FromSeconds(5)),
    };

    // An exit that waits, or rests at the exchange; two of them end each other.
    private Intent Wait(Price last, in StrategyView view)
    {
        if (view.Find("above") is not null && control.Random.NextInt(3) == 0)
            return Wish(IntentKind.Withdraw) with { Terms = new IntentTerms { Tag = "above" } };
        if (view.Find("above") is not null && control.Random.NextInt(3) == 0)
            return Wish(IntentKind.Amend) with { Terms = new IntentTerms { Tag = "above", Limit = TickTable.CeilingToTick(Beside(last, 1)) } };
        return control.Random.NextInt(2) == 0
            ? Wish(IntentKind.Exit) with { Terms = new IntentTerms { Tag = "below", Group = "pair", Trigger = Trigger.StopAt(Beside(last, -1)) } }
            : Wish(IntentKind.Exit) with
            {
                Terms = new IntentTerms { Tag = "above", Group = "pair", Limit = TickTable.CeilingToTick(Beside(last, 1)), ExpiresAfter = TimeSpan.FromSeconds(20) },
            };
    }

    private Price Beside(Price last, int sign) => new(last.Units + sign * (last.Units / 10_000 * (5 + control.Random.NextInt(60))));

    private Intent Wish(IntentKind kind) => new(kind, newReason());
}

/// <summary>What a chaotic strategy throws.</summary>
internal sealed class ChaosException() : Exception("chaos");
