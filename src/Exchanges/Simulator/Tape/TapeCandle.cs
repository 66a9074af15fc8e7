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

    /// <summary>This candle as the first part of one that opens at <paramref name="start"/>.</summary>
    public TapeCandle OpenedAt(Timestamp start) => this with { Candle = Candle with { OpenTime = start } };

    /// <summary>This candle with an <paramref name="earlier"/> one put before it; opens when that one did.</summary>
    public TapeCandle After(in TapeCandle earlier) => new(
        new Candle(
            earlier.Candle.OpenTime, earlier.Candle.Open, Price.Max(Candle.High, earlier.Candle.High), Price.Min(Candle.Low, earlier.Candle.Low),
            Candle.Close, Candle.Volume + earlier.Candle.Volume),
        Value + earlier.Value, LastMillis);

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
