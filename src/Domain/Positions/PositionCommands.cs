using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>What a position is asked to do or is told. Each gives events or a named refusal.</summary>
public interface IPositionCommand;

/// <summary>Opens an order that risk has allowed; one with a trigger waits for it first.</summary>
public sealed record IntendOrder(
    string Strategy, OrderSide Side, OrderType Type, TimeInForce TimeInForce,
    Quantity Quantity, Price Price, Money Funds, Price ReferencePrice, string Reason) : IPositionCommand
{
    public OrderConditions Conditions { get; init; } = OrderConditions.None;

    /// <summary>The conditions that the decision rests on; none for an order that follows from another.</summary>
    public ValueList<Condition> Because { get; init; } = ValueList<Condition>.Empty;

    /// <summary>Risk's decision; null for what follows from an order that was allowed.</summary>
    public RiskPermission? Permission { get; init; }
}

/// <summary>The symbol trades at this price: stops trail, and what has reached its level fires.</summary>
public sealed record ObservePrice(Price Price) : IPositionCommand;

/// <summary>
/// The symbol traded like this while nobody saw every trade: closed candles that lie wholly after the last change of what waits. Protective stops
/// of sales fire at what was certainly reached, and trail its best; targets and entries wait for a price of now.
/// </summary>
public sealed record ObserveCandles(IReadOnlyList<Candle> Candles) : IPositionCommand;

/// <summary>Time has passed: what is over expires, what stays unfilled for too long escalates.</summary>
public sealed record PassTime : IPositionCommand;

/// <summary>Withdraws a strategy's orders: those of a tag, or all where <paramref name="Tag"/> is null.</summary>
/// <param name="Reason">Begins with a <see cref="CancelCause"/>.</param>
public sealed record WithdrawOrders(string Strategy, string? Tag, string Reason) : IPositionCommand;

/// <summary>Gives a strategy's limit order of that tag another price. One that makes a buy dearer needs risk's permission.</summary>
public sealed record AmendOrder(string Strategy, string Tag, Price Price) : IPositionCommand
{
    /// <summary>What a dearer buy may spend more, without fee.</summary>
    public Money Extra { get; init; }

    /// <summary>Risk's decision on that; null where none was asked.</summary>
    public RiskPermission? Permission { get; init; }
}

/// <summary>Risk has allowed a buy whose trigger fired; <paramref name="Funds"/> at most.</summary>
public sealed record ReleaseEntry(ClientOrderId ClientOrderId, Money Funds) : IPositionCommand
{
    /// <summary>Risk's decision; null where it did not tell.</summary>
    public RiskPermission? Permission { get; init; }
}

/// <summary>Risk denied a buy whose trigger fired.</summary>
public sealed record RefuseEntry(ClientOrderId ClientOrderId, string Denial) : IPositionCommand;

/// <summary>Accounts what a strategy holds as dust where it is worth less than the venue's smallest order at <paramref name="Price"/>.</summary>
public sealed record SetDustAside(string Strategy, Price Price) : IPositionCommand;

/// <summary>The venue's record of an order. <paramref name="Executed"/> is the total by its word, or null where it does not say.</summary>
public sealed record RecordReport(
    ClientOrderId ClientOrderId, string VenueOrderId, bool IsClosed, Quantity? Executed,
    IReadOnlyList<ReportedFill> Fills, Timestamp VenueTime) : IPositionCommand;

/// <summary>The venue refused the order.</summary>
public sealed record RecordRejection(ClientOrderId ClientOrderId, string Code, string Message) : IPositionCommand;

/// <summary>Nobody can say yet whether the venue has the order.</summary>
public sealed record RecordAmbiguity(ClientOrderId ClientOrderId, string Cause) : IPositionCommand;

/// <summary>The venue's statement of the symbol.</summary>
/// <param name="IsConfirmed">True when the one before told the same difference.</param>
/// <param name="IsOpening">
/// True until a statement since the start was confirmed or agreed with the book: what an empty book then finds, and no order explains, was there
/// before it.
/// </param>
public sealed record ReconcileStatement(VenueStatement Statement, bool IsConfirmed, bool IsOpening) : IPositionCommand;

/// <summary>An operator takes the venue's balance for right: holdings are set to it, and the symbol trades again.</summary>
public sealed record AcceptDifference(Quantity Balance) : IPositionCommand;

/// <summary>Events to journal, or the refusal's stable name; both empty means that nothing changes.</summary>
public readonly record struct Decision(IReadOnlyList<IPositionEvent> Events, string? Refusal)
{
    public static Decision Nothing => new([], null);

    public static Decision Of(params IReadOnlyList<IPositionEvent> events) => new(events, null);

    public static Decision Refuse(string name) => new([], name);
}

/// <summary>What a decision may know besides state and command.</summary>
/// <param name="JournalId">Sets this journal's client order ids apart from every other's.</param>
public readonly record struct DecideContext(Timestamp Now, string JournalId)
{
    /// <summary>The venue's smallest order.</summary>
    public Money MinOrder { get; init; } = Money.Of(5_000);

    /// <summary>The venue's largest order; a larger sale is made in several.</summary>
    public Money MaxOrder { get; init; } = Money.Of(1_000_000_000);
}
