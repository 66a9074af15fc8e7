using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>What a position is asked to do or is told. Each gives events or a named refusal.</summary>
public interface IPositionCommand;

/// <summary>Opens an order that risk has allowed.</summary>
public sealed record IntendOrder(
    string Strategy, OrderSide Side, OrderType Type, TimeInForce TimeInForce,
    Quantity Quantity, Price Price, Money Funds, Price ReferencePrice, string Reason) : IPositionCommand;

/// <summary>The venue's record of an order. <paramref name="Executed"/> is the total by its word, or null where it does not say.</summary>
public sealed record RecordReport(
    ClientOrderId ClientOrderId, string VenueOrderId, bool IsClosed, Quantity? Executed,
    IReadOnlyList<ReportedFill> Fills, Timestamp VenueTime) : IPositionCommand;

/// <summary>The venue refused the order.</summary>
public sealed record RecordRejection(ClientOrderId ClientOrderId, string Code, string Message) : IPositionCommand;

/// <summary>Nobody can say yet whether the venue has the order.</summary>
public sealed record RecordAmbiguity(ClientOrderId ClientOrderId, string Cause) : IPositionCommand;

/// <summary>Events to journal, or the refusal's stable name; both empty means that nothing changes.</summary>
public readonly record struct Decision(IReadOnlyList<IPositionEvent> Events, string? Refusal)
{
    public static Decision Nothing => new([], null);

    public static Decision Of(params IReadOnlyList<IPositionEvent> events) => new(events, null);

    public static Decision Refuse(string name) => new([], name);
}

/// <summary>What a decision may know besides state and command.</summary>
/// <param name="JournalId">Sets this journal's client order ids apart from every other's.</param>
public readonly record struct DecideContext(Timestamp Now, string JournalId);
