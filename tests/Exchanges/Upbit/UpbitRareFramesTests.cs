using System.Text;
using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

/// <summary>The messages that come seldom, in both namings and in lists.</summary>
public sealed class UpbitRareFramesTests
{
    private static readonly Timestamp Sent = Timestamp.FromUnixMillis(1765432100206);

    private readonly UpbitCounters _counters = new();
    private readonly CollectingSink _sink = new();

    [Theory]
    [InlineData(Samples.OrderBook)]
    [InlineData(Samples.SimpleOrderBook)]
    [InlineData("[" + Samples.OrderBook + "]")]
    [InlineData("[" + Samples.SimpleOrderBook + "]")]
    public void Book_InEveryFormat_IsReadExactly(string frame)
    {
        Read(frame);

        (int symbol, UpbitBook book) = Assert.Single(_sink.Books);
        var expected = new OrderBook(
            Sent, Levels(new BookLevel(Price.Of(121_500_000m), Quantity.Of(0.4m))), Levels(new BookLevel(Price.Of(121_490_000m), Quantity.Of(0.12m))));
        Assert.Equal((1, expected, false, Money.Zero), (symbol, book.Book, book.IsSnapshot, book.Level));
        Assert.Equal((Quantity.Of(0.4m), Quantity.Of(0.12m), 1), (book.TotalAsks, book.TotalBids, _counters[UpbitCount.Books]));
    }

    [Fact]
    public void Book_OfAThinSide_LosesItsPadding()
    {
        Read(Samples.PaddedOrderBook);

        UpbitBook book = Assert.Single(_sink.Books).Book;
        Assert.Equal((2, 1, true), (book.Book.Asks.Count, book.Book.Bids.Count, book.IsSnapshot));
    }

    [Theory]
    [InlineData("1.21501E8", "1.215E8")]
    [InlineData("1.21501E8", "1.2149E8")]
    [InlineData("1.21501E8", "-1")]
    [InlineData("1.1", "-1.1")]
    [InlineData("1.1", "null")]
    [InlineData("\"bid_price\":0.0", "\"bid_price\":1.215E8,\"bid_size\":1,\"x\":0.0")]
    [InlineData("\"orderbook_units\":[", "\"orderbook_units\":[1,")]
    [InlineData("\"orderbook_units\":", "\"units\":")]
    public void Book_OutOfOrderOrUnreadable_IsMalformed(string part, string with)
    {
        string frame = Samples.PaddedOrderBook.Replace(part, with);
        Assert.NotEqual(Samples.PaddedOrderBook, frame);
        Read(frame.Replace(",\"bid_size\":0.0}", part == "\"bid_price\":0.0" ? "}" : ",\"bid_size\":0.0}"));

        Assert.Empty(_sink.Books);
        Assert.Equal(1, _counters[UpbitCount.MalformedFrames]);
    }

    [Theory]
    [InlineData(Samples.Ticker)]
    [InlineData(Samples.SimpleTicker)]
    [InlineData("[" + Samples.SimpleTicker + "]")]
    public void Ticker_InEveryFormat_IsReadExactly(string frame)
    {
        Read(frame);

        (int symbol, UpbitTicker ticker) = Assert.Single(_sink.Tickers);
        var expected = new UpbitTicker
        {
            Symbol = Symbol.Parse("KRW-BTC"), Time = Timestamp.FromUnixMillis(1765432100160),
            TradePrice = Price.Of(121_500_000m), TradeVolume = Quantity.Of(0.0025m), TradeTime = Timestamp.FromUnixMillis(1765432100123), Taker = OrderSide.Buy,
            Open = Price.Of(120_100_000m), High = Price.Of(122_000_000m), Low = Price.Of(119_800_000m), PreviousClose = Price.Of(120_000_000m),
            SignedChange = Money.Of(1_500_000m), SignedChangeRate = 0.0125m,
            Volume = Quantity.Of(500.12345678m), Volume24h = Quantity.Of(1560.5m), Value = Money.Of(60_750_000_000.5m), Value24h = Money.Of(190_000_000_000.25m),
            AskVolume = Quantity.Of(240.02345678m), BidVolume = Quantity.Of(260.1m),
            Highest52Weeks = Price.Of(180_000_000m), Highest52WeeksDate = "2025-10-09", Lowest52Weeks = Price.Of(100_000_000m), Lowest52WeeksDate = "2025-04-09",
            MarketState = "ACTIVE", MarketWarning = "NONE", IsSnapshot = true,
        };
        Assert.Equal((1, expected), (symbol, ticker));
    }

