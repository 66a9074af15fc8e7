using System.Text.Json;
using CoinPilot.Matching;
using CoinPilot.Orders;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>The private calls that cancel many orders.</summary>
internal sealed class OrderCancelsApi(TradingFloor floor)
{
    private const int MaxNamed = 20;
    private const int MaxPairs = 20;
    private const int MaxOpen = 300;

    public RestAnswer Named(RestRequest request)
    {
        if (request.Body is not null)
            return RestErrors.BodyNotSupported;
        IReadOnlyList<string> uuids = request.GetAll("uuids[]"), identifiers = request.GetAll("identifiers[]");
        if (uuids.Count + identifiers.Count is 0 or > MaxNamed)
            return RestErrors.Of(VenueError.InvalidParameter, OrderSide.Buy);
        (string Name, string Id, VenueOrder? Order)[] named = uuids.Count > 0
            ? [.. uuids.Select(id => ("uuid", id, floor.Core.Find(id)))]
            : [.. identifiers.Select(id => ("identifier", id, floor.Core.FindByIdentifier(id)))];
        VenueOrder[] open = [.. named.Select(n => n.Order).OfType<VenueOrder>().Where(o => o.State == VenueOrderState.Waiting)];
        return Cancel(open, [.. named.Where(n => n.Order is not { State: VenueOrderState.Waiting }).Select(n => (n.Name, n.Id))]);
    }

    public RestAnswer Open(RestRequest request)
    {
        if (request.Body is not null)
            return RestErrors.BodyNotSupported;
        string side = request.Get("cancel_side") ?? "all";
        string[] pairs = Names(request, "pairs"), excluded = Names(request, "excluded_pairs"), quotes = Names(request, "quote_currencies");
        if (side is not ("all" or "ask" or "bid") || pairs.Length > MaxPairs || excluded.Length > MaxPairs || (pairs.Length > 0 && quotes.Length > 0) ||
            request.Count("count", 20, MaxOpen) is not { } count)
            return RestErrors.Of(VenueError.InvalidParameter, OrderSide.Buy);
        IEnumerable<VenueOrder> orders = floor.Core.OpenOrders.Where(o =>
            (side == "all" || side == (o.Request.Side == OrderSide.Buy ? "bid" : "ask")) &&
            (pairs.Length == 0 || pairs.Contains(o.Request.Symbol.Code)) &&
            (quotes.Length == 0 || quotes.Contains(o.Request.Symbol.Quote)) && !excluded.Contains(o.Request.Symbol.Code));
        return Cancel([.. (request.Get("order_by") is "asc" ? orders : orders.Reverse()).Take(count)], []);
    }

    private static string[] Names(RestRequest request, string name) => request.Get(name) is { Length: > 0 } list ? list.Split(',') : [];

    private RestAnswer Cancel(IReadOnlyList<VenueOrder> orders, IReadOnlyList<(string Name, string Id)> failed)
    {
        foreach (VenueOrder order in orders)
            floor.CancelLater(order.VenueOrderId);
        return RestAnswer.Json(json =>
        {
            json.WriteStartObject();
            Write(json, "success", orders, WriteOrder);
            Write(json, "failed", failed, static (json, f) => json.WriteString(f.Name, f.Id));
            json.WriteEndObject();
        });
    }

    private static void Write<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", items.Count);
        json.WriteStartArray("orders");
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteOrder(Utf8JsonWriter json, VenueOrder order)
    {
        json.WriteString("uuid", order.VenueOrderId);
        json.WriteString("market", order.Request.Symbol.Code);
        if (order.Request.Identifier.Length > 0)
            json.WriteString("identifier", order.Request.Identifier);
    }
}
