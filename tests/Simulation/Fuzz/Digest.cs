using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Fuzz;

/// <summary>Sums up all that a parser passed on, in order, so that two parsers can be compared without keeping it.</summary>
internal sealed class Digest : IUpbitFrameSink
{
    public int Value { get; private set; }

    public long Messages { get; private set; }

    public long LastPrice { get; private set; }

    public void OnTrade(int symbol, in Trade trade, Timestamp venueTime)
    {
        LastPrice = trade.Price.Units;
        Add(HashCode.Combine(1, symbol, trade, venueTime));
    }

    public void OnCandle(int symbol, in Candle candle, TimeSpan interval, Timestamp venueTime) => Add(HashCode.Combine(2, symbol, candle, interval, venueTime));

    public void OnOrder(in UpbitOrderEvent order) => Add(HashCode.Combine(3, order));

    public void OnBook(int symbol, UpbitBook book) => Add(HashCode.Combine(4, symbol, book));

    public void OnTicker(int symbol, UpbitTicker ticker) => Add(HashCode.Combine(5, symbol, ticker));

    public void OnAssets(UpbitAssetEvent assets) => Add(HashCode.Combine(6, assets));

    public void OnAnnouncement(UpbitAnnouncement announcement) => Add(HashCode.Combine(7, announcement));

    public void OnSubscriptions(UpbitSubscriptionList list) => Add(HashCode.Combine(8, list));

    public void OnError(string name, string message) => Add(HashCode.Combine(9, name, message));

    public void OnStatus() => Add(10);

    private void Add(int hash)
    {
        Value = HashCode.Combine(Value, hash);
        Messages++;
    }
}
