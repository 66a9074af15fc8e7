using CoinPilot.MarketData;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>A strategy that tests steer by candles: it enters on a rising one and leaves on a falling one.</summary>
/// <param name="breaks">Whether it throws on a candle of <see cref="BreakingVolume"/>.</param>
internal sealed class CandleColour(bool breaks) : Strategy
{
    public const decimal BreakingVolume = 13m;

    public static StrategyChoice Steady { get; } = Choice("steady", breaks: false);

    public static StrategyChoice Brittle { get; } = Choice("brittle", breaks: true);

    public override int WarmUpMinutes => 0;

    public override Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        if (breaks && candle.Volume == Quantity.Of(BreakingVolume))
            throw new InvalidOperationException("thirteen");
        if (candle.Close > candle.Open && !view.IsLong)
            return new Intent(IntentKind.Enter, "rising");
        return candle.Close < candle.Open && view.IsLong ? new Intent(IntentKind.Exit, "falling") : null;
    }

    private static StrategyChoice Choice(string name, bool breaks) => new(
        new StrategyDescriptor(name, "for tests", [], _ => new CandleColour(breaks)),
        StrategySettings.Read(name, [], new Dictionary<string, string>()));
}
