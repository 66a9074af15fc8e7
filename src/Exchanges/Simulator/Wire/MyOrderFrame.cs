using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>A change of an order: a fill, a prevention, or one of its state.</summary>
internal readonly record struct OrderChange(VenueOrder Order, VenueFill? Fill, Timestamp Time, bool IsPrevention = false);

/// <summary>The private stream's message about a change of an order. Keys without a value are there, with null.</summary>
internal static class MyOrderFrame
{
    public static byte[] Write(FrameWriter frame, WireFormat format, in OrderChange change, VenueTerms terms)
    {
        (VenueOrder order, VenueFill? fill, Timestamp time, bool isPrevention) = change;
        var view = new OrderView(order);
        frame.Begin(format).Text(Fields.Type, "myOrder").Text(Fields.Code, order.Request.Symbol.Code)
            .Text(Fields.OrderUuid, order.VenueOrderId).Text(Fields.AskBid, MarketFrames.NameOf(order.Request.Side))
            .Text(Fields.OrderType, view.OrdType).Text(Fields.State, fill is not null ? "trade" : isPrevention ? "prevented" : view.State).Text(Fields.TradeUuid, fill?.TradeId);
        Add(frame, Fields.Price, fill is null ? view.Price : fill.Price.Units);
        frame.Amount(Fields.AveragePrice, view.AveragePrice);
        Add(frame, Fields.Volume, fill is null ? view.Volume : fill.Quantity.Units);
        Add(frame, Fields.RemainingVolume, view.RemainingVolume);
        frame.Amount(Fields.ExecutedVolume, order.Executed.Units).Integer(Fields.TradesCount, order.Fills.Count)
            .Amount(Fields.ReservedFee, order.ReservedFee.Units).Amount(Fields.RemainingFee, view.RemainingFee)
            .Amount(Fields.PaidFee, order.PaidFee.Units).Amount(Fields.Locked, view.Locked)
            .Amount(Fields.ExecutedFunds, order.ExecutedFunds.Units).Text(Fields.TimeInForce, view.TimeInForce);
        Add(frame, Fields.TradeFee, fill?.Fee.Units);
        if (fill is null)
            frame.Null(Fields.IsMaker);
        else
            frame.Bool(Fields.IsMaker, fill.Liquidity == Orders.LiquiditySide.Maker);
        frame.Text(Fields.Identifier, view.Identifier).Text(Fields.SmpType, view.SmpType(terms))
            .Amount(Fields.PreventedVolume, order.Prevented.Volume.Units).Amount(Fields.PreventedLocked, view.PreventedLocked);
        if (fill is null)
            frame.Null(Fields.TradeTimestamp);
        else
            frame.Integer(Fields.TradeTimestamp, fill.Time.UnixMillis);
        return frame.Integer(Fields.OrderTimestamp, order.CreatedAt.UnixMillis).Stamp(time.UnixMillis)
            .Text(Fields.StreamType, MarketFrames.NameOf(StreamType.Realtime)).End();
    }

    private static void Add(FrameWriter frame, Field field, Int128? units)
    {
        if (units is { } value)
            frame.Amount(field, value);
        else
            frame.Null(field);
    }
}
