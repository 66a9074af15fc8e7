using CoinPilot.MarketData;
using CoinPilot.Strategies;

namespace CoinPilot.Benchmarks.Latency;

/// <summary>Buys and sells in turn, at one of so many ticks.</summary>
internal sealed class Trigger(Probe probe, int symbol, int ticksPerOrder) : Strategy
{
    // The frames' numbers begin there, and rise by this with each tick.
    private const long FirstId = 17_654_321_001_230_000;
    private const long IdStep = 370_000;

    private long _ticks;

    public override bool WantsTicks => true;

    public override int WarmUpMinutes => 0;

    public override Intent? OnCandle(in Candle candle, in StrategyView view) => null;

    public override Intent? OnTick(in Trade trade, in StrategyView view)
    {
        if (++_ticks % ticksPerOrder != 0)
            return null;
        probe.Asked(symbol, (trade.SequentialId - FirstId) / IdStep);
        return new Intent(view.IsLong ? IntentKind.Exit : IntentKind.Enter, "due");
    }
}
