using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Clustering.Node;
using CoinPilot.Exchanges;
using CoinPilot.Storage.Postgres.Lease;

namespace CoinPilot.App.Clusters.Running;

/// <summary>The account's portfolio for as long as it runs on this node.</summary>
internal sealed class PortfolioWork(ClusterSystem system) : ILeasedWork
{
    public const string LeaseName = "portfolio";

    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);

    // What the one before granted may still become an order elsewhere; longer than risk waits for a grant and a symbol to tell of its order.
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(60);

    private SymbolLease _lease;

    public bool TryTake()
    {
        if (system.Leases.TryTake(LeaseName) is not { } lease)
            return false;
        _lease = lease;
        return true;
    }

    public IActor Create() => new PortfolioActor(new PortfolioOptions(system.Settings.Limits, ReportInterval)
    {
        Symbols = system.AllSymbols,
        RestartPause = RestartPause,
    });

    public async Task BeginAsync(ActorRef actor, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await OpenAsync(actor, cancellation);
                system.Say($"the portfolio runs here, lease {_lease.Token}");
                return;
            }
            catch (Exception away) when (away is IOException or TimeoutException)
            {
                system.Say($"the account cannot be opened yet: {away.Message}");
            }
            await Task.Delay(RetryAfter, system.Time, cancellation);
        }
    }

    public async Task DrainAsync() =>
        await system.Node.Engine.Ask<AccountSnapshot>(system.Node.Portfolio, new ReportAccount(), AskTimeout);

    public void Release() => system.Leases.Release(_lease);

    private async Task OpenAsync(ActorRef actor, CancellationToken cancellation)
    {
        IActorEngine engine = system.Node.Engine;
        AccountSnapshot account = await engine.Ask<AccountSnapshot>(actor, new GetAccount(), AskTimeout);
        if (!account.IsOpen)
        {
            IReadOnlyList<Balance> balances = await system.Venue.Execution.GetBalancesAsync(cancellation)
                ?? throw new IOException("the exchange did not tell the account's balance");
            Balance cash = balances.FirstOrDefault(b => b.Currency == system.Quote) ?? throw new IOException($"the exchange's account has no {system.Quote}");
            // What lies in orders of others is the account's too: it leaves with their fills.
            await engine.Ask<AccountSnapshot>(actor, new OpenAccount(system.Leases.JournalId, cash.Free + cash.Locked), AskTimeout);
        }
        await engine.Ask<AccountSnapshot>(actor, new ConfigureLimits(system.Settings.Limits, "configuration at the start"), AskTimeout);
    }
}
