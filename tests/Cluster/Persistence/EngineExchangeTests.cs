using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.Actors.Wire;
using CoinPilot.Clustering.Engine;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.Clustering.Persistence;

/// <summary>One database goes from one process to a cluster and back, with the real actors on both engines.</summary>
public sealed class EngineExchangeTests(PostgresServer server)
{
    [Fact]
    public async Task Journal_FromOneProcessToTheClusterAndBack_RecoversTheSameAndStaysClean()
    {
        string database = server.RequireDatabase();
        BookSnapshot bought = await AloneAsync(database, async desk =>
        {
            await desk.OpenAsync();
            await desk.BuyAsync(10_000m);
        });

        BookSnapshot sold = await ClusteredAsync(database, async desk =>
        {
            Assert.Equal(bought, await desk.BookAsync());
            Assert.Equal("j1", (await desk.AccountAsync()).JournalId);
            await desk.SellAsync(40m);
            await desk.EngageKillSwitchAsync("enough");
        });

        await AloneAsync(database, async desk =>
        {
            Assert.Equal(sold, await desk.BookAsync());
            Assert.Equal("enough", (await desk.AccountAsync()).KillSwitch);
            await desk.BuyAsync(5_000m);
        });
        await AuditAsync(database);
    }

    [Fact]
    public async Task Journal_OfTheClusterAlone_StandsTheAudit()
    {
        string database = server.RequireDatabase();
        await ClusteredAsync(database, async desk =>
        {
            await desk.OpenAsync();
            await desk.BuyAsync(10_000m);
            await desk.SellAsync(100m);
        });

        await AuditAsync(database);
    }

    private static async Task<BookSnapshot> AloneAsync(string database, Func<TradingDesk, Task> trade)
    {
        await using PostgresJournal journal = PostgresJournal.Open(new PostgresJournalOptions(database, TimeProvider.System, () => "j1"), new EventCodec());
        return await OnAsync(new LiveEngine(TimeProvider.System, journal, NewId), trade);
    }

    private static async Task<BookSnapshot> ClusteredAsync(string database, Func<TradingDesk, Task> trade)
    {
        await using JournalNode node = new(database, new EventCodec());
        return await OnAsync(new AkkaEngine(node.System, TimeProvider.System, node, NewId), trade);
    }

    private static async Task<BookSnapshot> OnAsync(IActorEngine engine, Func<TradingDesk, Task> trade)
    {
        await using TradingDesk desk = new(engine);
        await trade(desk);
        return await desk.BookAsync();
    }

    private static async Task AuditAsync(string database)
    {
        using TemporaryFolder folder = new();
        string file = folder.In("database");
        await File.WriteAllTextAsync(file, database, TestContext.Current.CancellationToken);
        (int code, string output, string errors) = await CoinPilotProcess.RunAsync("audit", "--data", folder.In("data"), "--database", file);
        Assert.True(code == 0, output + errors);
    }

    private static string NewId() => Guid.CreateVersion7().ToString();
}
