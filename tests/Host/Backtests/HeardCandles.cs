using CoinPilot.MarketData;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtests;

/// <summary>What a strategy of a backtest heard: every candle, and where what it wanted counted. It wants something at each of them.</summary>
internal sealed class HeardCandles
{
    public const int History = 30;

    public List<Timestamp> Candles { get; } = [];

    /// <summary>The ends of the candles after which it held something, or held nothing any more.</summary>
    public List<Timestamp> Decided { get; } = [];

    public StrategyChoice Choice => new(
        new StrategyDescriptor("listener", "for tests", [], _ => new Listener(this)),
        StrategySettings.Read("listener", [], new Dictionary<string, string>()));

    private sealed class Listener(HeardCandles heard) : Strategy
    {
        private Timestamp _now;

        public override int WarmUpMinutes => History;

        public override Intent? OnCandle(in Candle candle, in StrategyView view)
        {
            if (heard is { Candles.Count: 0, Decided.Count: > 0 })
                throw new InvalidOperationException("traded before it heard a candle");
            heard.Candles.Add(candle.OpenTime);
            _now = candle.OpenTime + TimeSpan.FromMinutes(1);
            return new Intent(view.IsLong ? IntentKind.Exit : IntentKind.Enter, "to be heard");
        }

        public override Intent? OnFill(in Fill fill, in StrategyView view)
        {
            heard.Decided.Add(_now);
            return null;
        }
    }
}
