using System.Globalization;
using System.Text.Json;
using CoinPilot.Storage.Postgres.Lease;
using CoinPilot.Tests.EndToEnd;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.Clustering.Nodes;

/// <summary>Nodes as processes of their own on loopback, with a PostgreSQL and a local exchange of theirs, trading twenty symbols without a pause.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    /// <summary>Long enough for a slow machine; what a test waits for is measured apart.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);

    private const int SymbolCount = 20;

    private readonly TemporaryFolder _folder = new();
    private readonly PostgresCluster _server;
    private readonly CoinPilotProcess _venue;
    private readonly Uri _address;
    private readonly string _databaseFile;
    private readonly TimeSpan _stableAfter;
    private readonly int[] _contactPoints;

    private TestCluster(PostgresCluster server, CoinPilotProcess venue, Uri address, TimeSpan stableAfter, int[] contactPoints, TemporaryFolder folder)
    {
        _server = server;
        _venue = venue;
        _address = address;
        _stableAfter = stableAfter;
        _contactPoints = contactPoints;
        _folder = folder;
        Database = server.CreateDatabase();
        _databaseFile = folder.In("database");
        File.WriteAllText(_databaseFile, Database + "\n");
        Exchange = new ExchangeView(address);
    }

    public string Database { get; }

    public ExchangeView Exchange { get; }

    public List<TestNode> Nodes { get; } = [];

    public IEnumerable<TestNode> Living => Nodes.Where(n => !n.Process.HasExited);

    /// <summary>The market codes, with those that the synthetic market always has first.</summary>
    public static string[] Symbols { get; } =
        ["KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-SOL", "KRW-DOGE", .. Enumerable.Range(5, SymbolCount - 5).Select(n => n.ToString("'KRW-S'0000", CultureInfo.InvariantCulture))];

    /// <summary>Skips the test on a machine without PostgreSQL.</summary>
    /// <param name="byContactPoints">The nodes find one another by their health endpoints, and not by seed nodes.</param>
    public static async Task<TestCluster> StartAsync(int nodes, TimeSpan stableAfter, bool byContactPoints = false)
    {
        PostgresCluster? server = PostgresCluster.TryStart(out string reason);
        Assert.SkipWhen(server is null, reason);
        TemporaryFolder folder = new();
        CoinPilotProcess venue = CoinPilotProcess.Start(
            "exchange", "--port", "0", "--speed", "120", "--symbols", SymbolCount.ToString(CultureInfo.InvariantCulture), "--cash", "1000000000", "--data", folder.In("exchange"));
        TestCluster cluster = new(server, venue, new Uri(await venue.WaitForLineAsync("exchange ")), stableAfter, byContactPoints ? [.. Enumerable.Range(0, nodes).Select(_ => NodeProxy.FreePort())] : [], folder);
        try
        {
            for (int i = 0; i < nodes; i++)
                cluster.Add();
            await Until.TrueAsync(cluster.IsBalancedAsync, Limit, cluster.Describe);
            return cluster;
        }
        catch (Exception)
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more node; the first two are the ones that others join by.</summary>
    public TestNode Add()
    {
        NodeProxy network = new();
        int management = Nodes.Count < _contactPoints.Length ? _contactPoints[Nodes.Count] : NodeProxy.FreePort();
        string[] others = _contactPoints.Length > 0
            ? ["--contact-points", .. _contactPoints.Select(port => $"127.0.0.1:{port}")]
            : ["--seed-nodes", .. Nodes.Select(n => n.Network).Append(network).Take(2).Select(n => $"127.0.0.1:{n.PublicPort}")];
        TestNode node = new(CoinPilotProcess.Start(
            ["run", "--engine", "akka", "--exchange", _address.ToString(), "--data", _folder.In($"node-{Nodes.Count}"), "--database", _databaseFile, "--port", "0",
                "--node-port", Text(network.TargetPort), "--advertise", $"127.0.0.1:{network.PublicPort}", "--management-port", Text(management),
                "--stable-after", _stableAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture), .. others, "--symbols", .. Symbols,
                .. Unlimited.Pace, "--strategy", "ma-cross", "--set", "ma-cross.fast=1", "ma-cross.slow=3"]), network, management);
        Nodes.Add(node);
        return node;
    }

    /// <summary>Nothing passes any more between the node and the others.</summary>
    public void CutOff(TestNode node)
    {
        foreach (TestNode one in Nodes)
            one.Network.CutOff([node.Network.PublicPort]);
    }

    /// <summary>How many of the twenty symbols each living node holds the lease of, by the database.</summary>
    public Dictionary<TestNode, int> Shares()
    {
        IReadOnlyList<SymbolLeaseHolder> leases = SymbolLeases.List(Database);
        return Living.ToDictionary(n => n, n => leases.Count(l => l.IsHeld && l.ProcessId == n.Process.Id && Symbols.Contains(l.Name)));
    }

    /// <summary>True when living nodes run all symbols, none more than one more than another, and each has its market data and history.</summary>
    public async Task<bool> IsBalancedAsync()
    {
        Dictionary<TestNode, int> shares = Shares();
        return shares.Values.Sum() == SymbolCount && shares.Values.Max() - shares.Values.Min() <= 1 && await RunAllAsync();
    }

    /// <summary>True when living nodes run all symbols.</summary>
    public async Task<bool> RunAllAsync()
    {
        if (Shares().Values.Sum() != SymbolCount || await Living.First().TryGetAsync("api/strategies") is not { } strategies)
            return false;
        HashSet<string> warm = [.. strategies.EnumerateArray().Where(s => s.GetProperty("state").GetString() == "warm").Select(s => s.GetProperty("symbol").GetString()!)];
        return warm.SetEquals(Symbols);
    }

    /// <summary>Waits until so many more orders are at the exchange.</summary>
    public async Task TradeAsync(int orders)
    {
        long goal = await Exchange.OrderCountAsync() + orders;
        await Until.TrueAsync(async () => await Exchange.OrderCountAsync() >= goal, Limit, Describe);
    }

    /// <summary>Runs a verb against a node, which must succeed; gives what it printed.</summary>
    public static async Task<string> VerbAsync(TestNode node, params string[] arguments)
    {
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync([.. arguments, "--api", await node.ApiAsync()]);
        Assert.True(code == 0, $"{string.Join(' ', arguments)} exited with {code}:\n{output}\n{errors}");
        return output;
    }

    /// <summary>Stops entries, waits until nothing is under way, ends every node in order, and holds the journal against the exchange.</summary>
    public async Task<JournalAgainstExchange> EndAsync()
    {
        await VerbAsync(Living.First(), "halt", "the test ends");
        await Until.TrueAsync(IsQuietAsync, Limit, Describe);
        foreach (TestNode node in Living.ToArray())
            Assert.Equal(0, await node.Process.TerminateAsync());
        JsonElement audit = await AuditRun.RequireCleanAsync(TestStore.Postgres(_folder, Database));
        await AuditRun.RequireEqualAsync(audit, Exchange);
        return await JournalAgainstExchange.CompareAsync(Database, Exchange);
    }

    public string Describe() => string.Join("\n", [
        .. SymbolLeases.List(Database).Select(l => l.ToString()),
        .. Nodes.Select(n => $"--- {n.Process.Id} {(n.Process.HasExited ? "has ended" : "lives")}\n{n.Process.Output}\n{n.Process.Errors}")]);

    public async ValueTask DisposeAsync()
    {
        foreach (TestNode node in Nodes)
            await node.DisposeAsync();
        Exchange.Dispose();
        await _venue.DisposeAsync();
        _server.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> IsQuietAsync() =>
        await Living.First().TryGetAsync("api/status") is { } status
        && await Living.First().TryGetAsync("api/orders") is { } orders
        && orders.GetProperty("open").GetArrayLength() == 0
        && status.GetProperty("lastOrders").EnumerateArray().All(o => o.GetProperty("status").GetString() is "Filled" or "Cancelled" or "Rejected")
        && decimal.Parse(status.GetProperty("committed").GetString()!, CultureInfo.InvariantCulture) == 0;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
