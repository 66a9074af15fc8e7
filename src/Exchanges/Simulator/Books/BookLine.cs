using System.Text.Json;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator.Books;

/// <summary>One line of the exchange's books as JSON: the account's opening, or one change of one order. Amounts are decimal strings.</summary>
internal sealed record BookLine
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
    };

    public string? OpeningCash { get; init; }

    public string Id { get; init; } = "";

    public VenueOrderState State { get; init; }

    /// <summary>The whole order, on its first line only.</summary>
    public PlacedOrder? Placed { get; init; }

    public BookedFill? Fill { get; init; }

    /// <summary>All that was prevented up to here, on the line of a prevention only.</summary>
    public BookedPrevention? Prevented { get; init; }

    public static BookLine Of(VenueOrder order, VenueFill? fill) => new()
    {
        Id = order.VenueOrderId,
        State = order.State,
        Placed = fill is null && order.State == VenueOrderState.Waiting ? PlacedOrder.Of(order) : null,
        Fill = fill is null ? null : BookedFill.Of(fill),
    };

    public static BookLine OfPrevention(VenueOrder order) => new()
    {
        Id = order.VenueOrderId,
        State = order.State,
        Prevented = BookedPrevention.Of(order.Prevented),
    };

    public string ToText() => JsonSerializer.Serialize(this, Options);

    /// <summary>Throws <see cref="JsonException"/> for what is no line of ours.</summary>
    public static BookLine Parse(string text) => JsonSerializer.Deserialize<BookLine>(text, Options) ?? throw new JsonException("empty line");
}

internal sealed record PlacedOrder(
    string Market, OrderSide Side, OrderType Type, TimeInForce TimeInForce, string Quantity, string Price, string Funds,
    string Identifier, long CreatedMicros, string ReservedFee, string Locked, SelfMatch SelfMatch = SelfMatch.Allowed)
{
    public static PlacedOrder Of(VenueOrder order) => new(
        order.Request.Symbol.Code, order.Request.Side, order.Request.Type, order.Request.TimeInForce, order.Request.Quantity.ToString(),
        order.Request.Price.ToString(), order.Request.Funds.ToString(), order.Request.Identifier, order.CreatedAt.UnixMicros,
        order.ReservedFee.ToString(), order.Locked.ToString(), order.Request.SelfMatch);

    public VenueOrder ToOrder(string id) => new(
        id,
        new VenueOrderRequest(
            Symbol.Parse(Market), Side, Type, TimeInForce, Amount.Quantity(Quantity), Amount.Price(Price), Amount.Money(Funds), Identifier)
        {
            SelfMatch = SelfMatch,
        },
        VenueOrderState.Waiting, new Timestamp(CreatedMicros), Values.Quantity.Zero, Money.Zero, Money.Zero,
        Amount.Money(ReservedFee), Amount.Money(Locked), []);
}

internal sealed record BookedFill(
    string TradeId, string Price, string Quantity, string Funds, string Fee, LiquiditySide Liquidity, long TimeMicros)
{
    public static BookedFill Of(VenueFill fill) => new(
        fill.TradeId, fill.Price.ToString(), fill.Quantity.ToString(), fill.Funds.ToString(), fill.Fee.ToString(), fill.Liquidity, fill.Time.UnixMicros);

    public VenueFill ToFill() => new(
        TradeId, Amount.Price(Price), Amount.Quantity(Quantity), Amount.Money(Funds), Amount.Money(Fee), Liquidity, new Timestamp(TimeMicros));
}

internal sealed record BookedPrevention(string Volume, string Funds, string Locked)
{
    public static BookedPrevention Of(Prevention prevented) =>
        new(prevented.Volume.ToString(), prevented.Funds.ToString(), prevented.Locked.ToString());

    public Prevention ToPrevention() => new(Amount.Quantity(Volume), Amount.Money(Funds), Amount.Money(Locked));
}

/// <summary>Reads amounts; throws <see cref="JsonException"/> for what is none.</summary>
internal static class Amount
{
    public static Money Money(string text) => Fixed.TryParse(text, out Int128 units) ? new Money(units) : throw Wrong(text);

    public static Quantity Quantity(string text) => Values.Quantity.TryParse(text, out Quantity quantity) ? quantity : throw Wrong(text);

    /// <summary>"0" is no price.</summary>
    public static Price Price(string text) =>
        Fixed.TryParse(text, out Int128 units) && units >= 0 && units <= long.MaxValue ? new Price((long)units) : throw Wrong(text);

    private static JsonException Wrong(string text) => new($"'{text}' is no amount");
}
