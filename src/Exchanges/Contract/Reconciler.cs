using System.Collections.Concurrent;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Exchanges;

/// <summary>A symbol's result; null when the venue, or the symbol's actor, gave no answer.</summary>
public sealed record SymbolReconciliation(Symbol Symbol, Reconciliation? Found);

/// <summary>What one round found. <paramref name="Cash"/> is null when the venue, or the portfolio, gave no answer.</summary>
public sealed record ReconciledRound(IReadOnlyList<SymbolReconciliation> Symbols, CashReconciliation? Cash);

/// <summary>
/// Asks the venue what it has of the account, orders and balances, and has every symbol hold its book against it, and the portfolio its cash: at
/// start, after every reconnect and every minute. Runs one at a time.
/// </summary>
/// <param name="portfolio">Who knows the account's cash.</param>
/// <param name="quote">The currency of that cash.</param>
public sealed class Reconciler(IExecutionVenue venue, IActorEngine engine, Timestamp openedAt, ActorRef portfolio, string quote) : IDisposable
{
    /// <summary>How often, when nothing else asks for it.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>How far back closed orders are asked for beyond the last answer: they may end long after they were placed.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>How far back the first round asks for orders that ended while nobody looked.</summary>
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromDays(7);

    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<Symbol, ActorRef> _positions = [];
    private bool _hasAsked;
    private Timestamp _closedSince = Later(openedAt, engine.Now - LongestAbsence);

    /// <summary>Told of every symbol that may only reduce since the last time, with the reason in plain words.</summary>
    public Action<Symbol, string> Alert { get; init; } = static (_, _) => { };

    /// <summary>Told, with the reason in plain words, while the account may only reduce because its cash is not explained.</summary>
    public Action<string> AlertCash { get; init; } = static _ => { };

    /// <summary>From the next round on; any thread.</summary>
    public void Add(Symbol symbol, ActorRef position)
    {
        if (!_positions.TryAdd(symbol, position))
            throw new InvalidOperationException($"{symbol} is reconciled already");
    }

    /// <summary>The symbol runs elsewhere from now on; any thread.</summary>
    public void Remove(Symbol symbol) => _positions.TryRemove(symbol, out _);

    /// <summary>
    /// One round over all symbols, or one that takes the venue's word where it differs. The first is two where a balance was there before us: a
    /// single statement is not believed.
    /// </summary>
    /// <param name="accepted">The market code, or the currency of the cash, whose difference an operator accepts; null for none.</param>
    public async Task<ReconciledRound> RunAsync(string? accepted, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            ReconciledRound round = await AskAsync(accepted, cancellation);
            if (!_hasAsked && round.Symbols.Any(r => r.Found is { Unsettled: 0, Agrees: false }))
                round = await AskAsync(accepted, cancellation);
            _hasAsked |= round.Symbols.All(r => r.Found is not null);
            return round;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Rounds until cancelled.</summary>
    public async Task KeepAsync(TimeProvider time, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(Interval, time);
        do
            await RunAsync(accepted: null, cancellation);
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    public void Dispose() => _one.Dispose();

    // Balances come first: what happens between the questions is then in the lists and not in the balance, and its order explains it. The other
    // way round a balance could hold what the lists do not tell yet.
    private async Task<ReconciledRound> AskAsync(string? accepted, CancellationToken cancellation)
    {
        Timestamp asked = engine.Now;
        CashMark? before = await TryAskAsync<CashMark>(portfolio, new GetCashMark());
        IReadOnlyList<Balance>? balances = await venue.GetBalancesAsync(cancellation);
        IReadOnlyList<ListedOrder>? open = await venue.GetOpenOrdersAsync(null, cancellation);
        IReadOnlyList<ListedOrder>? closed = await venue.GetClosedOrdersAsync(null, _closedSince, cancellation);
        List<SymbolReconciliation> results = [];
        foreach ((Symbol symbol, ActorRef position) in _positions.OrderBy(p => p.Key))
        {
            if (open is null || closed is null || balances is null)
                results.Add(new SymbolReconciliation(symbol, null));
            else
                results.Add(await TellAsync(symbol, position, new VenueStatement(Of(open, symbol), Of(closed, symbol), BalanceOf(balances, symbol)), accepted == symbol.Code));
        }
        if (closed is not null)
            _closedSince = Later(_closedSince, asked - Overlap);
        bool isWhole = before is not null && balances is not null && results.All(r => r.Found is not null);
        return new ReconciledRound(results, isWhole ? await TellCashAsync(before!, balances!, results, accepted == quote) : null);
    }

    private async Task<CashReconciliation?> TellCashAsync(
        CashMark before, IReadOnlyList<Balance> balances, IReadOnlyList<SymbolReconciliation> results, bool accepts)
    {
        Balance? cash = balances.FirstOrDefault(b => b.Currency == quote);
        CashReconciliation? found = await TryAskAsync<CashReconciliation>(portfolio, new ReconcileCash(
            cash is null ? Money.Zero : cash.Free + cash.Locked, before.Sequence, results.Sum(r => r.Found!.Sequence),
            results.All(r => r.Found!.Unsettled == 0), accepts));
        if (found?.Problem is { } problem)
            AlertCash(problem);
        return found;
    }

    private async Task<SymbolReconciliation> TellAsync(Symbol symbol, ActorRef position, VenueStatement statement, bool accepts)
    {
        Reconciliation? found = await TryAskAsync<Reconciliation>(position, new ReconcilePosition(statement, accepts));
        if (found?.State == TradingState.Reducing)
            Alert(symbol, found.StateReason);
        return new SymbolReconciliation(symbol, found);
    }

    private async Task<T?> TryAskAsync<T>(ActorRef actor, object question)
        where T : class
    {
        try
        {
            return await engine.Ask<T>(actor, question, AskTimeout);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static ValueList<StatedOrder> Of(IReadOnlyList<ListedOrder> orders, Symbol symbol) => ValueList<StatedOrder>.Of(
        orders.Where(o => o.Symbol == symbol).OrderBy(o => o.CreatedAt).ThenBy(o => o.VenueOrderId, StringComparer.Ordinal).Select(o => new StatedOrder(
            o.ClientOrderId ?? StatedOrder.ByVenueId(o.VenueOrderId), o.VenueOrderId, o.Side, o.State == ReportedState.Open,
            o.Quantity ?? Quantity.Zero, o.Price ?? Price.None, o.Executed, o.CreatedAt)));

    private static Quantity BalanceOf(IReadOnlyList<Balance> balances, Symbol symbol)
    {
        Balance? balance = balances.FirstOrDefault(b => b.Currency == symbol.Base);
        return balance is null ? Quantity.Zero : Quantity.FromUnits(balance.Free.Units + balance.Locked.Units);
    }

    private static Timestamp Later(Timestamp a, Timestamp b) => a > b ? a : b;
}
