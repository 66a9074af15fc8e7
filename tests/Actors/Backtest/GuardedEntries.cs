using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>
/// A strategy that looks at candles alone and leaves the rest to its orders: market entries with a stop or a trailing stop, limits that expire, and,
/// with a timer, exits on the minute.
/// </summary>
internal sealed class GuardedEntries(bool hasTimer, decimal stop) : Strategy
{
    private int _candles;

    public override int WarmUpMinutes => 0;

    public override TimeSpan? TimerPeriod => hasTimer ? TimeSpan.FromMinutes(3) : null;

    public static StrategyChoice Choose(bool hasTimer = false, decimal stop = 0.998m) => new(
        new StrategyDescriptor("guarded", "for tests", [], _ => new GuardedEntries(hasTimer, stop)),
        StrategySettings.Read("guarded", [], new Dictionary<string, string>()));

    public override Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        if (++_candles % 11 != 1 || view.IsLong || view.Orders.Count > 0)
            return null;
        Price level = TickTable.FloorToTick(Price.Of(decimal.Round(candle.Close.ToDecimal() * stop, 8)));
        return new Intent(IntentKind.Enter, "every eleventh candle")
        {
            Terms = (_candles / 11 % 3) switch
            {
                0 => IntentTerms.Plain with { Bracket = new Bracket(Trigger.StopAt(level), Price.None, Trigger.None, TimeSpan.Zero) },
                1 => IntentTerms.Plain with { Bracket = new Bracket(Trigger.Trailing(30), Price.None, Trigger.None, TimeSpan.Zero) },
                _ => IntentTerms.Plain with { Limit = level, ExpiresAfter = TimeSpan.FromMinutes(4), Bracket = new Bracket(Trigger.Trailing(30), Price.None, Trigger.None, TimeSpan.Zero) },
            },
        };
    }

    public override Intent? OnTimer(Timestamp now, in StrategyView view) =>
        view.IsLong && now.UnixMicros / 180_000_000 % 5 == 0 ? new Intent(IntentKind.Exit, "it is time") : null;
}
