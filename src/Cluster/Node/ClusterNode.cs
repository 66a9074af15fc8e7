using System.Globalization;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Hosting;
using Akka.Cluster.Hosting.SBR;
using Akka.Cluster.Sharding;
using Akka.Cluster.Tools.Singleton;
using Akka.Hosting;
using Akka.Management;
using Akka.Management.Cluster.Bootstrap;
using Akka.Management.Dsl;
using Akka.Remote.Hosting;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.Clustering.Engine;
using CoinPilot.Clustering.Market;
using CoinPilot.Clustering.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CoinPilot.Clustering.Node;

/// <summary>
/// One process of a cluster: the actor system, the engine on it, a shard region in which every symbol has one home, and the portfolio as a
/// singleton. Which of them run here, the cluster decides.
/// </summary>
public sealed class ClusterNode : IAsyncDisposable
{
    private const string SystemName = "coinpilot";
    private const string RegionName = "symbol";
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(60);

    private readonly IHost _host;
    private readonly ActorSystem _system;
    private readonly AkkaEngine _engine;
    private readonly ClusterNodeOptions _options;
    private readonly Akka.Cluster.Cluster _cluster;
    private IActorRef _region = ActorRefs.Nobody;

    private ClusterNode(IHost host, ClusterNodeOptions options, AkkaEngineOptions engine)
    {
        _host = host;
        _options = options;
        _system = host.Services.GetRequiredService<ActorSystem>();
        _cluster = Akka.Cluster.Cluster.Get(_system);
        AkkaSqlJournal journal = new(_system, new EventCodec(), options.Time);
        Journal = journal;
        JournalLost = journal.Lost;
        _engine = new AkkaEngine(_system, options.Time, journal, options.NewId, engine);
        Portfolio = _engine.AddressOf("portfolio/portfolio", _system.ActorOf(
            ClusterSingletonProxy.Props("/user/portfolio", ClusterSingletonProxySettings.Create(_system).WithBufferSize(0)), "portfolio-proxy"));
    }

    public IActorEngine Engine => _engine;

    /// <summary>Reads and writes this node's entities; one that another node holds is refused by the database.</summary>
    public IJournal Journal { get; }

    /// <summary>Completes with the reason when nothing more can be written. Never fails.</summary>
    public Task<Exception> JournalLost { get; }

    /// <summary>The account's portfolio, wherever it runs; what is sent while it runs nowhere is dropped.</summary>
    public ActorRef Portfolio { get; }

    /// <summary>Completes when the node is no part of the cluster any more, whether it was asked to leave or told to.</summary>
    public Task Ended => _system.WhenTerminated;

    /// <summary>True once the cluster has taken the node in.</summary>
    public bool IsUp => _cluster.SelfMember.Status == MemberStatus.Up;

    /// <summary>How many members there are now, this one included; 1 before the node is one.</summary>
    public int MemberCount => Math.Max(1, Members.Count());

    /// <summary>Which of the members this node is, from 0 on, by their addresses; 0 before it is one.</summary>
    public int MemberIndex => Members.Count(m => m.Address.CompareTo(_cluster.SelfAddress) < 0);

