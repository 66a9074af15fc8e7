using CoinPilot.Actors.Trading;
using CoinPilot.App.Cli;
using CoinPilot.App.Journals;
using CoinPilot.App.Run;
using CoinPilot.App.Web;
using CoinPilot.Clustering.Engine;
using CoinPilot.Clustering.Node;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Storage.Postgres.Lease;
using CoinPilot.Actors.Wire;
using CoinPilot.Values;

namespace CoinPilot.App.Clusters.Running;

/// <summary>One <c>coinpilot run --engine akka</c>: a node from its first line to its last.</summary>
internal static class ClusterSession
{
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(RunSettings settings)
    {
        using StopSignal stop = new();
        try
        {
            return await RunAsync(settings, stop);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            Say("stopped before the node joined");
            return ExitCode.Done;
        }
    }

    private static async Task<int> RunAsync(RunSettings settings, StopSignal stop)
    {
        JournalPlace place = JournalPlace.Choose(settings.DataFolder, settings.DatabaseFile);
        string database = place.ConnectionString ?? throw new UsageException(
            $"--engine akka keeps its journal in PostgreSQL: set {JournalPlace.DatabaseVariable}, or name a file with --database");
        Uri exchange = settings.Exchange ?? throw new UsageException("--engine akka needs --exchange: the nodes of a cluster trade on one exchange");
        Say($"coinpilot {ProductInfo.Version}, journal in the {place.Description}");
        using SymbolLeases leases = SymbolLeases.Join(new SymbolLeaseOptions(database, TimeProvider.System, NewJournalId) { Life = settings.Cluster.LeaseLife });
        Symbol[] all = [.. settings.Symbols.Union(EarlierSymbols(database)).Order()];
        OwnApi? everyone = null;
        await using ClusterNode node = await ClusterNode.StartAsync(OptionsOf(settings, leases, all) with
        {
            Extensions = NodeAdditions.Of(settings.Cluster, (method, path) => everyone!.CallAsync(method, path)),
        }, new AkkaEngineOptions
        {
            Workers = settings.Workers,
            Failed = (actor, error) => Say($"{actor} failed: {error.Message}"),
        });
        using UpbitConnection connection = await UpbitConnection.OpenAsync(
            exchange, UpbitConnection.FindKeys(exchange, settings.KeyFile), Say, stop.Token, share: () => new QuotaShare(node.MemberCount, node.MemberIndex));
        await using DatabaseTables? tables = DatabaseTables.Open(place, settings.KeepTicks, Say);
        await using ClusterSystem system = new(settings, all, node, leases, Kept(connection.Venue, tables), TimeProvider.System, Say) { Ticks = tables?.Ticks };
        await using ApiServer api = await ApiServer.StartAsync(system, settings.Port, app => ClusterApi.Map(app, system));
        using OwnApi own = new(api.Address);
        using OwnApi ofAll = everyone = new OwnApi(api.Address, ofAll: true);
        system.Api = own.CallAsync;
        Say($"dashboard {api.Address}");
        _ = EndWhenLostAsync(leases.Lost, node.JournalLost);
        await node.JoinAsync(system);
        Say($"node {leases.Node} at {(await node.GetPictureAsync()).Self}, {all.Length} symbols in the cluster, exchange {exchange}");
        using CancellationTokenSource ended = new();
        Task status = ShowStatusAsync(system, ended.Token);
        await Task.WhenAny(stop.WaitAsync(), node.Ended);
        bool wasTold = node.Ended.IsCompleted && !stop.Token.IsCancellationRequested;
        Say(wasTold ? "the cluster told this node to stop" : "leaving the cluster: symbols go to other nodes");
        await ended.CancelAsync();
        await status;
        await node.DisposeAsync();
        Say("stopped; everything is in the journal");
        return wasTold ? ExitCode.Failed : ExitCode.Done;
    }

    private static ClusterNodeOptions OptionsOf(RunSettings settings, SymbolLeases leases, Symbol[] all) => new()
    {
        WriterConnectionString = leases.WriterConnectionString,
        Symbols = [.. all.Select(s => s.Code)],
        NewId = static () => Guid.CreateVersion7().ToString(),
        BindHost = settings.Cluster.Bind,
        Port = settings.Cluster.NodePort,
        Advertise = settings.Cluster.Advertise,
        SeedNodes = settings.Cluster.SeedNodes,
        ContactPoints = settings.Cluster.ContactPoints,
        StableAfter = settings.Cluster.StableAfter,
        ManagementHost = settings.Cluster.ManagementBind,
        ManagementPort = settings.Cluster.ManagementPort,
    };

    private static Venue Kept(Venue venue, DatabaseTables? tables)
    {
        if (tables is not null)
            venue = venue with { Market = new KeptCandles(venue.Market, tables.Candles) };
        return tables?.Ticks is { } ticks ? venue with { Market = new KeptTicks(venue.Market, ticks) } : venue;
    }

    private static IEnumerable<Symbol> EarlierSymbols(string database)
    {
        using PostgresJournalReader reader = new(database, new EventCodec());
        foreach (string entity in reader.ListEntities())
        {
            if (PositionActor.TryGetSymbol(entity, out Symbol symbol))
                yield return symbol;
        }
    }

    // At once: whoever holds the symbols now goes on from the journal, and nothing that is still under way here may get out.
    private static async Task EndWhenLostAsync(Task<string> leases, Task<Exception> journal)
    {
        await Task.WhenAny(leases, journal);
        string reason = leases.IsCompleted ? await leases : (await journal).Message;
        if (journal.IsCompleted && await journal is ObjectDisposedException)
            return;
        await Console.Error.WriteLineAsync($"coinpilot: stopped at once: {reason}");
        Environment.Exit(ExitCode.Failed);
    }

    private static async Task ShowStatusAsync(ClusterSystem system, CancellationToken stop)
    {
        using PeriodicTimer timer = new(StatusInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                (long orders, long fills, long rejected) = system.OrdersHere.Counts;
                Say($"members {system.Node.MemberCount} · symbols here {system.Market.Symbols.Count} · orders {orders} fills {fills} rejected {rejected} · trades {system.Market.Trades} candles {system.Market.Candles}");
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    private static string NewJournalId() => Guid.NewGuid().ToString("N")[..10];

    private static void Say(string line) => Console.WriteLine($"{DateTimeOffset.Now:HH:mm:ss} {line}");
}
