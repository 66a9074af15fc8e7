using System.Globalization;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The private calls that list orders.</summary>
internal sealed class OrderListsApi(TradingFloor floor)
{
    private const int MaxOpen = 100;
    private const int MaxClosed = 1000;
    private const int MaxNamed = 100;

    private static readonly TimeSpan ClosedWindow = TimeSpan.FromDays(7);

    private readonly OrderJson _json = new(floor.Terms);

    public RestAnswer Open(RestRequest request)
    {
        if (States(request, ["wait", "watch"], ["wait"]) is not { } states ||
            request.Count("page", 1, int.MaxValue / MaxOpen) is not { } page || request.Count("limit", MaxOpen, MaxOpen) is not { } limit)
            return Invalid();
        // Reserved orders do not exist here.
        IEnumerable<VenueOrder> orders = states.Contains("wait") ? floor.Core.OpenOrders : [];
        return _json.List(Sorted(request, InMarket(request, orders)).Skip((page - 1) * limit).Take(limit));
    }

    /// <summary>Orders that ended, by when they were placed.</summary>
    public RestAnswer Closed(RestRequest request)
    {
        if (States(request, ["done", "cancel"], ["done", "cancel"]) is not { } states ||
            request.Count("limit", 100, MaxClosed) is not { } limit || Window(request) is not { } window)
            return Invalid();
        IEnumerable<VenueOrder> orders = floor.Orders.Where(o => o.State != VenueOrderState.Waiting &&
            states.Contains(new OrderView(o).State) && o.CreatedAt >= window.Start && o.CreatedAt <= window.End);
        return _json.List(Sorted(request, InMarket(request, orders)).Take(limit));
    }

    public RestAnswer Named(RestRequest request)
    {
        IReadOnlyList<string> uuids = request.GetAll("uuids[]"), identifiers = request.GetAll("identifiers[]");
        if (uuids.Count + identifiers.Count is 0 or > MaxNamed)
            return Invalid();
        IEnumerable<VenueOrder> orders = uuids.Count > 0
            ? uuids.Select(floor.Core.Find).OfType<VenueOrder>()
            : identifiers.Select(floor.Core.FindByIdentifier).OfType<VenueOrder>();
        return _json.List(Sorted(request, InMarket(request, orders).OrderBy(o => o.CreatedAt)));
    }

    private static string[]? States(RestRequest request, string[] known, string[] fallback)
    {
        string[] states = [.. request.GetAll("states[]"), .. request.GetAll("state")];
        if (states.Any(s => !known.Contains(s)))
            return null;
        return states.Length == 0 ? fallback : states;
    }

    /// <summary>Null for times that are none, and for a window longer than the venue takes.</summary>
    private (Timestamp Start, Timestamp End)? Window(RestRequest request)
    {
        Timestamp? end = request.Get("end_time") is { } endText ? TimeOf(endText) : null;
        Timestamp? start = request.Get("start_time") is { } startText ? TimeOf(startText) : null;
        if ((request.Get("end_time") is not null && end is null) || (request.Get("start_time") is not null && start is null))
            return null;
        (Timestamp from, Timestamp to) = (start, end) switch
        {
            ({ } s, { } e) => (s, e),
            ({ } s, null) => (s, s + ClosedWindow),
            (null, { } e) => (e - ClosedWindow, e),
            _ => (floor.Now - ClosedWindow, floor.Now),
        };
        return to >= from && to - from <= ClosedWindow ? (from, to) : null;
    }

    private static Timestamp? TimeOf(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long millis))
            return millis < long.MaxValue / 1_000 ? Timestamp.FromUnixMillis(millis) : null;
        return WireTime.TryParse(text, out Timestamp time) ? time : null;
    }

    private static IEnumerable<VenueOrder> InMarket(RestRequest request, IEnumerable<VenueOrder> orders) =>
        request.Get("market") is { } market ? orders.Where(o => o.Request.Symbol.Code == market) : orders;

    private static IEnumerable<VenueOrder> Sorted(RestRequest request, IEnumerable<VenueOrder> oldestFirst) =>
        request.Get("order_by") is "asc" ? oldestFirst : oldestFirst.Reverse();

    private static RestAnswer Invalid() => RestErrors.Of(VenueError.InvalidParameter, OrderSide.Buy);
}
