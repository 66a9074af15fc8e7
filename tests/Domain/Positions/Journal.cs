using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Tests.Positions;

/// <summary>Drives a book as its actor does: decides, keeps the events, applies them.</summary>
internal sealed class Journal
{
    public const string Strategy = "ma-cross";

    public static Symbol Bitcoin { get; } = Symbol.Parse("KRW-BTC");

    public static Timestamp Now { get; } = Timestamp.Utc(2025, 9, 1, 12);

    public static DecideContext Context { get; } = new(Now, "j1");

    public PositionBook Book { get; private set; } = PositionBook.Empty(Bitcoin);

    public List<IPositionEvent> Events { get; } = [];

    /// <summary>What decisions are made at.</summary>
    public DecideContext At { get; set; } = Context;

    public Decision Tell(IPositionCommand command)
    {
        Decision decision = PositionDecider.Decide(Book, command, At);
        foreach (IPositionEvent @event in decision.Events)
            Replay(@event);
        return decision;
    }

    /// <summary>Takes an event as it stands.</summary>
    public void Replay(IPositionEvent @event)
    {
        Book = PositionFold.Apply(Book, @event);
        Events.Add(@event);
    }

    /// <summary>Opens an order that must be taken; gives its id.</summary>
    public ClientOrderId Intend(IntendOrder order)
    {
        Decision decision = Tell(order);
        Assert.Null(decision.Refusal);
        return decision.Events[0].ClientOrderId;
    }

    public static IntendOrder MarketBuy(decimal funds, string strategy = Strategy) => new(
        strategy, OrderSide.Buy, OrderType.Market, TimeInForce.Gtc, Quantity.Zero, Price.None, Money.Of(funds), Price.Of(100), "test");

    public static IntendOrder MarketSell(decimal quantity, string strategy = Strategy) => new(
        strategy, OrderSide.Sell, OrderType.Market, TimeInForce.Gtc, Quantity.Of(quantity), Price.None, Money.Zero, Price.Of(100), "test");

    public static IntendOrder Limit(OrderSide side, decimal quantity, decimal price, string strategy = Strategy) => new(
        strategy, side, OrderType.Limit, TimeInForce.Gtc, Quantity.Of(quantity), Price.Of(price), Money.Zero, Price.Of(100), "test");

    public static RecordReport Report(ClientOrderId id, bool closed, decimal? executed, params ReportedFill[] fills) =>
        new(id, "V-" + id.Value, closed, executed is { } e ? Quantity.Of(e) : null, fills, Now);

    public static ReportedFill Fill(string tradeId, decimal price, decimal quantity, decimal fee = 0, int second = 0) =>
        new(tradeId, Price.Of(price), Quantity.Of(quantity), Money.Of(fee), LiquiditySide.Taker, Now + TimeSpan.FromSeconds(second));

    /// <summary>Buys at the price, all in one fill, and ends the order.</summary>
    public void Buy(decimal quantity, decimal price, string strategy = Strategy)
    {
        ClientOrderId id = Intend(MarketBuy(quantity * price, strategy));
        Tell(Report(id, closed: true, quantity, Fill("b" + id.Value, price, quantity)));
    }

    /// <summary>An order that waits for its trigger.</summary>
    public static IntendOrder Waiting(IntendOrder order, Trigger trigger, string group = "", string tag = "") => order with
    {
        Conditions = OrderConditions.None with { Trigger = trigger, Group = group, Tag = tag, ReduceOnly = order.Side == OrderSide.Sell },
    };

    /// <summary>Time passes, and what is due is done.</summary>
    public Decision Wait(TimeSpan span)
    {
        At = At with { Now = At.Now + span };
        return Tell(new PassTime());
    }

    public Decision PriceIs(decimal price) => Tell(new ObservePrice(Price.Of(price)));

    public static string[] NamesOf(Decision decision) => [.. decision.Events.Select(e => e.GetType().Name)];
}
