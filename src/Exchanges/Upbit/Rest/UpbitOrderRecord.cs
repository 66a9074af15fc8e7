using System.Text.Json;
using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>Reads an order as the REST calls give it into an <see cref="ExecutionReport"/>.</summary>
internal static class UpbitOrderRecord
{
    /// <summary>Null when the answer is not a record of this order: unreadable, a field missing, or another order's.</summary>
    public static ExecutionReport? TryRead(byte[] json, ClientOrderId id, FeeRate feeRate)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Read(document.RootElement, id, feeRate);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException)
        {
            return null;
        }
    }

    private static ExecutionReport? Read(JsonElement order, ClientOrderId id, FeeRate feeRate)
    {
        if (Text(order, "identifier") is { } identifier && identifier != id.Value)
            return null;
        string uuid = Text(order, "uuid") ?? throw new FormatException("no uuid");
        Symbol symbol = Symbol.Parse(Text(order, "market") ?? "");
        if (!UpbitTime.TryParseOrderTime(Text(order, "created_at"), out Timestamp created))
            throw new FormatException("no created_at");
        Quantity? executed = Text(order, "executed_volume") is { } volume ? Quantity.FromUnits(Units(volume)) : null;
        ReportedFill[] fills = ReadFills(order, created, executed, feeRate);
        Timestamp time = fills.Length == 0 ? created : fills.Max(f => f.VenueTime);
        return new ExecutionReport(id, symbol, uuid, State(Text(order, "state")), executed, fills, time);
    }

    private static ReportedState State(string? state) => state switch
    {
        "wait" or "watch" => ReportedState.Open,
        "done" or "cancel" => ReportedState.Closed,
        _ => throw new FormatException($"unknown state '{state}'"),
    };

    private static ReportedFill[] ReadFills(JsonElement order, Timestamp created, Quantity? executed, FeeRate feeRate)
    {
        if (!order.TryGetProperty("trades", out JsonElement trades) || trades.ValueKind != JsonValueKind.Array)
            return [];
        List<(ReportedFill Fill, Money Funds)> fills = [.. trades.EnumerateArray().Select(t => ReadFill(order, t, created, feeRate))];
        return WithPaidFee(order, executed, fills);
    }

    private static (ReportedFill Fill, Money Funds) ReadFill(JsonElement order, JsonElement trade, Timestamp created, FeeRate feeRate)
    {
        Price price = Price.TryParse(Required(trade, "price"), out Price parsed) ? parsed : throw new FormatException("price");
        Quantity quantity = Quantity.FromUnits(Units(Required(trade, "volume")));
        if (!UpbitTime.TryParseOrderTime(Text(trade, "created_at"), out Timestamp time))
            throw new FormatException("no created_at");
        Money funds = Text(trade, "funds") is { } stated ? new Money(Units(stated)) : Money.NotionalDown(price, quantity);
        var fill = new ReportedFill(Required(trade, "uuid"), price, quantity, funds.FeeDown(feeRate), Liquidity(order, created, time), time);
        return (fill, funds);
    }

    /// <summary>
    /// The record states no fee per fill. At the usual rate the computed fees add up to <c>paid_fee</c>;
    /// where they do not, the paid fee is shared out by value, and its remainder put on the last fill.
    /// </summary>
    private static ReportedFill[] WithPaidFee(
        JsonElement order, Quantity? executed, List<(ReportedFill Fill, Money Funds)> fills)
    {
        ReportedFill[] plain = [.. fills.Select(f => f.Fill)];
        Int128 quantity = 0, fees = 0, funds = 0;
        foreach ((ReportedFill fill, Money value) in fills)
            checked { (quantity, fees, funds) = (quantity + fill.Quantity.Units, fees + fill.Fee.Units, funds + value.Units); }
        bool isComplete = executed is { } total && quantity == total.Units;
        if (!isComplete || funds == 0 || Text(order, "paid_fee") is not { } text)
            return plain;
        Int128 paid = Units(text), left = paid;
        if (Int128.Abs(paid - fees) <= fills.Count)
            return plain;
        for (int i = 0; i < plain.Length; i++)
        {
            Int128 share = i == plain.Length - 1 ? left : Fixed.MultiplyDivideDown(paid, fills[i].Funds.Units, funds);
            left -= share;
            plain[i] = plain[i] with { Fee = new Money(share) };
        }
        return plain;
    }

    /// <summary>
    /// The record does not say either. Certain for market, ioc, fok (taker) and post_only (maker); a plain limit order is taken to have
    /// rested when its fill came a second or more after it. Both pay the same fee.
    /// </summary>
    private static LiquiditySide Liquidity(JsonElement order, Timestamp created, Timestamp filled) =>
        (Text(order, "ord_type"), Text(order, "time_in_force")) switch
        {
            (_, "post_only") => LiquiditySide.Maker,
            ("limit", null) when filled - created >= TimeSpan.FromSeconds(1) => LiquiditySide.Maker,
            _ => LiquiditySide.Taker,
        };

    private static Int128 Units(string text) => UnitsOf(System.Text.Encoding.ASCII.GetBytes(text));

    private static Int128 UnitsOf(byte[] text) =>
        Fixed.TryParseTruncating(text, out Int128 units) && units >= 0 ? units : throw new FormatException("not an amount");

    private static string Required(JsonElement json, string name) => Text(json, name) ?? throw new FormatException($"no {name}");

    /// <summary>A text or a number's own spelling; null when absent or null.</summary>
    private static string? Text(JsonElement json, string name) =>
        !json.TryGetProperty(name, out JsonElement value) ? null : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Null => null,
            _ => throw new FormatException($"{name} is no text"),
        };
}
