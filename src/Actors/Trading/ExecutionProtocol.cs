using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>What the execution port is asked to do at the venue.</summary>
public interface IExecutionCommand
{
    ClientOrderId ClientOrderId { get; }

    Symbol Symbol { get; }
}

/// <summary>Places an order. A resend carries the same id and is the same order. Unused amounts are zero or none.</summary>
public sealed record SubmitOrder(
    ClientOrderId ClientOrderId, Symbol Symbol, OrderSide Side, OrderType Type, TimeInForce TimeInForce,
    Quantity Quantity, Price Price, Money Funds) : IExecutionCommand;

/// <summary>
/// Cancels an order and places another for what it leaves, in one request where the venue can. <paramref name="Quantity"/> is what the old one
/// leaves by our books; where more of it is filled meanwhile the venue makes the new one smaller, and none where all is. Answered for the new
/// order; repeating the request under the same id makes no second one.
/// </summary>
/// <param name="ClientOrderId">The new order's.</param>
/// <param name="Replaced">The old order's.</param>
public sealed record SubmitReplacement(
    ClientOrderId ClientOrderId, Symbol Symbol, ClientOrderId Replaced, OrderSide Side, OrderType Type, TimeInForce TimeInForce,
    Quantity Quantity, Price Price) : IExecutionCommand;

/// <summary>Cancels an order; the outcome comes as an <see cref="ExecutionReport"/>.</summary>
public sealed record CancelOrder(ClientOrderId ClientOrderId, Symbol Symbol) : IExecutionCommand;

/// <summary>Asks for the venue's own record of an order.</summary>
public sealed record LookUpOrder(ClientOrderId ClientOrderId, Symbol Symbol) : IExecutionCommand;

/// <summary>What the venue, or the way to it, said of an order.</summary>
public interface IExecutionReply
{
    ClientOrderId ClientOrderId { get; }

    Symbol Symbol { get; }
}

/// <summary>An order's state by the venue's own word. <see cref="Closed"/>: nothing more will be executed.</summary>
public enum ReportedState : byte { Open, Closed }

/// <summary>
/// The venue's record of an order, from its answer, its stream or a look-up. May repeat, and may tell of only some fills:
/// <paramref name="Executed"/> is the total by the venue's word, or null where the source does not say.
/// </summary>
public sealed record ExecutionReport(
    ClientOrderId ClientOrderId, Symbol Symbol, string VenueOrderId, ReportedState State,
    Quantity? Executed, IReadOnlyList<ReportedFill> Fills, Timestamp VenueTime) : IExecutionReply;

/// <summary>The venue refused the order: it does not exist there. <paramref name="Code"/> is the venue's error name.</summary>
public sealed record SubmitRejected(ClientOrderId ClientOrderId, Symbol Symbol, string Code, string Message) : IExecutionReply;

/// <summary>Sent, but the answer never came or said nothing certain: the order may exist.</summary>
public sealed record SubmitAmbiguous(ClientOrderId ClientOrderId, Symbol Symbol, string Cause) : IExecutionReply;

/// <summary>Certainly never left us (no connection, quota used up): it may be sent again.</summary>
public sealed record SubmitNotSent(ClientOrderId ClientOrderId, Symbol Symbol, string Cause) : IExecutionReply;

/// <summary>A look-up found no order of this id at the venue.</summary>
public sealed record OrderNotFound(ClientOrderId ClientOrderId, Symbol Symbol) : IExecutionReply;

/// <summary>A look-up or a cancel got no usable answer; ask again later.</summary>
public sealed record LookUpFailed(ClientOrderId ClientOrderId, Symbol Symbol, string Cause) : IExecutionReply;
