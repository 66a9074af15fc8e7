using System.Text.Json;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>Reads the body of a new order. <c>best</c> orders are not offered.</summary>
internal static class NewOrderReader
{
    private static readonly string[] SmpTypes = ["cancel_maker", "cancel_taker", "reduce", "none"];

    /// <summary>The request, or the answer that refuses it.</summary>
    public static (VenueOrderRequest? Request, RestAnswer? Refusal) Read(JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } fields)
            return (null, RestErrors.Exchange(400, "bad_request", "JSON 본문이 필요합니다."));
        if (Text(fields, "market") is not { } market || Text(fields, "side") is not { } sideName || Text(fields, "ord_type") is not { } type)
            return (null, Validation("market, side, ord_type"));
        if (SideOf(sideName) is not { } side)
            return (null, Validation("side"));
        if (!Symbol.TryParse(market, out Symbol symbol))
            return (null, RestErrors.Of(VenueError.MarketNotFound, side));
        string identifier = Text(fields, "identifier") ?? "";
        if (identifier.Length > ClientOrderId.MaxLength)
            return (null, Validation("identifier"));
        if (RefuseTerms(fields, side, type, out TimeInForce timeInForce) is { } refusal)
            return (null, refusal);
        return ReadAmounts(fields, new VenueOrderRequest(
            symbol, side, type == "limit" ? OrderType.Limit : OrderType.Market, timeInForce, Quantity.Zero, Price.None, Money.Zero, identifier));
    }

    private static RestAnswer? RefuseTerms(JsonElement fields, OrderSide side, string type, out TimeInForce timeInForce)
    {
        timeInForce = TimeInForce.Gtc;
        bool isKnown = (type, side) is ("limit", _) or ("price", OrderSide.Buy) or ("market", OrderSide.Sell);
        if (!isKnown)
            return RestErrors.Of(VenueError.InvalidParameter, side);
        if (Text(fields, "time_in_force") is { } name)
        {
            if (TimeInForceOf(name) is not { } known || type != "limit")
                return RestErrors.Exchange(400, "invalid_time_in_force", "time_in_force 값이 올바르지 않습니다.");
            timeInForce = known;
        }
        if (Text(fields, "smp_type") is not { } smpType)
            return null;
        if (!SmpTypes.Contains(smpType))
            return Validation("smp_type");
        return timeInForce == TimeInForce.PostOnly
            ? RestErrors.Exchange(400, "invalid_post_only", "post_only 주문에는 smp_type 을 사용할 수 없습니다.")
            : null;
    }

    private static (VenueOrderRequest? Request, RestAnswer? Refusal) ReadAmounts(JsonElement fields, VenueOrderRequest order)
    {
        bool isMarketBuy = order is { Type: OrderType.Market, Side: OrderSide.Buy };
        string? volume = Text(fields, "volume");
        string? price = Text(fields, "price");
        if ((volume is null) != isMarketBuy || (price is null) != (order is { Type: OrderType.Market, Side: OrderSide.Sell }))
            return (null, Validation("volume, price"));
        if (volume is not null)
        {
            if (!Quantity.TryParse(volume, out Quantity quantity) || quantity.IsZero)
                return (null, RestErrors.Of(VenueError.InvalidVolume, order.Side));
            order = order with { Quantity = quantity };
        }
        if (isMarketBuy)
        {
            return Money.TryParse(price, out Money funds) && funds > Money.Zero
                ? (order with { Funds = funds }, null)
                : (null, RestErrors.Of(VenueError.NoLiquidity, order.Side));
        }
        if (price is not null)
        {
            if (!Price.TryParse(price, out Price limit))
                return (null, RestErrors.Of(VenueError.InvalidPrice, order.Side));
            order = order with { Price = limit };
        }
        return (order, null);
    }

    private static RestAnswer Validation(string field) => RestErrors.Exchange(400, "validation_error", $"잘못된 요청입니다: {field}");

    private static OrderSide? SideOf(string name) => name switch
    {
        "bid" => OrderSide.Buy,
        "ask" => OrderSide.Sell,
        _ => null,
    };

    private static TimeInForce? TimeInForceOf(string name) => name switch
    {
        "ioc" => TimeInForce.Ioc,
        "fok" => TimeInForce.Fok,
        "post_only" => TimeInForce.PostOnly,
        _ => null,
    };

    /// <summary>A value as it was sent, number or text; null when absent or null.</summary>
    private static string? Text(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : null;
}