    [Theory]
    [InlineData(Samples.Asset)]
    [InlineData(Samples.SimpleAsset)]
    [InlineData("[" + Samples.SimpleAsset + "]")]
    public void Assets_InEveryFormat_AreReadExactly(string frame)
    {
        Read(frame.Replace("3270635.5", "12345678901234567890.12345678"));

        UpbitAssetEvent assets = Assert.Single(_sink.Assets);
        Assert.Equal(
            [new Balance("KRW", Money.Of(12345678901234567890.12345678m), Money.Of(729364.5m)), new Balance("BTC", Money.Of(0.004m), Money.Zero)], assets.Balances);
        Assert.Equal((Timestamp.FromUnixMillis(1765432100140), 1), (assets.AssetTime, _counters[UpbitCount.AssetEvents]));
    }

    [Theory]
    [InlineData("\"balance\":0.004", "\"balance\":\"some\"")]
    [InlineData("\"currency\":\"BTC\"", "\"currency\":null")]
    [InlineData("{\"currency\":\"KRW\"", "7,{\"currency\":\"KRW\"")]
    public void Assets_WithOneUnreadable_AreMalformedAsAWhole(string part, string with)
    {
        Read(Samples.Asset.Replace(part, with));

        Assert.Empty(_sink.Assets);
        Assert.Equal(1, _counters[UpbitCount.MalformedFrames]);
    }

    [Theory]
    [InlineData(Samples.Announcement)]
    [InlineData(Samples.SimpleAnnouncement)]
    public void Announcement_InBothNamings_IsRead(string frame)
    {
        Read(frame);

        Assert.Equal(
            new UpbitAnnouncement("CREATED", "9d9e", "점검 \"안내\"", "maintenance", "https://upbit.com/notice/1",
                "2026-01-01T10:00:00+09:00", "2026-01-01T10:00:00+09:00", null, Timestamp.FromUnixMillis(1765432100171)),
            Assert.Single(_sink.Announcements));
    }

    [Theory]
    [InlineData(Samples.Subscriptions)]
    [InlineData(Samples.SimpleSubscriptions)]
    public void SubscriptionList_InBothNamings_IsRead(string frame)
    {
        Read(frame);

        var expected = new UpbitSubscriptionList("x", ValueList<UpbitSubscribed>.Of(
            [new UpbitSubscribed("ticker", ValueList<string>.Of(["KRW-BTC"]), null), new UpbitSubscribed("orderbook", ValueList<string>.Of(["KRW-ETH"]), Money.Zero)]));
        Assert.Equal(expected, Assert.Single(_sink.Subscriptions));
    }

    [Theory]
    [InlineData("candle.1s", 1)]
    [InlineData("candle.3m", 180)]
    [InlineData("candle.5m", 300)]
    [InlineData("candle.10m", 600)]
    [InlineData("candle.15m", 900)]
    [InlineData("candle.30m", 1800)]
    [InlineData("candle.60m", 3600)]
    [InlineData("candle.240m", 14400)]
    public void Candle_OfEveryLength_IsRead_OnItsOwnGrid(string type, int seconds)
    {
        Read(Samples.Candle.Replace("candle.1m", type).Replace("05:48:00", "04:00:00"));
        Read(Samples.Candle.Replace("candle.1m", type).Replace("05:48:00", "04:00:00.5"));
        Assert.Equal([(1, TimeSpan.FromSeconds(seconds))], _sink.Intervals);
        Assert.Equal(1, _counters[UpbitCount.MalformedFrames]);

        Read(Samples.Candle.Replace("candle.1m", type).Replace("05:48:00", "05:48:01"));
        Assert.Equal(seconds == 1 ? 2 : 1, _sink.Candles.Count);
    }

    [Fact]
    public void RareMessages_OfOtherCodes_AreCounted()
    {
        Read(Samples.OrderBook.Replace("KRW-BTC", "KRW-NEW"));
        Read(Samples.Ticker.Replace("KRW-BTC", "KRW-NEW"));
        Read(Samples.Candle.Replace("KRW-BTC", "KRW-NEW"));

        Assert.Equal((3, 0), (_counters[UpbitCount.UnknownCodes], _counters[UpbitCount.MalformedFrames]));
    }

    private void Read(string frame) =>
        new UpbitFrames(new UpbitCodes([Symbol.Parse("KRW-ETH"), Symbol.Parse("KRW-BTC")]), _counters).Read(Encoding.UTF8.GetBytes(frame), _sink);

    private static ValueList<BookLevel> Levels(params BookLevel[] levels) => ValueList<BookLevel>.Of(levels);
}
