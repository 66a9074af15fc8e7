using CoinPilot.Matching;
using CoinPilot.Orders;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The private calls about orders.</summary>
internal sealed class OrdersApi(TradingFloor floor)
{
    private const int MaxListed = 100;

    public RestAnswer Create(RestRequest request)
    {
        (VenueOrderRequest? order, RestAnswer? refusal) = NewOrderReader.Read(request.Body);
        if (order is null)
            return refusal!;
        (VenueError error, _) = floor.Core.Place(order, floor.Now);
        if (error != VenueError.None)
            return RestErrors.Of(error, order.Side);

        // The answer is the order as it was accepted; what it did at once is told by the private stream.
        VenueOrder accepted = floor.LastAccepted!;
        return RestAnswer.Json(json => OrderJson.Write(json, accepted, withTrades: false), status: 201);
    }

    public RestAnswer Get(RestRequest request)
    {
        if (Named(request, out RestAnswer? refusal) is not { } order)
            return refusal!;
        return RestAnswer.Json(json => OrderJson.Write(json, order, withTrades: true));
    }

    /// <summary>Answers with the order as it was before the cancel, as a venue does that cancels in its own time.</summary>
    public RestAnswer Cancel(RestRequest request)
    {
        if (request.Body is not null)
            return RestErrors.Exchange(400, "QUERY_PARAMETER_NOT_SUPPORTED", "DELETE 요청에는 본문을 사용할 수 없습니다.");
        if (Named(request, out RestAnswer? refusal) is not { } order)
            return refusal!;
        (VenueError error, _) = floor.Core.Cancel(order.VenueOrderId, floor.Now);
        return error == VenueError.None
            ? RestAnswer.Json(json => OrderJson.Write(json, order, withTrades: false))
            : RestErrors.OrderNotFound;
    }

    public RestAnswer ListOpen(RestRequest request)
    {
        string[] states = [.. request.GetAll("states[]"), .. request.GetAll("state")];
        if (states.Any(s => s is not ("wait" or "watch")))
            return Invalid();
        if (!TryCount(request, "page", 1, int.MaxValue / MaxListed, out int page) || !TryCount(request, "limit", MaxListed, MaxListed, out int limit))
            return Invalid();
        IEnumerable<VenueOrder> orders = states.Length == 0 || states.Contains("wait") ? floor.Core.OpenOrders : [];
        if (request.Get("market") is { } market)
            orders = orders.Where(o => o.Request.Symbol.Code == market);
        if (request.Get("order_by") is not "asc")
            orders = orders.Reverse();
        return RestAnswer.Json(json =>
        {
            json.WriteStartArray();
            foreach (VenueOrder order in orders.Skip((page - 1) * limit).Take(limit))
                OrderJson.Write(json, order, withTrades: false);
            json.WriteEndArray();
        });
    }

    private VenueOrder? Named(RestRequest request, out RestAnswer? refusal)
    {
        string? uuid = request.Get("uuid");
        string? identifier = request.Get("identifier");
        refusal = uuid is null && identifier is null ? Invalid() : RestErrors.OrderNotFound;
        return uuid is not null ? floor.Core.Find(uuid) : identifier is not null ? floor.Core.FindByIdentifier(identifier) : null;
    }

    private static bool TryCount(RestRequest request, string name, int fallback, int maximum, out int count)
    {
        count = fallback;
        return request.Get(name) is not { } text || (int.TryParse(text, out count) && count >= 1 && count <= maximum);
    }

    private static RestAnswer Invalid() => RestErrors.Of(VenueError.InvalidParameter, OrderSide.Buy);
}
