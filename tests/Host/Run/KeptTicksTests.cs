using CoinPilot.Actors.InProcess;
using CoinPilot.App.Config;
using CoinPilot.App.Journals;
using CoinPilot.App.Run;
using CoinPilot.App.Web;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Storage.Postgres.Schema;
using CoinPilot.Storage.Postgres.Ticks;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Tests.Run;

/// <summary>The trades that a running system sees, in its database.</summary>
public sealed class KeptTicksTests(PostgresServer server)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Run_TradesAndRepeatsOne_KeepsEachOnceAndCountsWhatItDropped()
    {
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(server.RequireDatabase());
        Migrator.Run(database, Migration.All);
        FakeVenue venue = new();
        await using InMemoryJournal journal = new();
        using TickWriter ticks = new(database.ConnectionString, static _ => { });
        Configuration configuration = new ConfigSource(null, new Dictionary<string, string> { ["COINPILOT_SYMBOLS"] = "KRW-XRP" }, ConfigOptions.None).Load();
        await using TradingSystem system = new(
            RunSettings.Of(new ConfigSource(null, new Dictionary<string, string>(), ConfigOptions.None), configuration), [],
            new Venue(new KeptTicks(venue, ticks), venue, static () => new Dictionary<string, long>()), journal, TimeProvider.System, static _ => { }) { Ticks = ticks };
        await using ApiServer api = await ApiServer.StartAsync(system, 0);
        await system.StartAsync("test", TestContext.Current.CancellationToken);

        foreach (int number in (int[])[1, 2, 2])
            await venue.TradeAsync(new Trade(Timestamp.Utc(2025, 9, 1), Price.Of(1_000 + number), Quantity.Of(0.5m), OrderSide.Sell, number));

        await using NpgsqlCommand read = database.CreateCommand(
            "SELECT string_agg(concat_ws(' ', symbol, price::int, quantity::numeric(9,1), taker), ', ' ORDER BY sequential_id) FROM coinpilot.ticks");
        await Until.TrueAsync(async () => await read.ExecuteScalarAsync() is "KRW-XRP 1001 0.5 Sell, KRW-XRP 1002 0.5 Sell", Limit, () => $"{read.ExecuteScalar()}");
        Assert.Equal(3, (await system.GetStatusAsync()).Trades);
        using HttpClient http = new() { BaseAddress = api.Address };
        Assert.Contains("coinpilot_ticks_dropped_total 0\n", await http.GetStringAsync("metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
