namespace CoinPilot.Exchanges.Simulator;

/// <summary>Every group of calls with its limit. Public limits count by address, private ones by account: here there is one of each.</summary>
internal sealed class Limits
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <param name="limits">Null limits nothing.</param>
    /// <param name="terms">The rules of the date.</param>
    public Limits(RateLimits? limits, VenueTerms terms)
    {
        RateLimits figures = limits ?? new RateLimits();
        Penalty? byAddress = limits is null ? null : new Penalty(figures);
        Penalty? byAccount = limits is null ? null : new Penalty(figures);
        LimitGroup Public(string name, int limit) => new(name, limit, Second, isBucket: false, byAddress);
        LimitGroup Private(string name, int limit, int seconds = 1) => new(name, limit, Second * seconds, isBucket: true, byAccount);
        Market = Public("market", figures.Market);
        Candles = Public("candles", figures.Candles);
        Trade = Public("trade", figures.Trade);
        Ticker = Public("ticker", figures.Ticker);
        OrderBook = Public("orderbook", figures.OrderBook);
        Connect = Public("websocket", figures.SocketConnects);
        Origin = new LimitGroup("origin", figures.Origin, Second * 10, isBucket: false, byAddress);
        Default = Private("default", figures.Default);
        Order = Private("order", figures.Order ?? terms.OrdersPerSecond);
        OrderTest = Private("order-test", figures.OrderTest);
        OrderCancelAll = Private("order-cancel-all", figures.OrderCancelAll, seconds: 2);
    }

    public LimitGroup Market { get; }

    public LimitGroup Candles { get; }

    public LimitGroup Trade { get; }

    public LimitGroup Ticker { get; }

    public LimitGroup OrderBook { get; }

    /// <summary>New sockets.</summary>
    public LimitGroup Connect { get; }

    /// <summary>Public requests and sockets with an Origin header.</summary>
    public LimitGroup Origin { get; }

    public LimitGroup Default { get; }

    public LimitGroup Order { get; }

    public LimitGroup OrderTest { get; }

    public LimitGroup OrderCancelAll { get; }
}