    /// <summary>Starts the actor system; nothing runs on it before <see cref="JoinAsync"/>. Throws <see cref="IOException"/> when a port is taken.</summary>
    public static async Task<ClusterNode> StartAsync(ClusterNodeOptions options, AkkaEngineOptions engine)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddAkka(SystemName, akka => Configure(akka, options));
        IHost host = builder.Build();
        try
        {
            await host.StartAsync();
            return new ClusterNode(host, options, engine);
        }
        catch (Exception failed) when (failed is not IOException)
        {
            host.Dispose();
            throw new IOException($"the node did not start on {options.BindHost}:{options.Port}: {failed.GetBaseException().Message}", failed);
        }
    }

    /// <summary>Takes part: from here on the cluster may run symbols, and the portfolio, on this node.</summary>
    public async Task JoinAsync(INodeWork work)
    {
        HealthRoutes.Attach(_system, work);
        if (_options.ManagementPort is not null)
            await AkkaManagement.Get(_system).Start();
        CoordinatedShutdown shutdown = CoordinatedShutdown.Get(_system);
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "stop-deciding", () =>
        {
            if (shutdown.ShutdownReason is CoordinatedShutdown.ClusterDowningReason)
                work.Expel();
            else
                work.StopDeciding();
            return Task.FromResult(Akka.Done.Instance);
        });
        _region = await ClusterSharding.Get(_system).StartAsync(
            RegionName, symbol => HomeOf((symbol, "symbol"), work.OfSymbol(symbol)),
            ClusterShardingSettings.Create(_system), new SymbolExtractor(), ClusterSharding.Get(_system).DefaultShardAllocationStrategy(
                ClusterShardingSettings.Create(_system)), EndWork.Instance);
        _system.ActorOf(
            ClusterSingletonManager.Props(Props.CreateBy(new PortfolioProducer(this, work)), EndWork.Instance, ClusterSingletonManagerSettings.Create(_system)),
            "portfolio");
        _system.ActorOf(Props.Create(() => new NodeAgent(_region, _options.Symbols, work)), NodeAgent.Name);
        if (_options.ContactPoints.Count > 0 || _options.Extensions.Any(e => e.FindsNodes))
            await ClusterBootstrap.Get(_system).Start();
        else
            await _cluster.JoinSeedNodesAsync(Seeds);
        foreach (INodeExtension extension in _options.Extensions)
            extension.Start(_system);
    }

    /// <summary>
    /// Brings market data to market actors of this node, whose places are the symbols' numbers, until it is disposed. <paramref name="stream"/> is called
    /// again, after a pause, whenever it ended or failed.
    /// </summary>
    public MarketGraph Follow(IReadOnlyList<ActorRef> markets, Func<MarketInlet, CancellationToken, Task> stream) => new(_engine, markets, stream);

    /// <summary>The cluster as this node sees it; regions that do not answer in time show no symbols.</summary>
    public async Task<ClusterPicture> GetPictureAsync()
    {
        ClusterEvent.CurrentClusterState state = _cluster.State;
        Dictionary<Address, string[]> symbols = await GetSymbolsAsync();
        return new ClusterPicture(
            TextOf(_cluster.SelfAddress), state.Leader is { } leader ? TextOf(leader) : "",
            [.. state.Members.OrderBy(m => m.Address).Select(m => new ClusterMember(
                TextOf(m.Address), m.Status.ToString(), !state.Unreachable.Contains(m), [.. m.Roles.Order(StringComparer.Ordinal)],
                symbols.GetValueOrDefault(m.Address, [])))]);
    }

    /// <summary>Asks every other member the same, as its API would be; those that do not answer in time are left out.</summary>
    public async Task<IReadOnlyList<(string Address, int Status, string Body)>> CallOthersAsync(string method, string path, TimeSpan timeout)
    {
        IEnumerable<Address> others = _cluster.State.Members.Where(m => m.Status == MemberStatus.Up && m.Address != _cluster.SelfAddress && !_cluster.State.Unreachable.Contains(m)).Select(m => m.Address);
        (string, ApiAnswer?)[] answers = await Task.WhenAll(others.Select(async other => (TextOf(other), await CallAsync(other, method, path, timeout))));
        return [.. answers.Where(a => a.Item2 is not null).Select(a => (a.Item1, a.Item2!.Status, a.Item2.Body))];
    }

    /// <summary>Leaves the cluster: symbols and portfolio drain and go to other nodes, then everything here stops.</summary>
    public async ValueTask DisposeAsync()
    {
        Task leaving = CoordinatedShutdown.Get(_system).Run(CoordinatedShutdown.ClrExitReason.Instance);
        await leaving.WaitAsync(LeaveLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _engine.DisposeAsync();
        await Journal.DisposeAsync();
        _host.Dispose();
    }

    private IEnumerable<Member> Members => _cluster.State.Members.Where(m => m.Status is MemberStatus.Up or MemberStatus.WeaklyUp or MemberStatus.Joining);

    private Props HomeOf((string, string) path, ILeasedWork work) =>
        Props.CreateBy(new HomeProducer(_engine, path, work, _options.TakeInterval));

    private async Task<Dictionary<Address, string[]>> GetSymbolsAsync()
    {
        try
        {
            ClusterShardingStats stats = await _region.Ask<ClusterShardingStats>(new GetClusterShardingStats(AskTimeout), AskTimeout + AskTimeout);
            return stats.Regions.ToDictionary(
                r => r.Key, r => r.Value.Stats.Where(s => s.Value > 0).Select(s => s.Key).Order(StringComparer.Ordinal).ToArray());
        }
        catch (AskTimeoutException)
        {
            return [];
        }
    }

    private async Task<ApiAnswer?> CallAsync(Address other, string method, string path, TimeSpan timeout)
    {
        try
        {
            return await _system.ActorSelection(new RootActorPath(other) / "user" / NodeAgent.Name).Ask<ApiAnswer>(new ApiCall(method, path), timeout);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    private static void Configure(AkkaConfigurationBuilder akka, ClusterNodeOptions options)
    {
        (string? host, int? port) = options.Advertise is { } advertised ? SplitAddress(advertised) : default;
        akka.AddHocon(ClusterSettings.Of(options), HoconAddMode.Prepend)
            .WithRemoting(new RemoteOptions { HostName = options.BindHost, Port = options.Port, PublicHostName = host ?? options.BindHost, PublicPort = port ?? options.Port })
            .WithClustering(new ClusterOptions
            {
                SplitBrainResolver = new KeepMajorityOption(),
            });
        if (options.ManagementPort is { } management)
            akka.WithAkkaManagement(m =>
            {
                // By this name, and not by the interface, other nodes list it among their contact points.
                m.HostName = host ?? options.ManagementHost;
                m.BindHostName = options.ManagementHost;
                m.Port = management;
            });
        // All of them have to answer before a cluster begins: then no two can begin, whoever is cut off from whom.
        if (options.ContactPoints.Count > 0)
            akka.WithClusterBootstrap(ClusterSettings.ServiceName, requiredContactPoints: options.ContactPoints.Count, autoStart: false);
        foreach (INodeExtension extension in options.Extensions)
            extension.Configure(akka);
    }

    private IEnumerable<Address> Seeds => _options.SeedNodes.Count == 0
        ? [_cluster.SelfAddress]
        : _options.SeedNodes.Select(SplitAddress).Select(seed => _cluster.SelfAddress.WithHost(seed.Host).WithPort(seed.Port));

    private static (string Host, int Port) SplitAddress(string text)
    {
        int at = text.LastIndexOf(':');
        return (text[..at], int.Parse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private static string TextOf(Address address) => string.Create(CultureInfo.InvariantCulture, $"{address.Host}:{address.Port}");

    /// <summary>A home for each time that the portfolio comes to this node.</summary>
    private sealed class PortfolioProducer(ClusterNode node, INodeWork work) : IIndirectActorProducer
    {
        public Type ActorType => typeof(LeasedHome);

        public ActorBase Produce() => new LeasedHome(node._engine, ("portfolio", "portfolio"), work.OfPortfolio(), node._options.TakeInterval);

        public void Release(ActorBase actor)
        {
        }
    }

    private sealed class HomeProducer(AkkaEngine engine, (string, string) path, ILeasedWork work, TimeSpan takeInterval) : IIndirectActorProducer
    {
        public Type ActorType => typeof(LeasedHome);

        public ActorBase Produce() => new LeasedHome(engine, path, work, takeInterval);

        public void Release(ActorBase actor)
        {
        }
    }

    // A shard for each symbol: the cluster deals out shards evenly, and so symbols.
    private sealed class SymbolExtractor : IMessageExtractor
    {
        public string? EntityId(object message) => (message as Wake)?.Symbol;

        public object? EntityMessage(object message) => message;

        public string? ShardId(object message) => (message as Wake)?.Symbol;

        public string ShardId(string entityId, object? messageHint = null) => entityId;
    }
}
