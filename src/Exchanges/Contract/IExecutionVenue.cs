using CoinPilot.Actors.Trading;
using CoinPilot.Values;

namespace CoinPilot.Exchanges;

/// <summary>Where orders go; the other of the two contracts by which a venue plugs in. No call throws for what a venue or network does.</summary>
public interface IExecutionVenue
{
    /// <summary>
    /// Sends the order once: <see cref="ExecutionReport"/> when accepted, else <see cref="SubmitRejected"/>,
    /// <see cref="SubmitAmbiguous"/> or <see cref="SubmitNotSent"/>. An identifier that the venue has already seen is answered with that order's record.
    /// </summary>
    Task<IExecutionReply> SubmitAsync(SubmitOrder order, CancellationToken cancellation);

    /// <summary><see cref="ExecutionReport"/> (usually still open: the cancel itself comes later), <see cref="OrderNotFound"/> or <see cref="LookUpFailed"/>.</summary>
    Task<IExecutionReply> CancelAsync(CancelOrder order, CancellationToken cancellation);

    /// <summary><see cref="ExecutionReport"/> with every fill, <see cref="OrderNotFound"/> or <see cref="LookUpFailed"/>.</summary>
    Task<IExecutionReply> LookUpAsync(LookUpOrder order, CancellationToken cancellation);

    /// <summary>The account, or null with no usable answer.</summary>
    Task<IReadOnlyList<Balance>?> GetBalancesAsync(CancellationToken cancellation);

    /// <summary>
    /// Cancels an order and places another of the same market and side in its stead, in one call. Nothing is placed where the old order ends otherwise
    /// first. The new order's fate is told like that of <see cref="SubmitAsync"/>; until the cancel is done it may be <see cref="SubmitAmbiguous"/>.
    /// Repeated under the same ids, it makes no second order.
    /// </summary>
    Task<ReplaceReply> ReplaceAsync(ReplaceOrder order, CancellationToken cancellation);

    /// <summary>Every order that rests, of one market or of all, whoever placed it; null with no usable answer.</summary>
    Task<IReadOnlyList<ListedOrder>?> GetOpenOrdersAsync(Symbol? symbol, CancellationToken cancellation);

    /// <summary>Every order placed at or after <paramref name="since"/> that has ended, oldest first; null with no usable answer.</summary>
    Task<IReadOnlyList<ListedOrder>?> GetClosedOrdersAsync(Symbol? symbol, Timestamp since, CancellationToken cancellation);

    /// <summary>
    /// Streams what happens to the account until cancelled, reconnecting with backoff. Nothing of the time in between is repeated: after each
    /// Connected, look up what is open. Events of orders without our identifier are left out and counted.
    /// </summary>
    Task StreamAsync(IExecutionSink sink, CancellationToken cancellation);
}

/// <summary>Receives an account's stream; called by one thread at a time.</summary>
public interface IExecutionSink
{
    /// <summary>False: <see cref="OnBalances"/> is never called.</summary>
    bool WantsBalances => false;

    void OnReport(IExecutionReply report);

    /// <summary>The balances that changed, as they are now.</summary>
    void OnBalances(IReadOnlyList<Balance> balances, Timestamp venueTime)
    {
    }

    void OnConnection(ConnectionState state, string detail);
}

/// <summary>One currency of an account: <paramref name="Free"/> to use, <paramref name="Locked"/> in open orders; both to 1e-8.</summary>
public sealed record Balance(string Currency, Money Free, Money Locked);
