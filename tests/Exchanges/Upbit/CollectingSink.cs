using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

/// <summary>Keeps everything that the parser found.</summary>
internal sealed class CollectingSink : IUpbitFrameSink
{
    public List<(int Symbol, Trade Trade, Timestamp VenueTime)> Trades { get; } = [];

    public List<(int Symbol, Candle Candle, Timestamp VenueTime)> Candles { get; } = [];

    public List<UpbitOrderEvent> Orders { get; } = [];

    public List<(string Name, string Message)> Errors { get; } = [];

    public int Statuses { get; private set; }

    public void OnTrade(int symbol, in Trade trade, Timestamp venueTime) => Trades.Add((symbol, trade, venueTime));

    public void OnCandle(int symbol, in Candle candle, Timestamp venueTime) => Candles.Add((symbol, candle, venueTime));

    public void OnOrder(in UpbitOrderEvent order) => Orders.Add(order);

    public void OnError(string name, string message) => Errors.Add((name, message));

    public void OnStatus() => Statuses++;
}
