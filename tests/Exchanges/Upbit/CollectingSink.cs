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

    public List<(int Symbol, TimeSpan Interval)> Intervals { get; } = [];

    public List<(int Symbol, UpbitBook Book)> Books { get; } = [];

    public List<(int Symbol, UpbitTicker Ticker)> Tickers { get; } = [];

    public List<UpbitAssetEvent> Assets { get; } = [];

    public List<UpbitAnnouncement> Announcements { get; } = [];

    public List<UpbitSubscriptionList> Subscriptions { get; } = [];

    public int Statuses { get; private set; }

    public void OnTrade(int symbol, in Trade trade, Timestamp venueTime) => Trades.Add((symbol, trade, venueTime));

    public void OnCandle(int symbol, in Candle candle, TimeSpan interval, Timestamp venueTime)
    {
        Candles.Add((symbol, candle, venueTime));
        Intervals.Add((symbol, interval));
    }

    public void OnBook(int symbol, UpbitBook book) => Books.Add((symbol, book));

    public void OnTicker(int symbol, UpbitTicker ticker) => Tickers.Add((symbol, ticker));

    public void OnAssets(UpbitAssetEvent assets) => Assets.Add(assets);

    public void OnAnnouncement(UpbitAnnouncement announcement) => Announcements.Add(announcement);

    public void OnSubscriptions(UpbitSubscriptionList list) => Subscriptions.Add(list);

    public void OnOrder(in UpbitOrderEvent order) => Orders.Add(order);

    public void OnError(string name, string message) => Errors.Add((name, message));

    public void OnStatus() => Statuses++;
}
