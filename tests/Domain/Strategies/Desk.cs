using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Strategies;

/// <summary>Feeds a strategy and grants every intent at once, at the price that raised it.</summary>
internal sealed class Desk(Strategy strategy)
{
    public StrategyView View { get; set; }

    /// <summary>What was asked for, by the start of the candle or the time of the trade.</summary>
    public List<(Timestamp At, IntentKind Kind)> Intents { get; } = [];

    public void Candle(in Candle candle) => Grant(strategy.OnCandle(candle, View), candle.OpenTime, candle.Close);

    public void Trade(Timestamp time, decimal price) =>
        Grant(strategy.OnTick(new Trade(time, Price.Of(price), Quantity.Of(1), OrderSide.Buy, 0), View), time, Price.Of(price));

    public static StrategyView Long(Timestamp openedAt) => new(Quantity.Of(1), Price.Of(100), openedAt);

    private void Grant(Intent? intent, Timestamp time, Price price)
    {
        if (intent is null)
            return;
        Intents.Add((time, intent.Kind));
        View = intent.Kind == IntentKind.Enter ? new StrategyView(Quantity.Of(1), price, time) : default;
    }
}
