using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.App.Views;
using CoinPilot.Clustering.Node;
using CoinPilot.Storage.Postgres.Lease;
using CoinPilot.Values;

namespace CoinPilot.App.Clusters.Running;

/// <summary>One symbol for as long as it runs on this node: from its lease to its release.</summary>
internal sealed class SymbolWork(ClusterSystem system, Symbol symbol) : ILeasedWork
{
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainLook = TimeSpan.FromMilliseconds(20);

    private SymbolLease _lease;
    private Timestamp _newest;

    public bool TryTake()
    {
        if (system.Leases.TryTake(symbol.Code) is not { } lease)
            return false;
        try
        {
            // Before the actors run, since reading finds where the symbol's chain ends.
            _newest = system.OrdersHere.Recall(symbol, system.Node.Journal);
        }
        catch (Exception unread)
        {
            system.Leases.Release(lease);
            system.Say($"{symbol} cannot run here yet: {unread.Message}");
            return false;
        }
        _lease = lease;
        return true;
    }

    public IActor Create() => new SymbolActor(new SymbolSetup(
        symbol, system.Settings.Symbols.Contains(symbol) ? system.Settings.ChoicesOf(symbol) : [], system.Settings.Limits,
        system.Node.Portfolio, system.Gateway.Address, system.Observer));

    public async Task BeginAsync(ActorRef actor, CancellationToken cancellation)
    {
        SymbolRefs refs = await system.Node.Engine.Ask<SymbolRefs>(actor, new GetSymbolRefs(), AskTimeout);
        system.Gateway.Route(symbol, refs.Position);
        await system.OpenBooksAsync(cancellation);
        system.Books.Add(symbol, refs.Position);
        system.Strategies.Add(symbol, system.Settings.Symbols.Contains(symbol) ? system.Settings.ChoicesOf(symbol) : [], refs.Strategies);
        _ = system.Books.RunAsync(accepted: null);
        CandleView view = new();
        Timestamp history = await WarmUpAsync(refs, view, cancellation);
        system.Market.Follow(symbol, refs.Market, view, history);
        system.Say($"{symbol} runs here, lease {_lease.Token}");
    }

    public async Task DrainAsync()
    {
        await system.Market.LeaveAsync(symbol);
        if (system.HasBooks)
            system.Books.Remove(symbol);
        system.Strategies.Remove(symbol);
        await SettleAsync();
        await system.Gateway.EndRouteAsync(symbol);
    }

    public void Release()
    {
        system.OrdersHere.Forget(symbol);
        system.Leases.Release(_lease);
        system.Say($"{symbol} is given up");
    }

    // A venue that does not answer keeps the symbol waiting, not ending: what it holds is watched as soon as it can be.
    private async Task<Timestamp> WarmUpAsync(SymbolRefs refs, CandleView view, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                Timestamp history = await system.History.WarmUpAsync(symbol, refs.Market, view, cancellation);
                await system.History.ResumeWatchAsync(symbol, refs.Position, _newest, cancellation);
                return history;
            }
            catch (Exception away) when (away is HttpRequestException or TimeoutException)
            {
                system.Say($"{symbol} has no history yet: {away.Message}");
            }
            await Task.Delay(RetryAfter, system.Time, cancellation);
        }
    }

    private async Task SettleAsync()
    {
        using CancellationTokenSource limit = new(DrainLimit, system.Time);
        using PeriodicTimer timer = new(DrainLook, system.Time);
        try
        {
            // Twice, since what the actors decided last may not have reached the log yet.
            for (int quiet = 0; quiet < 2; quiet = system.OrdersHere.HasMarketOrderInFlight(symbol) ? 0 : quiet + 1)
                await timer.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // The venue is slow or gone; the journal knows what is open.
        }
    }
}
