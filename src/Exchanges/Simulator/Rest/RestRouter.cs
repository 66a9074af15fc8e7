namespace CoinPilot.Exchanges.Simulator;

/// <summary>Finds who answers a request, once its token and its group's limit allow it.</summary>
internal sealed class RestRouter
{
    private readonly TradingFloor _floor;
    private readonly TokenCheck _tokens;
    private readonly TimeProvider _time;
    private readonly Dictionary<(string Method, string Path), Route> _routes;

    public RestRouter(TradingFloor floor, TokenCheck tokens, LocalExchangeOptions options)
    {
        _floor = floor;
        _tokens = tokens;
        _time = options.Time;
        RateLimits limits = options.Limits ?? new RateLimits();
        bool isLimited = options.Limits is not null;
        var market = new LimitGroup("market", limits.Market, isLimited);
        var candles = new LimitGroup("candles", limits.Candles, isLimited);
        var ticker = new LimitGroup("ticker", limits.Ticker, isLimited);
        var personal = new LimitGroup("default", limits.Default, isLimited);
        var order = new LimitGroup("order", limits.Order, isLimited);
        var quotation = new QuotationApi(floor);
        var orders = new OrdersApi(floor);
        var account = new AccountApi(floor);
        var control = new ControlApi(floor);
        _routes = new()
        {
            [("GET", "/v1/market/all")] = new(quotation.Markets, market),
            [("GET", "/v1/candles/minutes/1")] = new(quotation.MinuteCandles, candles),
            [("GET", "/v1/ticker")] = new(quotation.Tickers, ticker),
            [("GET", "/v1/accounts")] = new(account.List, personal, IsPrivate: true),
            [("GET", "/v1/orders/chance")] = new(account.Chance, personal, IsPrivate: true),
            [("GET", "/v1/orders/open")] = new(orders.ListOpen, personal, IsPrivate: true),
            [("GET", "/v1/order")] = new(orders.Get, personal, IsPrivate: true),
            [("DELETE", "/v1/order")] = new(orders.Cancel, personal, IsPrivate: true),
            [("POST", "/v1/orders")] = new(orders.Create, order, IsPrivate: true),
            [("GET", "/control/orders")] = new(control.Orders, null),
            [("GET", "/control/state")] = new(control.State, null),
        };
    }

    /// <summary>The answer and, where the call has a limit, the value of its Remaining-Req header.</summary>
    public (RestAnswer Answer, string? RemainingRequests) Answer(RestRequest request)
    {
        if (!_routes.TryGetValue((request.Method, request.Path), out Route? route))
            return (RestErrors.NoRoute, null);
        lock (_floor.Gate)
        {
            if (route.Group is { } group && !group.TryTake(_time.GetUtcNow()))
                return (RestErrors.TooManyRequests, group.Header);
            return (AnswerAllowed(route, request), route.Group?.Header);
        }
    }

    private RestAnswer AnswerAllowed(Route route, RestRequest request)
    {
        if (route.IsPrivate && _tokens.Refuse(request.Authorization, request.Parameters()) is { } refusal)
            return RestErrors.Unauthorized(refusal);
        return route.Handle(request);
    }

    private sealed record Route(Func<RestRequest, RestAnswer> Handle, LimitGroup? Group, bool IsPrivate = false);
}
