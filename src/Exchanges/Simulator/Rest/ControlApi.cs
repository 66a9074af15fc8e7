using CoinPilot.Matching;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>Calls that no real venue has: what a test or an audit compares its own records with.</summary>
internal sealed class ControlApi(TradingFloor floor)
{
    /// <summary>Every order ever placed, oldest first, with its fills and their fees.</summary>
    public RestAnswer Orders(RestRequest request) => RestAnswer.Json(json =>
    {
        json.WriteStartArray();
        foreach (VenueOrder order in floor.OrderIds.Select(floor.Core.Find).OfType<VenueOrder>())
        {
            var view = new OrderView(order);
            json.WriteStartObject();
            json.WriteString("uuid", order.VenueOrderId);
            json.WriteString("identifier", view.Identifier);
            json.WriteString("market", order.Request.Symbol.Code);
            json.WriteString("side", order.Request.Side == CoinPilot.Orders.OrderSide.Buy ? "bid" : "ask");
            json.WriteString("ord_type", view.OrdType);
            json.WriteString("state", view.State);
            json.WriteString("executed_volume", order.Executed.ToString());
            json.WriteString("executed_funds", order.ExecutedFunds.ToString());
            json.WriteString("paid_fee", order.PaidFee.ToString());
            json.WriteStartArray("fills");
            foreach (VenueFill fill in order.Fills)
            {
                json.WriteStartObject();
                json.WriteString("uuid", fill.TradeId);
                json.WriteString("price", fill.Price.ToString());
                json.WriteString("volume", fill.Quantity.ToString());
                json.WriteString("funds", fill.Funds.ToString());
                json.WriteString("fee", fill.Fee.ToString());
                json.WriteNumber("timestamp", fill.Time.UnixMillis);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    public RestAnswer State(RestRequest request) => RestAnswer.Json(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("finished", floor.IsFinished);
        json.WriteNumber("time", floor.Now.UnixMillis);
        json.WriteString("time_utc", floor.Now.ToString());
        json.WriteNumber("trades", floor.TradeCount);
        json.WriteNumber("orders", floor.OrderIds.Count);
        json.WriteNumber("subscribers", floor.Broadcast.SubscriberCount);
        json.WriteNumber("subscribers_cut_off", floor.Broadcast.CutOffCount);
        json.WriteString("cash", floor.Core.FreeCash.ToString());
        json.WriteString("cash_locked", floor.Core.LockedCash.ToString());
        json.WriteEndObject();
    });
}
