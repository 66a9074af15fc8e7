using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Upbit;

/// <summary>
/// The venue's calls about an account's orders beyond those of <see cref="IExecutionVenue"/>. None throws for what the venue or the network does.
/// </summary>
public sealed class UpbitOrders(UpbitRest rest)
{
    /// <summary>Most orders that one look-up names.</summary>
    public const int MostLookedUp = 100;

    /// <summary>Most orders that one cancel names.</summary>
    public const int MostCancelled = 20;

    /// <summary>Most markets that <see cref="CancelOpenAsync"/> names.</summary>
    public const int MostMarkets = 20;

    private const int OpenPage = 100;
    private const int ClosedPage = 1000;

    /// <summary>No call asks for a longer time.</summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    /// <summary>Fees, limits, order types and free funds of the account in a market.</summary>
    public Task<UpbitResult<UpbitChance>> GetChanceAsync(Symbol symbol, CancellationToken cancellation) =>
        rest.GetAsync(UpbitGroup.Default, "/v1/orders/chance", new UpbitParameters().With("market", symbol.Code), signed: true,
            body => UpbitBody.TryRead(body, json => UpbitChances.TryRead(json, symbol)), cancellation);

    /// <summary>Has the venue check an order as if it were placed. The value is the order that it would be; nothing is placed.</summary>
    /// <exception cref="ArgumentException">The order lacks an amount that its type needs.</exception>
    public async Task<UpbitResult<ListedOrder>> TestAsync(SubmitOrder order, CancellationToken cancellation)
    {
        UpbitParameters form = UpbitOrderForm.Of(order, rest.Options.SelfTrade);
        UpbitAnswer answer = await rest.PostAsync(UpbitGroup.OrderTest, "/v1/orders/test", form, cancellation);
        return answer.As(body => UpbitBody.TryRead(body, UpbitListedOrders.TryRead));
    }

    /// <summary>Those of the orders that the venue knows, in its order. At most <see cref="MostLookedUp"/>.</summary>
    public Task<UpbitResult<IReadOnlyList<ListedOrder>>> FindAsync(IReadOnlyList<ClientOrderId> ids, CancellationToken cancellation) =>
        rest.GetAsync(UpbitGroup.Default, "/v1/orders/uuids", Named(ids, MostLookedUp), signed: true, ReadList, cancellation);

    /// <summary>Asks for the cancel of several orders at once, at most <see cref="MostCancelled"/>. Each is cancelled a little later.</summary>
    public async Task<UpbitResult<UpbitCancelled>> CancelAsync(IReadOnlyList<ClientOrderId> ids, CancellationToken cancellation)
    {
        UpbitAnswer answer = await rest.DeleteAsync(UpbitGroup.Default, "/v1/orders/uuids", Named(ids, MostCancelled), cancellation);
        return answer.As(body => UpbitBody.TryRead(body, UpbitCancelled.TryRead));
    }

