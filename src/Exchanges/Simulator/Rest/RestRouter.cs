namespace CoinPilot.Exchanges.Simulator;

/// <summary>Finds who answers a request, once its token and its group's limit allow it.</summary>
internal sealed class RestRouter
{
    private readonly TradingFloor _floor;
    private readonly TokenCheck _tokens;
    private readonly TimeProvider _time;
    private readonly LimitGroup _origin;
    private readonly Dictionary<(string Method, string Path), Route> _routes;

    public RestRouter(TradingFloor floor, TokenCheck tokens, Limits limits, LocalExchangeOptions options)
    {
        _floor = floor;
        _tokens = tokens;
        _time = options.Time;
        _origin = limits.Origin;
        _routes = [];
        AddPublic(limits);
        AddPrivate(limits);
        AddControl();
    }

    /// <summary>The answer and, where the call has a limit, the value of its Remaining-Req header.</summary>
    public (RestAnswer Answer, string? RemainingRequests) Answer(RestRequest request)
    {
        if (!_routes.TryGetValue((request.Method, request.Path), out Route? route) || (route.IsControl && request.Address is not ("127.0.0.1" or "0.0.0.1")))
            return (RestErrors.NoRoute, null);
        lock (_floor.Gate)
        {
            LimitGroup? group = request.HasOrigin && route.IsPublic ? _origin : route.Group;
            if (group?.Penalty is { } penalty)
            {
                DateTimeOffset now = _time.GetUtcNow();
                if (penalty.FindBlock(now) is { } blocked)
                    return (blocked, null);
                if (!group.TryTake(now))
                    return (penalty.Refuse(now), group.Header);
            }
            return (route.IsControl ? AnswerAllowed(route, request) : AnswerWithFaults(route, request), group?.Header);
        }
    }

    private RestAnswer AnswerWithFaults(Route route, RestRequest request)
    {
        var place = new FaultPlace(route.Group?.Name, request.Method, request.Path, request.Get("market") ?? request.Field("market"));
        RestAnswer answer = FaultInstead(route, request, place) ?? AnswerAllowed(route, request);
        if (_floor.Faults.Strike(FaultKind.AcceptUnanswered, place) is { } unanswered)
            answer = unanswered.Status == 0 ? answer with { IsLost = true } : RestErrors.OfStatus(unanswered.Status);
        if (_floor.Faults.Strike(FaultKind.SlowAnswer, place) is { } slow)
            answer = answer with { Delay = slow.Delay };
        if (_floor.Faults.Strike(FaultKind.ClockSkew, default) is { } skew)
            answer = answer with { Skew = skew.Delay };
        return answer;
    }

    /// <summary>What a fault answers instead of carrying the request out; null for nothing.</summary>
    private RestAnswer? FaultInstead(Route route, RestRequest request, in FaultPlace place)
    {
        if (_floor.Faults.Strike(FaultKind.AnswerStatus, place) is { } fault)
            return RestErrors.OfStatus(fault.Status);
        if (route.Scope is not null && _floor.Faults.Strike(FaultKind.Maintenance, place) is not null)
            return RestErrors.Of(Matching.VenueError.MarketOffline, Orders.OrderSide.Buy);
        if (route.Group?.Name == "order" && _floor.Faults.Strike(FaultKind.RefuseOrder, place) is not null)
            return RestErrors.Refused(request.Field("side"));
        return null;
    }

    private RestAnswer AnswerAllowed(Route route, RestRequest request)
    {
        if (route.Scope is { } scope && _tokens.Refuse(request.Authorization, request.Parameters(), request.Address, scope) is { } refusal)
            return RestErrors.Unauthorized(refusal);
        RestAnswer answer = route.Handle(request);
        _floor.TellBooks();
        return answer;
    }

    private void AddPublic(Limits limits)
    {
        var tickers = new TickersApi(_floor);
        var books = new OrderBooksApi(_floor);
        _routes[("GET", "/v1/market/all")] = new(new MarketsApi(_floor).Markets, limits.Market);
        _routes[("GET", "/v1/trades/ticks")] = new(new TradesApi(_floor).List, limits.Trade);
        _routes[("GET", "/v1/ticker")] = new(tickers.Named, limits.Ticker);
        _routes[("GET", "/v1/ticker/all")] = new(tickers.All, limits.Ticker);
        _routes[("GET", "/v1/orderbook")] = new(books.Books, limits.OrderBook);
        _routes[("GET", "/v1/orderbook/instruments")] = new(books.Instruments, limits.OrderBook);
        foreach (CandleUnit unit in CandleUnit.All)
            _routes[("GET", "/v1/candles/" + unit.Path)] = new(new CandlesApi(_floor, unit).List, limits.Candles);
    }

    private void AddPrivate(Limits limits)
    {
        var orders = new OrdersApi(_floor);
        var lists = new OrderListsApi(_floor);
        var cancels = new OrderCancelsApi(_floor);
        var account = new AccountApi(_floor);
        _routes[("GET", "/v1/accounts")] = new(account.List, limits.Default, ApiScopes.AssetQuery);
        _routes[("GET", "/v1/orders/chance")] = new(account.Chance, limits.Default, ApiScopes.OrderQuery);
        _routes[("GET", "/v1/order")] = new(orders.Get, limits.Default, ApiScopes.OrderQuery);
        _routes[("GET", "/v1/orders/open")] = new(lists.Open, limits.Default, ApiScopes.OrderQuery);
        _routes[("GET", "/v1/orders/closed")] = new(lists.Closed, limits.Default, ApiScopes.OrderQuery);
        _routes[("GET", "/v1/orders/uuids")] = new(lists.Named, limits.Default, ApiScopes.OrderQuery);
        _routes[("POST", "/v1/orders")] = new(orders.Create, limits.Order, ApiScopes.Order);
        _routes[("POST", "/v1/orders/test")] = new(orders.Try, limits.OrderTest, ApiScopes.Order);
        _routes[("POST", "/v1/orders/cancel_and_new")] = new(orders.CancelAndNew, limits.Order, ApiScopes.Order);
        _routes[("DELETE", "/v1/order")] = new(orders.Cancel, limits.Default, ApiScopes.Order);
        _routes[("DELETE", "/v1/orders/uuids")] = new(cancels.Named, limits.Default, ApiScopes.Order);
        _routes[("DELETE", "/v1/orders/open")] = new(cancels.Open, limits.OrderCancelAll, ApiScopes.Order);
    }

    private void AddControl()
    {
        var control = new ControlApi(_floor);
        _routes[("GET", "/control/orders")] = new(control.Orders, null);
        _routes[("GET", "/control/state")] = new(control.State, null);
        var faults = new FaultsApi(_floor);
        _routes[("POST", "/control/faults")] = new(faults.Set, null);
        _routes[("GET", "/control/faults")] = new(faults.List, null);
        _routes[("DELETE", "/control/faults")] = new(faults.Remove, null);
    }

    /// <summary>A route without a scope is public.</summary>
    private sealed record Route(Func<RestRequest, RestAnswer> Handle, LimitGroup? Group, ApiScopes? Scope = null)
    {
        public bool IsPublic => Scope is null && Group is not null;

        /// <summary>Answered to this machine alone.</summary>
        public bool IsControl => Scope is null && Group is null;
    }
}
