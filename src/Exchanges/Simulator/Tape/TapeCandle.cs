using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>A one-minute candle with what the venue publishes beside it.</summary>
/// <param name="Candle">Prices and volume.</param>
/// <param name="Value">KRW traded in it.</param>
/// <param name="LastMillis">Time of its last trade.</param>
internal readonly record struct TapeCandle(Candle Candle, Money Value, long LastMillis)
{
    public static TapeCandle Open(Timestamp minute, in Trade trade) => new(
        new Candle(minute, trade.Price, trade.Price, trade.Price, trade.Price, trade.Quantity),
        Money.NotionalDown(trade.Price, trade.Quantity), trade.Time.UnixMillis);

    public TapeCandle With(in Trade trade) => new(
        Candle with
        {
            High = Price.Max(Candle.High, trade.Price),
            Low = Price.Min(Candle.Low, trade.Price),
            Close = trade.Price,
            Volume = Candle.Volume + trade.Quantity,
        },
        Value + Money.NotionalDown(trade.Price, trade.Quantity), trade.Time.UnixMillis);
}