    /// <summary>Asks for the cancel of resting orders, newest first, up to <paramref name="count"/> of at most 300. Once in two seconds.</summary>
    /// <param name="side">Null for both.</param>
    /// <param name="symbols">None for every market; at most <see cref="MostMarkets"/>.</param>
    public async Task<UpbitResult<UpbitCancelled>> CancelOpenAsync(
        OrderSide? side, IReadOnlyList<Symbol> symbols, int count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(symbols.Count, MostMarkets, nameof(symbols));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 300);
        UpbitParameters parameters = new UpbitParameters()
            .With("cancel_side", side switch { null => "all", OrderSide.Buy => "bid", _ => "ask" })
            .With("pairs", symbols.Count > 0 ? string.Join(',', symbols) : null)
            .With("count", count.ToString());
        UpbitAnswer answer = await rest.DeleteAsync(UpbitGroup.CancelAll, "/v1/orders/open", parameters, cancellation);
        return answer.As(body => UpbitBody.TryRead(body, UpbitCancelled.TryRead));
    }

    /// <summary>Every resting order. Pages that orders end between may hide one: what matters is looked up by its id.</summary>
    public async Task<UpbitResult<IReadOnlyList<ListedOrder>>> GetOpenAsync(Symbol? symbol, CancellationToken cancellation)
    {
        var all = new Dictionary<string, ListedOrder>(StringComparer.Ordinal);
        for (int page = 1; ; page++)
        {
            UpbitParameters parameters = new UpbitParameters()
                .With("market", symbol?.Code).With("states[]", "wait").With("states[]", "watch")
                .With("page", page.ToString()).With("limit", OpenPage.ToString()).With("order_by", "asc");
            UpbitResult<IReadOnlyList<ListedOrder>> result = await rest.GetAsync(
                UpbitGroup.Default, "/v1/orders/open", parameters, signed: true, ReadList, cancellation);
            if (result.Value is not { } orders)
                return result;
            foreach (ListedOrder order in orders)
                all[order.VenueOrderId] = order;
            if (orders.Count < OpenPage)
                return new UpbitResult<IReadOnlyList<ListedOrder>>([.. all.Values], null);
        }
    }

    /// <summary>
    /// Every order made at or after <paramref name="since"/> that has ended, oldest first, in windows of a week. All or nothing.
    /// More than a thousand orders of one second are <see cref="UpbitOutcome.Unreadable"/>: the venue cannot list them.
    /// </summary>
    public async Task<UpbitResult<IReadOnlyList<ListedOrder>>> GetClosedAsync(Symbol? symbol, Timestamp since, CancellationToken cancellation)
    {
        var all = new Dictionary<string, ListedOrder>(StringComparer.Ordinal);
        Timestamp from = since, now = Timestamp.From(rest.Options.Time.GetUtcNow());
        do
        {
            Timestamp to = from + LongestWindow;
            // The last one has no end: the venue's clock may be ahead of ours.
            UpbitResult<IReadOnlyList<ListedOrder>> page = await GetClosedPageAsync(symbol, from, to < now ? to : null, cancellation);
            if (page.Value is not { } orders)
                return page;
            foreach (ListedOrder order in orders)
                all[order.VenueOrderId] = order;
            if (orders.Count < ClosedPage)
                from = to;
            else if (orders.Max(o => o.CreatedAt.UnixMillis) is var last && last > from.UnixMillis)
                from = Timestamp.FromUnixMillis(last);
            else
                return new UpbitResult<IReadOnlyList<ListedOrder>>(null, new UpbitFailure(
                    UpbitOutcome.Unreadable, UpbitError.None, 0, "", $"more than {ClosedPage} orders of one moment"));
        }
        while (from < now);
        return new UpbitResult<IReadOnlyList<ListedOrder>>(
            [.. all.Values.OrderBy(o => o.CreatedAt)], null);
    }

    private Task<UpbitResult<IReadOnlyList<ListedOrder>>> GetClosedPageAsync(
        Symbol? symbol, Timestamp from, Timestamp? to, CancellationToken cancellation)
    {
        UpbitParameters parameters = new UpbitParameters()
            .With("market", symbol?.Code).With("states[]", "done").With("states[]", "cancel")
            .With("start_time", from.UnixMillis.ToString()).With("end_time", to?.UnixMillis.ToString())
            .With("limit", ClosedPage.ToString()).With("order_by", "asc");
        return rest.GetAsync(UpbitGroup.Default, "/v1/orders/closed", parameters, signed: true, ReadList, cancellation);
    }

    private static UpbitParameters Named(IReadOnlyList<ClientOrderId> ids, int most)
    {
        ArgumentOutOfRangeException.ThrowIfZero(ids.Count, nameof(ids));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, most, nameof(ids));
        var parameters = new UpbitParameters();
        foreach (ClientOrderId id in ids)
            parameters.With("identifiers[]", id.Value);
        return parameters;
    }

    private static IReadOnlyList<ListedOrder>? ReadList(byte[] body) => UpbitBody.TryReadList(body, UpbitListedOrders.TryRead);
}
