using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>Messages to a position actor, besides market data and the venue's <see cref="IExecutionReply"/>.</summary>
public interface IPositionMessage;

/// <summary>A strategy wants to be told of its position; replied to with <see cref="StrategyPosition"/>.</summary>
public sealed record JoinStrategy(string Strategy) : IPositionMessage
{
    /// <summary>The newest fill that it knows of: those after it are told again; null to be told of those to come alone.</summary>
    public long? AfterFill { get; init; }
}

/// <summary>Opens an order that risk allowed. <paramref name="ReservationId"/> is empty for an exit, which reserves nothing.</summary>
public sealed record PlaceOrder(string ReservationId, Timestamp AllowedAt, IntendOrder Order) : IPositionMessage
{
    /// <summary>That of the signal that it came of; see <see cref="Trading.Signal.Number"/>.</summary>
    public long Signal { get; init; }
}

/// <summary>
/// Asks for a change of a strategy's orders or holding that needs no permission: it withdraws, amends or sets aside. Replied to with
/// <see cref="StrategyPosition"/> once durable, or with <see cref="OrderDenied"/>.
/// </summary>
public sealed record ChangePosition(string Strategy, IPositionCommand Command) : IPositionMessage;

/// <summary>
/// Holds the book against what the venue says of orders and balance. Replied to with <see cref="Reconciliation"/>; missing fills are looked up.
/// </summary>
/// <param name="Accepts">True to take the balance for right where it differs.</param>
public sealed record ReconcilePosition(VenueStatement Statement, bool Accepts) : IPositionMessage;

/// <summary>
/// What traded since the symbol's newest event while no process watched, from a process that has just started: protective stops fire if their level
/// was reached meanwhile.
/// </summary>
/// <param name="Since">The time of that event: what waits has not changed since.</param>
/// <param name="Candles">Closed one-minute candles, oldest first.</param>
public sealed record ResumeWatch(Timestamp Since, IReadOnlyList<Candle> Candles) : IPositionMessage;

/// <summary>Time for what an order was held to: its expiry or escalation.</summary>
public sealed record DeadlineDue : IPositionMessage;

/// <summary>The journal's id, which every client order id carries; empty while there is no account.</summary>
public sealed record AccountIdentity(string JournalId) : IPositionMessage;

/// <summary>Time to look an order up at the venue.</summary>
public sealed record LookUpDue(ClientOrderId ClientOrderId) : IPositionMessage;

/// <summary>Time to send an order again that certainly never left.</summary>
public sealed record ResendDue(ClientOrderId ClientOrderId) : IPositionMessage;

/// <summary>Withdraws every order of a strategy that failed.</summary>
public sealed record AbandonStrategy(string Strategy) : IPositionMessage;

/// <summary>Replied to with <see cref="BookSnapshot"/>.</summary>
public sealed record GetBook : IPositionMessage;

/// <summary>The symbol's state after event <paramref name="Sequence"/>.</summary>
public sealed record BookSnapshot(PositionBook Book, long Sequence);

/// <summary>To the observer: these events are durable and led to this book.</summary>
public sealed record PositionChanged(PositionBook Book, long Sequence, IReadOnlyList<IPositionEvent> Events);
