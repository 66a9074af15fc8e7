namespace CoinPilot.Exchanges.Upbit;

/// <summary>The venue's quotas; each is counted apart, and a block stops them all.</summary>
internal enum UpbitGroup { Market, Candle, Trade, Ticker, OrderBook, Default, Order, OrderTest, CancelAll, SocketConnect }
