using System.Text.Json;
using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>An order as REST shows it: amounts are text, keys without a value are left out.</summary>
internal sealed class OrderJson(VenueTerms terms)
{
    public RestAnswer One(VenueOrder order, bool withTrades, int status = 200) => RestAnswer.Json(json => Write(json, order, withTrades), status);

    public RestAnswer List(IEnumerable<VenueOrder> orders) => RestAnswer.Json(json =>
    {
        json.WriteStartArray();
        foreach (VenueOrder order in orders)
            Write(json, order, withTrades: false);
        json.WriteEndArray();
    });

    /// <summary>The order that goes, with the names of the one that comes.</summary>
    public RestAnswer Replaced(VenueOrder old, string newUuid, string? newIdentifier) => RestAnswer.Json(json =>
    {
        json.WriteStartObject();
        WriteFields(json, old);
        json.WriteString("new_order_uuid", newUuid);
        if (newIdentifier is not null)
            json.WriteString("new_order_identifier", newIdentifier);
        json.WriteEndObject();
    }, status: 201);

    private void Write(Utf8JsonWriter json, VenueOrder order, bool withTrades)
    {
        json.WriteStartObject();
        WriteFields(json, order);
        if (withTrades)
            WriteTrades(json, order);
        json.WriteEndObject();
    }

    private void WriteFields(Utf8JsonWriter json, VenueOrder order)
    {
        var view = new OrderView(order);
        json.WriteString("market", order.Request.Symbol.Code);
        json.WriteString("uuid", order.VenueOrderId);
        json.WriteString("side", SideOf(order));
        json.WriteString("ord_type", view.OrdType);
        WriteAmount(json, "price", view.Price);
        json.WriteString("state", view.State);
        json.WriteString("created_at", WireTime.KstWithZone(order.CreatedAt));
        WriteAmount(json, "volume", view.Volume);
        WriteAmount(json, "remaining_volume", view.RemainingVolume);
        WriteAmount(json, "executed_volume", order.Executed.Units);
        WriteAmount(json, "reserved_fee", order.ReservedFee.Units);
        WriteAmount(json, "remaining_fee", view.RemainingFee);
        WriteAmount(json, "paid_fee", order.PaidFee.Units);
        WriteAmount(json, "locked", view.Locked);
        WriteAmount(json, "prevented_volume", order.Prevented.Volume.Units);
        WriteAmount(json, "prevented_locked", view.PreventedLocked);
        json.WriteNumber("trades_count", order.Fills.Count);
        if (view.TimeInForce is { } timeInForce)
            json.WriteString("time_in_force", timeInForce);
        if (view.SmpType(terms) is { } smpType)
            json.WriteString("smp_type", smpType);
        if (view.Identifier is { } identifier)
            json.WriteString("identifier", identifier);
    }

    private static void WriteTrades(Utf8JsonWriter json, VenueOrder order)
    {
        json.WriteStartArray("trades");
        foreach (VenueFill fill in order.Fills)
        {
            json.WriteStartObject();
            json.WriteString("market", order.Request.Symbol.Code);
            json.WriteString("uuid", fill.TradeId);
            WriteAmount(json, "price", fill.Price.Units);
            WriteAmount(json, "volume", fill.Quantity.Units);
            WriteAmount(json, "funds", fill.Funds.Units);
            json.WriteString("trend", order.Request.Side == Orders.OrderSide.Buy ? "up" : "down");
            json.WriteString("created_at", WireTime.KstMicros(fill.Time));
            json.WriteString("side", SideOf(order));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string SideOf(VenueOrder order) => order.Request.Side == Orders.OrderSide.Buy ? "bid" : "ask";

    private static void WriteAmount(Utf8JsonWriter json, string name, Int128? units)
    {
        if (units is { } value)
            json.WriteString(name, Fixed.Format(value));
    }
}
