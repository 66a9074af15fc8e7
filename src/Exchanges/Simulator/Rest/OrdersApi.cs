using CoinPilot.Matching;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The private calls about one order.</summary>
internal sealed class OrdersApi(TradingFloor floor)
{
    private readonly NewOrderReader _reader = new(floor.Terms);
    private readonly OrderJson _json = new(floor.Terms);

    public RestAnswer Create(RestRequest request)
    {
        if (Read(request, out RestAnswer? refusal) is not { } order)
            return refusal!;
        (VenueError error, _) = floor.Core.Place(order, floor.Now);

        // The answer is the order as it was accepted; what it did at once is told by the private stream.
        return error == VenueError.None ? _json.One(floor.LastAccepted!, withTrades: false, status: 201) : RestErrors.Of(error, order.Side);
    }

    /// <summary>All that creating an order checks, and nothing else; the order that it answers with does not exist.</summary>
    public RestAnswer Try(RestRequest request)
    {
        if (Read(request, out RestAnswer? refusal) is not { } order)
            return refusal!;
        VenueError error = floor.Core.Check(order);
        return error == VenueError.None
            ? _json.One(floor.Core.Preview(order, floor.Now), withTrades: false, status: 201)
            : RestErrors.Of(error, order.Side);
    }

    public RestAnswer Get(RestRequest request) =>
        Named(request, out RestAnswer? refusal) is { } order ? _json.One(order, withTrades: true) : refusal!;

    /// <summary>Answers with the order as it was before the cancel, as a venue does that cancels in its own time.</summary>
    public RestAnswer Cancel(RestRequest request)
    {
        if (request.Body is not null)
            return RestErrors.BodyNotSupported;
        if (Named(request, out RestAnswer? refusal) is not { } order)
            return refusal!;
        if (order.State != VenueOrderState.Waiting)
            return RestErrors.OrderNotFound;
        floor.CancelLater(order.VenueOrderId);
        return _json.One(order, withTrades: false);
    }

    /// <summary>Cancels an order and places another of its market and side. Should the old one end before its cancel, there is no new one.</summary>
    public RestAnswer CancelAndNew(RestRequest request)
    {
        if (!request.HasJsonObject)
            return RestErrors.NoJsonBody;
        string? uuid = request.Field("prev_order_uuid"), identifier = request.Field("prev_order_identifier");
        if ((uuid is null && identifier is null) || request.Field("new_ord_type") is null)
            return RestErrors.Invalid("prev_order_uuid, new_ord_type");
        if (floor.FindOrder(uuid, identifier) is not { State: VenueOrderState.Waiting } old)
            return RestErrors.OrderNotFound;
        (VenueOrderRequest? order, RestAnswer? refusal) = _reader.Read(name => NewField(request, old, name));
        if (order is null)
            return refusal!;
        VenueError error = floor.Core.Check(order, cancelledFirst: old.VenueOrderId);
        if (error != VenueError.None)
            return RestErrors.Of(error, order.Side);
        string newUuid = floor.ReplaceLater(old.VenueOrderId, order);
        return _json.Replaced(old, newUuid, order.Identifier.Length > 0 ? order.Identifier : null);
    }

    private static string? NewField(RestRequest request, VenueOrder old, string name) => name switch
    {
        "market" => old.Request.Symbol.Code,
        "side" => old.Request.Side == Orders.OrderSide.Buy ? "bid" : "ask",
        "volume" when request.Field("new_volume") == "remain_only" =>
            (old.Request.Quantity - old.Executed - old.Prevented.Volume).ToString(),
        _ => request.Field("new_" + name),
    };

    private VenueOrderRequest? Read(RestRequest request, out RestAnswer? refusal)
    {
        (VenueOrderRequest? order, refusal) = request.HasJsonObject ? _reader.Read(request.Field) : (null, RestErrors.NoJsonBody);
        return order;
    }

    private VenueOrder? Named(RestRequest request, out RestAnswer? refusal)
    {
        string? uuid = request.Get("uuid");
        string? identifier = request.Get("identifier");
        refusal = uuid is null && identifier is null ? RestErrors.Of(VenueError.InvalidParameter, Orders.OrderSide.Buy) : RestErrors.OrderNotFound;
        return floor.FindOrder(uuid, identifier);
    }
}
