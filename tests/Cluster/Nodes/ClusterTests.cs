using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CoinPilot.Storage.Postgres.Lease;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.Clustering.Nodes;

/// <summary>Several real processes on loopback, as <c>coinpilot run --engine akka</c> starts them.</summary>
public sealed class ClusterTests(ITestOutputHelper output)
{
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(
        double.Parse(Environment.GetEnvironmentVariable("COINPILOT_STABLE_AFTER") ?? "10", CultureInfo.InvariantCulture));

    [Fact]
    public async Task ThreeNodes_AFourthJoinsThenOneIsKilled_ShareTheSymbolsAndLoseAndDoubleNoOrder()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(3, StableAfter);
        output.WriteLine($"three nodes: {Text(cluster)}");
        await cluster.TradeAsync(20);

        long start = Stopwatch.GetTimestamp();
        TestNode fourth = cluster.Add();
        await Until.TrueAsync(async () => await cluster.IsBalancedAsync() && cluster.Shares().Count == 4, TestCluster.Limit, cluster.Describe);
        output.WriteLine($"a fourth has its share {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s after its process was started: {Text(cluster)}");
        Assert.Equal(5, cluster.Shares()[fourth]);
        await Until.TrueAsync(async () => await fourth.ProbeAsync("ready") == 200, TestCluster.Limit, cluster.Describe);
        Assert.Equal(200, await fourth.ProbeAsync("alive"));
        await cluster.TradeAsync(20);

        // The first one: the portfolio and the coordinator of the shards are there too.
        TestNode killed = cluster.Nodes[0];
        start = Stopwatch.GetTimestamp();
        await killed.Process.KillAsync();
        await Until.TrueAsync(cluster.RunAllAsync, TestCluster.Limit, cluster.Describe);
        double failover = Stopwatch.GetElapsedTime(start).TotalSeconds;
        output.WriteLine($"its symbols run elsewhere {failover:F1} s after kill -9, with stable-after {StableAfter.TotalSeconds} s: {Text(cluster)}");
        await cluster.TradeAsync(20);

        JournalAgainstExchange found = await cluster.EndAsync();
        output.WriteLine($"orders {found.Orders}, lost {found.Lost}, doubled {found.Doubled}");
        Assert.Equal((0, 0), (found.Lost, found.Doubled));
        Assert.InRange(failover, 0, 30);
    }

    [Fact]
    public async Task Network_CutBetweenTwoNodesAndAThird_LeavesOneSideTradingAndTheOtherStopped()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(3, TimeSpan.FromSeconds(7));
        await cluster.TradeAsync(10);

        TestNode alone = cluster.Nodes[2];
        long start = Stopwatch.GetTimestamp();
        cluster.CutOff(alone);
        Assert.Equal(1, await alone.Process.WaitForExitAsync());
        double stopped = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await Until.TrueAsync(cluster.RunAllAsync, TestCluster.Limit, cluster.Describe);
        output.WriteLine($"the smaller side stopped after {stopped:F1} s, its symbols run on the other {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s after the cut, with stable-after 7 s");
        Assert.Equal(2, cluster.Living.Count());
        await cluster.TradeAsync(10);

        JournalAgainstExchange found = await cluster.EndAsync();
        Assert.Equal((0, 0), (found.Lost, found.Doubled));
    }

    [Fact]
    public async Task Verbs_AgainstAnyNodeOfAClusterFoundByContactPoints_ReachAllOfIt()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(2, TimeSpan.FromSeconds(7), byContactPoints: true);
        await cluster.TradeAsync(10);
        foreach (TestNode node in cluster.Nodes)
        {
            JsonElement status = JsonDocument.Parse(await TestCluster.VerbAsync(node, "cluster", "status", "--json")).RootElement;
            Assert.Equal(2, status.GetProperty("members").GetArrayLength());
            Assert.Equal(TestCluster.Symbols.Order(), status.GetProperty("members").EnumerateArray().SelectMany(m => m.GetProperty("symbols").EnumerateArray()).Select(s => s.GetString()).Order());
            Assert.Equal(TestCluster.Symbols.Append("portfolio").Order(), status.GetProperty("leases").EnumerateArray().Select(l => l.GetProperty("name").GetString()).Order());

            JsonElement positions = JsonDocument.Parse(await TestCluster.VerbAsync(node, "positions", "--json")).RootElement;
            Assert.Equal(TestCluster.Symbols.Order(), positions.GetProperty("states").EnumerateArray().Select(s => s.GetProperty("symbol").GetString()).Order());
            Assert.Contains("nobody is in quarantine", await TestCluster.VerbAsync(node, "quarantine", "list"), StringComparison.Ordinal);
        }
        Assert.Contains("halted: by the first", await TestCluster.VerbAsync(cluster.Nodes[0], "halt", "by the first"), StringComparison.Ordinal);
        Assert.Contains("allowed", await TestCluster.VerbAsync(cluster.Nodes[1], "resume", "by the second"), StringComparison.Ordinal);
        Assert.Contains("flat", await TestCluster.VerbAsync(cluster.Nodes[1], "flatten", "by the second"), StringComparison.Ordinal);
        Assert.Contains("allowed", await TestCluster.VerbAsync(cluster.Nodes[0], "resume", "again"), StringComparison.Ordinal);

        // The database alone tells the leases.
        Assert.All(SymbolLeases.List(cluster.Database), l => Assert.True(l.IsHeld, l.ToString()));
        JournalAgainstExchange found = await cluster.EndAsync();
        Assert.Equal((0, 0), (found.Lost, found.Doubled));
    }

    private static string Text(TestCluster cluster) => string.Join(" + ", cluster.Shares().Values.Order().Select(n => n.ToString(CultureInfo.InvariantCulture)));
}
