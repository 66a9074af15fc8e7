using CoinPilot.Actors.Trading;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// Orders at Upbit. An order is called rejected or not sent only where that is certain; every doubt is <see cref="SubmitAmbiguous"/>,
/// and the order's identifier makes a look-up or a resend safe. After each Connected of the stream, look up the open orders:
/// the venue repeats nothing of what happened in between.
/// </summary>
public sealed class UpbitExecution(UpbitRest rest) : IExecutionVenue
{
    private const string OrderPath = "/v1/order";

    private readonly UpbitOrders _orders = new(rest);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The order lacks an amount that its type needs.</exception>
    public async Task<IExecutionReply> SubmitAsync(SubmitOrder order, CancellationToken cancellation)
    {
        UpbitParameters form = UpbitOrderForm.Of(order, rest.Options.SelfTrade);
        UpbitAnswer answer = await rest.PostAsync(UpbitGroup.Order, "/v1/orders", form, cancellation);
        switch (answer.Outcome)
        {
            case UpbitOutcome.Ok:
                return await AcceptedAsync(order, answer, cancellation);
            case UpbitOutcome.Refused when answer.Error == UpbitError.DuplicatedIdentifier:
                return await LookUpAsync(new LookUpOrder(order.ClientOrderId, order.Symbol), cancellation) is ExecutionReport known
                    ? known
                    : Ambiguous(order, "the venue knows the identifier but did not show its order");
            case UpbitOutcome.Refused when UpbitErrors.RefusesOrder(answer.Error):
                return new SubmitRejected(order.ClientOrderId, order.Symbol, answer.ErrorName, answer.Detail);
            case UpbitOutcome.NotSent or UpbitOutcome.RateLimited or UpbitOutcome.Blocked:
                return new SubmitNotSent(order.ClientOrderId, order.Symbol, answer.Detail);
            default:
                return Ambiguous(order, answer.Detail);
        }
    }

    /// <inheritdoc/>
    public async Task<IExecutionReply> CancelAsync(CancelOrder order, CancellationToken cancellation)
    {
        UpbitAnswer answer = await rest.DeleteAsync(UpbitGroup.Default, OrderPath, Identifier(order), cancellation);
        var lookUp = new LookUpOrder(order.ClientOrderId, order.Symbol);
        // A finished order is "not found" to a cancel, though its record is there.
        if (answer is { Outcome: UpbitOutcome.Refused, Error: UpbitError.OrderNotFound })
            return await LookUpAsync(lookUp, cancellation);
        if (answer.Outcome != UpbitOutcome.Ok)
            return new LookUpFailed(order.ClientOrderId, order.Symbol, answer.Detail);
        return Read(order, answer) switch
        {
            { State: ReportedState.Closed } => await LookUpAsync(lookUp, cancellation),
            { } report => report,
            null => new LookUpFailed(order.ClientOrderId, order.Symbol, "the cancel's answer is no record of the order"),
        };
    }

