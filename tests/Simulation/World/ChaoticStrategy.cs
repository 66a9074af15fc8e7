using CoinPilot.MarketData;
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
    public override bool WantsTrades => true;

    public override int WarmUpMinutes => 0;

    /// <summary>The choice of it under <paramref name="name"/>, through the ordinary interface.</summary>
    public static StrategyChoice Choose(string name, StrategyControl control, Func<string> newReason)
    {
        StrategyDescriptor descriptor = new(name, "enters and leaves at random", [], _ => new ChaoticStrategy(control, newReason));
        return new StrategyChoice(descriptor, StrategySettings.Read(name, [], new Dictionary<string, string>()));
    }

    public override Intent? OnCandle(in Candle candle, in StrategyView view) => null;

    public override Intent? OnTrade(in Trade trade, in StrategyView view)
    {
        if (control.Throws > 0)
        {
            control.Throws--;
            throw new ChaosException();
        }
        return control.Mode switch
        {
            StrategyMode.Exit => view.IsLong ? Wish(IntentKind.Exit) : null,
            StrategyMode.Enter => view.IsLong ? null : Wish(IntentKind.Enter),
            _ => AtRandom(view),
        };
    }

    private Intent? AtRandom(in StrategyView view)
    {
        int drawn = control.Random.NextInt(100);
        if (view.IsLong && drawn < 12)
            return Wish(IntentKind.Exit);
        return drawn >= (view.IsLong ? 97 : 80) ? Wish(IntentKind.Enter) : null;
    }

    private Intent Wish(IntentKind kind) => new(kind, newReason());
}

/// <summary>What a chaotic strategy throws.</summary>
internal sealed class ChaosException() : Exception("chaos");
