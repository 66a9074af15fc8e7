using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.Values;

namespace CoinPilot.App.Clusters.Running;

/// <summary>
/// No order leaves a node that cannot show its leases: one that stood still may believe to own what another does by now. The journal refuses
/// what it decides from then on; this stops what it had decided before. Cancels and questions pass.
/// </summary>
internal sealed class FencedExecution(IExecutionVenue venue, Func<bool> isSafe) : IExecutionVenue
{
    private const string Cause = "this node's leases could not be renewed in time";

    public Task<IExecutionReply> SubmitAsync(SubmitOrder order, CancellationToken cancellation) =>
        isSafe() ? venue.SubmitAsync(order, cancellation) : Task.FromResult<IExecutionReply>(new SubmitNotSent(order.ClientOrderId, order.Symbol, Cause));

    public Task<ReplaceReply> ReplaceAsync(ReplaceOrder order, CancellationToken cancellation) => isSafe()
        ? venue.ReplaceAsync(order, cancellation)
        : Task.FromResult(new ReplaceReply(
            new LookUpFailed(order.Previous, order.Next.Symbol, Cause), new SubmitNotSent(order.Next.ClientOrderId, order.Next.Symbol, Cause)));

    public Task<IExecutionReply> CancelAsync(CancelOrder order, CancellationToken cancellation) => venue.CancelAsync(order, cancellation);

    public Task<IExecutionReply> LookUpAsync(LookUpOrder order, CancellationToken cancellation) => venue.LookUpAsync(order, cancellation);

    public Task<IReadOnlyList<Balance>?> GetBalancesAsync(CancellationToken cancellation) => venue.GetBalancesAsync(cancellation);

    public Task<IReadOnlyList<ListedOrder>?> GetOpenOrdersAsync(Symbol? symbol, CancellationToken cancellation) => venue.GetOpenOrdersAsync(symbol, cancellation);

    public Task<IReadOnlyList<ListedOrder>?> GetClosedOrdersAsync(Symbol? symbol, Timestamp since, CancellationToken cancellation) =>
        venue.GetClosedOrdersAsync(symbol, since, cancellation);

    public Task StreamAsync(IExecutionSink sink, CancellationToken cancellation) => venue.StreamAsync(sink, cancellation);
}