    /// <inheritdoc/>
    public async Task<IExecutionReply> LookUpAsync(LookUpOrder order, CancellationToken cancellation)
    {
        UpbitAnswer answer = await rest.GetAsync(UpbitGroup.Default, OrderPath, Identifier(order), signed: true, cancellation);
        if (answer is { Outcome: UpbitOutcome.Refused, Status: 404, Error: UpbitError.OrderNotFound })
            return new OrderNotFound(order.ClientOrderId, order.Symbol);
        if (answer.Outcome != UpbitOutcome.Ok)
            return new LookUpFailed(order.ClientOrderId, order.Symbol, answer.Detail);
        return (IExecutionReply?)Read(order, answer)
            ?? new LookUpFailed(order.ClientOrderId, order.Symbol, "the answer is no record of the order");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Balance>?> GetBalancesAsync(CancellationToken cancellation)
    {
        UpbitAnswer answer = await rest.GetAsync(UpbitGroup.Default, "/v1/accounts", new UpbitParameters(), signed: true, cancellation);
        return answer.Outcome == UpbitOutcome.Ok ? UpbitBody.TryRead(answer.Body, UpbitAssets.TryReadBalances) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The new order lacks an amount that its type needs, or has the old one's id.</exception>
    public async Task<ReplaceReply> ReplaceAsync(ReplaceOrder order, CancellationToken cancellation)
    {
        SubmitOrder next = order.Next;
        LookUpOrder previous = new(order.Previous, next.Symbol);
        UpbitParameters form = UpbitOrderForm.Replacing(order, rest.Options.SelfTrade);
        UpbitAnswer answer = await rest.PostAsync(UpbitGroup.Order, "/v1/orders/cancel_and_new", form, cancellation);
        switch (answer.Outcome)
        {
            case UpbitOutcome.Ok:
                return await ReplacedAsync(previous, next, answer, cancellation);
            case UpbitOutcome.Refused when answer.Error == UpbitError.OrderNotFound || UpbitErrors.RefusesOrder(answer.Error):
                return new ReplaceReply(await LookUpAsync(previous, cancellation), await NotReplacedAsync(next, answer, cancellation));
            case UpbitOutcome.NotSent or UpbitOutcome.RateLimited or UpbitOutcome.Blocked:
                return new ReplaceReply(
                    new LookUpFailed(previous.ClientOrderId, previous.Symbol, answer.Detail),
                    new SubmitNotSent(next.ClientOrderId, next.Symbol, answer.Detail));
            default:
                return new ReplaceReply(await LookUpAsync(previous, cancellation), await SettledAsync(next, answer.Detail, cancellation));
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ListedOrder>?> GetOpenOrdersAsync(Symbol? symbol, CancellationToken cancellation) =>
        (await _orders.GetOpenAsync(symbol, cancellation)).Value;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ListedOrder>?> GetClosedOrdersAsync(Symbol? symbol, Timestamp since, CancellationToken cancellation) =>
        (await _orders.GetClosedAsync(symbol, since, cancellation)).Value;

    /// <inheritdoc/>
    public async Task StreamAsync(IExecutionSink sink, CancellationToken cancellation) =>
        await new OrderSession(rest, sink).RunAsync(cancellation);

    /// <summary>The answer is the old order as of the request, and names the new one, which is there once the old is cancelled.</summary>
    private async Task<ReplaceReply> ReplacedAsync(
        LookUpOrder previous, SubmitOrder next, UpbitAnswer answer, CancellationToken cancellation)
    {
        IExecutionReply old = Read(previous, answer) switch
        {
            { State: ReportedState.Open } report => report,
            _ => await LookUpAsync(previous, cancellation),
        };
        return new ReplaceReply(old, await SettledAsync(next, "the order that it replaces may still be there", cancellation));
    }

    /// <summary>An old order that has ended was perhaps replaced by this very request, when it was sent before.</summary>
    private async Task<IExecutionReply> NotReplacedAsync(SubmitOrder next, UpbitAnswer answer, CancellationToken cancellation)
    {
        SubmitRejected rejected = new(next.ClientOrderId, next.Symbol, answer.ErrorName, answer.Detail);
        if (answer.Error != UpbitError.OrderNotFound)
            return rejected;
        return await LookUpAsync(new LookUpOrder(next.ClientOrderId, next.Symbol), cancellation) switch
        {
            ExecutionReport known => known,
            OrderNotFound => rejected,
            _ => Ambiguous(next, "the old order has ended; whether it was replaced could not be looked up"),
        };
    }

    /// <summary>The order's record where the venue has one already, else it stays in doubt.</summary>
    private async Task<IExecutionReply> SettledAsync(SubmitOrder order, string cause, CancellationToken cancellation) =>
        await LookUpAsync(new LookUpOrder(order.ClientOrderId, order.Symbol), cancellation) as ExecutionReport
            ?? (IExecutionReply)Ambiguous(order, cause);

    /// <summary>A fresh order is usually still open; one already closed is looked up for its fills.</summary>
    private async Task<IExecutionReply> AcceptedAsync(SubmitOrder order, UpbitAnswer answer, CancellationToken cancellation)
    {
        if (Read(order, answer) is not { } report)
            return Ambiguous(order, "accepted, but the answer is no record of the order");
        if (report.State == ReportedState.Open)
            return report;
        return await LookUpAsync(new LookUpOrder(order.ClientOrderId, order.Symbol), cancellation) as ExecutionReport
            ?? report with { State = ReportedState.Open, Executed = null };
    }

    private ExecutionReport? Read(IExecutionCommand order, UpbitAnswer answer) =>
        UpbitOrderRecord.TryRead(answer.Body, order.ClientOrderId, rest.Options.FeeRate);

    private SubmitAmbiguous Ambiguous(SubmitOrder order, string cause)
    {
        rest.Counters.Add(UpbitCount.AmbiguousCalls);
        return new SubmitAmbiguous(order.ClientOrderId, order.Symbol, cause);
    }

    // Somebody else's order without an identifier is known by the venue's own id.
    private static UpbitParameters Identifier(IExecutionCommand order) => StatedOrder.VenueIdIn(order.ClientOrderId) is { } uuid
        ? new UpbitParameters().With("uuid", uuid)
        : new UpbitParameters().With("identifier", order.ClientOrderId.Value);
}
