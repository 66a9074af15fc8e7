using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Reads the private socket's <c>myOrder</c>.</summary>
internal static class UpbitOrderEvents
{
    /// <summary>False when the order cannot be told apart, or a fill is not complete.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, in UpbitFieldSet fields, out UpbitOrderEvent order)
    {
        order = default;
        if (!Symbol.TryParse(UpbitValues.Text(json, fields, UpbitField.Code), out Symbol symbol)
            || UpbitValues.Text(json, fields, UpbitField.Uuid) is not { Length: > 0 } uuid
            || UpbitValues.Text(json, fields, UpbitField.State) is not { } state
            || !UpbitValues.TryMillis(fields.Bytes(json, UpbitField.Timestamp), out Timestamp venueTime))
            return false;
        Quantity? executed = null;
        if (fields.Has(UpbitField.ExecutedVolume))
        {
            if (!UpbitValues.TryQuantity(fields.Bytes(json, UpbitField.ExecutedVolume), out Quantity total))
                return false;
            executed = total;
        }
        order = new UpbitOrderEvent(symbol, uuid, state, UpbitValues.Text(json, fields, UpbitField.Identifier), executed, venueTime,
            null, default, default, null, false, default);
        return state != "trade" || TryReadFill(json, fields, ref order);
    }

    private static bool TryReadFill(ReadOnlySpan<byte> json, in UpbitFieldSet fields, ref UpbitOrderEvent order)
    {
        if (UpbitValues.Text(json, fields, UpbitField.TradeUuid) is not { Length: > 0 } tradeUuid
            || !UpbitValues.TryPrice(fields.Bytes(json, UpbitField.Price), out Price price)
            || !UpbitValues.TryQuantity(fields.Bytes(json, UpbitField.Volume), out Quantity quantity))
            return false;
        Money? fee = null;
        if (fields.Has(UpbitField.TradeFee))
        {
            if (!UpbitValues.TryMoney(fields.Bytes(json, UpbitField.TradeFee), out Money stated))
                return false;
            fee = stated;
        }
        bool hasTime = UpbitValues.TryMillis(fields.Bytes(json, UpbitField.TradeTimestamp), out Timestamp time);
        order = order with
        {
            TradeUuid = tradeUuid, FillPrice = price, FillQuantity = quantity, FillFee = fee,
            IsMaker = fields[UpbitField.IsMaker].Token == UpbitToken.True,
            FillTime = hasTime ? time : order.VenueTime,
        };
        return true;
    }
}
