using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>Reads a new order's fields, by the venue's names; a field that is absent or null gives null.</summary>
internal sealed class NewOrderReader(VenueTerms terms)
{
    private static readonly Dictionary<string, SelfMatch> SmpTypes = new(StringComparer.Ordinal)
    {
        ["cancel_maker"] = SelfMatch.CancelMaker,
        ["cancel_taker"] = SelfMatch.CancelTaker,
        ["reduce"] = SelfMatch.Reduce,
        ["none"] = SelfMatch.Allowed,
    };

    /// <summary>The request, or the answer that refuses it.</summary>
    public (VenueOrderRequest? Request, RestAnswer? Refusal) Read(Func<string, string?> field)
    {
        if (field("market") is not { } market || field("side") is not { } sideName || field("ord_type") is not { } typeName)
            return (null, Validation("market, side, ord_type"));
        if (SideOf(sideName) is not { } side)
            return (null, Validation("side"));
        if (!Symbol.TryParse(market, out Symbol symbol))
            return (null, RestErrors.Of(VenueError.MarketNotFound, side));
        string identifier = field("identifier") ?? "";
        if (identifier.Length > ClientOrderId.MaxLength)
            return (null, Validation("identifier"));
        if (TypeOf(typeName, side) is not { } type)
            return (null, RestErrors.Of(VenueError.InvalidParameter, side));
        var order = new VenueOrderRequest(symbol, side, type, TimeInForce.Gtc, Quantity.Zero, Price.None, Money.Zero, identifier);
        RestAnswer? refusal = ReadTerms(field, ref order) ?? ReadAmounts(field, ref order);
        return refusal is null ? (order, null) : (null, refusal);
    }

    private RestAnswer? ReadTerms(Func<string, string?> field, ref VenueOrderRequest order)
    {
        TimeInForce? timeInForce = field("time_in_force") switch
        {
            null => TimeInForce.Gtc,
            "ioc" => TimeInForce.Ioc,
            "fok" => TimeInForce.Fok,
            "post_only" => TimeInForce.PostOnly,
            _ => null,
        };
        bool fits = order.Type switch
        {
            OrderType.Market => timeInForce == TimeInForce.Gtc,
            OrderType.Best => timeInForce is TimeInForce.Ioc or TimeInForce.Fok,
            _ => timeInForce is not null,
        };
        if (!fits)
            return RestErrors.Exchange(400, "invalid_time_in_force", "time_in_force 값이 올바르지 않습니다.");
        order = order with { TimeInForce = timeInForce!.Value, SelfMatch = terms.DefaultSelfMatch };
        if (field("smp_type") is not { } smpType)
            return null;
        if (!SmpTypes.TryGetValue(smpType, out SelfMatch selfMatch) || (smpType == "none" && !terms.KnowsNone))
            return Validation("smp_type");
        if (order.TimeInForce == TimeInForce.PostOnly)
            return RestErrors.Exchange(400, "invalid_post_only", "post_only 주문에는 smp_type 을 사용할 수 없습니다.");
        order = order with { SelfMatch = selfMatch };
        return null;
    }

    private static RestAnswer? ReadAmounts(Func<string, string?> field, ref VenueOrderRequest order)
    {
        string? volume = field("volume");
        string? price = field("price");
        bool wantsPrice = order.Type == OrderType.Limit || order.StatesFunds;
        if ((volume is null) != order.StatesFunds || (price is not null) != wantsPrice)
            return Validation("volume, price");
        if (volume is not null)
        {
            if (!Quantity.TryParse(volume, out Quantity quantity) || quantity.IsZero)
                return RestErrors.Of(VenueError.InvalidVolume, order.Side);
            order = order with { Quantity = quantity };
        }
        if (order.StatesFunds)
        {
            if (!Money.TryParse(price, out Money funds) || funds <= Money.Zero)
                return RestErrors.Of(VenueError.NoLiquidity, order.Side);
            order = order with { Funds = funds };
        }
        else if (price is not null)
        {
            if (!Price.TryParse(price, out Price limit))
                return RestErrors.Of(VenueError.InvalidPrice, order.Side);
            order = order with { Price = limit };
        }
        return null;
    }

    private static RestAnswer Validation(string field) => RestErrors.Invalid(field);

    private static OrderSide? SideOf(string name) => name switch
    {
        "bid" => OrderSide.Buy,
        "ask" => OrderSide.Sell,
        _ => null,
    };

    private static OrderType? TypeOf(string name, OrderSide side) => (name, side) switch
    {
        ("limit", _) => OrderType.Limit,
        ("best", _) => OrderType.Best,
        ("price", OrderSide.Buy) or ("market", OrderSide.Sell) => OrderType.Market,
        _ => null,
    };
}
