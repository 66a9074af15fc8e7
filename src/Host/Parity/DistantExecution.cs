using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.Values;

namespace CoinPilot.App.Parity;

/// <summary>
/// A venue as far away as the backtest takes it to be: what is sent arrives, and what happens there is known, after the latency of orders, by the
/// driven clock.
/// </summary>
internal sealed class DistantExecution(IExecutionVenue venue, TimeSpan latency, TimeProvider time) : IExecutionVenue
{
    public Task<IExecutionReply> SubmitAsync(SubmitOrder order, CancellationToken cancellation) =>
        ThereAndBackAsync(() => venue.SubmitAsync(order, cancellation), cancellation);

    public Task<IExecutionReply> CancelAsync(CancelOrder order, CancellationToken cancellation) =>
        ThereAndBackAsync(() => venue.CancelAsync(order, cancellation), cancellation);

    public Task<IExecutionReply> LookUpAsync(LookUpOrder order, CancellationToken cancellation) =>
        ThereAndBackAsync(() => venue.LookUpAsync(order, cancellation), cancellation);

    public Task<ReplaceReply> ReplaceAsync(ReplaceOrder order, CancellationToken cancellation) =>
        ThereAndBackAsync(() => venue.ReplaceAsync(order, cancellation), cancellation);

    public Task<IReadOnlyList<Balance>?> GetBalancesAsync(CancellationToken cancellation) => venue.GetBalancesAsync(cancellation);

    public Task<IReadOnlyList<ListedOrder>?> GetOpenOrdersAsync(Symbol? symbol, CancellationToken cancellation) =>
        venue.GetOpenOrdersAsync(symbol, cancellation);

    public Task<IReadOnlyList<ListedOrder>?> GetClosedOrdersAsync(Symbol? symbol, Timestamp since, CancellationToken cancellation) =>
        venue.GetClosedOrdersAsync(symbol, since, cancellation);

    public Task StreamAsync(IExecutionSink sink, CancellationToken cancellation) => venue.StreamAsync(new Sink(sink, latency, time), cancellation);

    private async Task<T> ThereAndBackAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        await Task.Delay(latency, time, cancellation);
        T answer = await call();
        await Task.Delay(latency, time, cancellation);
        return answer;
    }

    private sealed class Sink(IExecutionSink inner, TimeSpan latency, TimeProvider time) : IExecutionSink
    {
        public bool WantsBalances => inner.WantsBalances;

        // Timers of one length ring in the order in which they were set, so that news overtake nothing.
        public void OnReport(IExecutionReply report)
        {
            ITimer? timer = null;
            timer = time.CreateTimer(
                _ =>
                {
                    timer!.Dispose();
                    inner.OnReport(report);
                },
                null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Change(latency, Timeout.InfiniteTimeSpan);
        }

        public void OnBalances(IReadOnlyList<Balance> balances, Timestamp venueTime) => inner.OnBalances(balances, venueTime);

        public void OnConnection(ConnectionState state, string detail) => inner.OnConnection(state, detail);
    }
}
