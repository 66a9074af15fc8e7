using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Tests.Matching;

/// <summary>A core with one market, KRW-BTC, and a record of what its listener heard.</summary>
internal sealed class Venue : IVenueListener
{
    private readonly List<string> _states = [];
    private int _ids;
    private int _identifiers;

    public Venue(decimal cash = 10_000_000, VenueRules? rules = null, decimal? last = 100_000_000)
    {
        Core = new VenueCore(rules ?? VenueRules.UpbitKrw, Money.Of(cash), this, () => $"id-{++_ids}");
        Market = Core.AddMarket(Symbol);
        if (last is { } price)
            Trade(price, 1);
    }

    public static Symbol Symbol { get; } = Symbol.Parse("KRW-BTC");

    public static Timestamp Now { get; } = Timestamp.Utc(2025, 9, 1, 12);

    public VenueCore Core { get; }

    public VenueMarket Market { get; }

    public List<(VenueOrder Order, VenueFill? Fill, Timestamp Time)> Heard { get; } = [];

    /// <summary>What was heard, as Upbit would call it.</summary>
    public string States => string.Join(' ', _states);

    public void OnOrder(VenueOrder order, VenueFill? fill, Timestamp time)
    {
        Heard.Add((order, fill, time));
        _states.Add(fill is not null ? "trade" : order.State switch { VenueOrderState.Waiting => "wait", VenueOrderState.Done => "done", _ => "cancel" });
    }

    /// <summary>Starts the record anew.</summary>
    public void Forget()
    {
        Heard.Clear();
        _states.Clear();
    }

    public void OnPrevented(VenueOrder order, Timestamp time) => _states.Add("prevented");

    public void Trade(decimal price, decimal quantity) =>
        Core.OnTrade(Market, new Trade(Now + TimeSpan.FromSeconds(1), Price.Of(price), Quantity.Of(quantity), OrderSide.Buy, 1));

    public (VenueError Error, VenueOrder? Order) Limit(
        OrderSide side, decimal price, decimal quantity, TimeInForce timeInForce = TimeInForce.Gtc, string? identifier = null) =>
        Core.Place(
            new VenueOrderRequest(Symbol, side, OrderType.Limit, timeInForce, Quantity.Of(quantity), Price.Of(price), Money.Zero, identifier ?? NextIdentifier()),
            Now);

    public (VenueError Error, VenueOrder? Order) MarketBuy(decimal funds, string? identifier = null) =>
        Core.Place(
            new VenueOrderRequest(Symbol, OrderSide.Buy, OrderType.Market, TimeInForce.Gtc, Quantity.Zero, Price.None, Money.Of(funds), identifier ?? NextIdentifier()),
            Now);

    public (VenueError Error, VenueOrder? Order) MarketSell(decimal quantity) =>
        Core.Place(
            new VenueOrderRequest(Symbol, OrderSide.Sell, OrderType.Market, TimeInForce.Gtc, Quantity.Of(quantity), Price.None, Money.Zero, NextIdentifier()),
            Now);

    public void Hold(decimal quantity) => Core.Deposit(Market, Quantity.Of(quantity), Money.Zero);

    private string NextIdentifier() => $"order-{++_identifiers}";
}
