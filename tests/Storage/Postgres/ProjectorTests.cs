using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Wire;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Storage.Postgres.Projections;
using CoinPilot.Tests.Postgres;
using CoinPilot.Tests.Storage.Journal;
using CoinPilot.Values;

namespace CoinPilot.Tests.Storage.Postgres;

public sealed class ProjectorTests(PostgresServer server)
{
    private static readonly Timestamp At = Timestamp.Utc(2025, 9, 1, 15, 30);
    private static readonly ClientOrderId Id = new("order-1");
    private static readonly Symbol Btc = Symbol.TryParse("KRW-BTC", out Symbol symbol) ? symbol : throw new InvalidOperationException();

    [Fact]
    public async Task CatchUp_AnOrderFilledInTwoParts_SumsItUpInTheTables()
    {
        string database = await JournalAsync();
        using Projector projector = new(database, new EventCodec());

        Assert.Equal(8, projector.CatchUp());

        Assert.Equal("Filled|venue-1|0.30000000|3.00000000|0.02000000", PostgresJournals.Query<string>(database,
            "SELECT concat_ws('|', status, venue_order_id, filled::numeric(20,8), filled_funds::numeric(20,8), fees::numeric(20,8)) FROM coinpilot.orders"));
        Assert.Equal(2L, PostgresJournals.Query<long>(database, "SELECT count(*) FROM coinpilot.fills"));
        Assert.Equal(100m, PostgresJournals.Query<decimal>(database, "SELECT equity FROM coinpilot.equity"));
        Assert.Equal("kill switch engaged: enough", PostgresJournals.Query<string>(database, "SELECT decision || ': ' || detail FROM coinpilot.risk_decisions"));
        Assert.Equal("2025-09-02 00:30:00", PostgresJournals.Query<string>(database, "SELECT intended_at_kst::text FROM coinpilot.orders_kst"));
        Assert.Equal("Entry", PostgresJournals.Query<string>(database, "SELECT kind FROM coinpilot.signals"));
    }

    [Fact]
    public async Task CatchUp_DecisionsOnSignals_TellsTheAllowedAndTheDenied()
    {
        string database = await JournalAsync();
        await using (PostgresJournal journal = PostgresJournal.Open(PostgresJournals.Options(database), new EventCodec()))
        {
            RiskPermission permission = new(RiskScope.Entry, 2, ValueList<RiskFigure>.Of([new RiskFigure(RiskCheck.Positions, 1, 5)]));
            ClientOrderId id = new("order-2");
            await journal.MustAppendAsync("position/KRW-BTC", 6,
                new OrderIntended(id, 2, Btc, "s", OrderSide.Buy, OrderType.Market, TimeInForce.Gtc, Quantity.Zero, Price.None, Money.Of(3), Price.Of(10), "why", At),
                new OrderPermitted(id, permission, At));
            await journal.MustAppendAsync("portfolio", 2, Denied(RiskCode.Cash), Denied(RiskCode.Positions),
                new DenialsRepeated(Btc, "s", RiskCode.Cash, 41, "0 is free", At, At));
        }
        using Projector projector = new(database, new EventCodec());
        projector.CatchUp();

        Assert.Equal("KRW-BTC|order permitted|allowed by risk as an entry, limits version 2: positions 1 <= 5", PostgresJournals.Query<string>(database,
            "SELECT concat_ws('|', symbol, decision, detail) FROM coinpilot.risk_decisions WHERE client_order_id = 'order-2'"));
        Assert.Equal("order-1 1, order-2 1, RISK_CASH 42, RISK_POSITIONS 1", PostgresJournals.Query<string>(database,
            "SELECT string_agg(client_order_id || denied_by || ' ' || times, ', ' ORDER BY denied_by, client_order_id) FROM coinpilot.signals"));
        Assert.Equal("0 is free", PostgresJournals.Query<string>(database, "SELECT detail FROM coinpilot.denied_signals WHERE code = 'RISK_CASH'"));
    }

    private static SignalDenied Denied(string code) => new(Btc, "s", IntentKind.Enter, "rose", code, "1 is free", 2, At, At);

    [Fact]
    public async Task CatchUp_AgainAndByOthersAtOnce_RepeatsNothing()
    {
        string database = await JournalAsync();
        PostgresJournals.Execute(database, "INSERT INTO coinpilot.projection VALUES ('tables', 0)");
        using Projector projector = new(database, new EventCodec());
        using Projector other = new(database, new EventCodec());

        long[] projected = await Task.WhenAll(Task.Run(projector.CatchUp), Task.Run(other.CatchUp));

        Assert.Equal(8, projected.Sum());
        Assert.Equal(0, projector.CatchUp());
        Assert.Equal(0.3m, PostgresJournals.Query<decimal>(database, "SELECT filled FROM coinpilot.orders"));
    }

    [Fact]
    public async Task Reset_ThenCatchUp_MakesTheSameTables()
    {
        string database = await JournalAsync();
        using Projector projector = new(database, new EventCodec());
        projector.CatchUp();
        string before = Contents(database);

        projector.Reset();
        Assert.NotEqual(before, Contents(database));
        projector.CatchUp();

        Assert.Equal(before, Contents(database));
    }

    [Fact]
    public async Task Candles_AddedTwice_AreKeptOnceAndMakeLongerOnes()
    {
        string database = await JournalAsync();
        Candle[] candles = [.. Enumerable.Range(0, 7).Select(i => new Candle(
            At + TimeSpan.FromMinutes(i), Price.Of(100 + i), Price.Of(110 + i), Price.Of(90 - i), Price.Of(101 + i), Quantity.Of(1)))];
        for (int round = 0; round < 2; round++)
        {
            using CandleTable table = new(database);
            foreach (Candle candle in candles)
                table.Add(Btc, candle, 1);
        }

        Assert.Equal(7L, PostgresJournals.Query<long>(database, "SELECT count(*) FROM coinpilot.candles"));
        Assert.Equal("100 114 86 105 5", PostgresJournals.Query<string>(database,
            "SELECT concat_ws(' ', open::int, high::int, low::int, close::int, volume::int) FROM coinpilot.candles_5m WHERE open_time = '2025-09-01 15:30+00'"));
        Assert.Equal("2025-09-01 00:00:00+00", PostgresJournals.Query<string>(database, "SELECT (open_time AT TIME ZONE 'UTC')::text || '+00' FROM coinpilot.candles_1d"));
        Assert.Equal("2025-09-01 12:00:00", PostgresJournals.Query<string>(database, "SELECT (open_time AT TIME ZONE 'UTC')::text FROM coinpilot.candles_4h"));
    }

    [Fact]
    public void Projection_OfEveryEventType_HasATable()
    {
        Type[] types = [.. new EventCodec().Schemas.Select(s => s.Type)];
        Assert.True(types.Length > 10);
        Assert.All(types, type =>
        {
            object @event = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
            JournalEvent recorded = new("position/KRW-BTC", 1, At, At, type.Name, 1, @event, default, default);
            Exception? thrown = Record.Exception(() => { _ = EventProjection.Of(1, recorded); });
            // An object without its fields may fail to be written, but its kind must be known.
            Assert.False(thrown is InvalidOperationException, $"{type.Name}: {thrown?.Message}");
        });
    }

    private static string Contents(string database) => PostgresJournals.Query<string>(database, """
        SELECT concat((SELECT string_agg(o::text, E'\n' ORDER BY client_order_id) FROM coinpilot.orders o),
            (SELECT string_agg(f::text, E'\n' ORDER BY trade_id) FROM coinpilot.fills f),
            (SELECT string_agg(e::text, E'\n' ORDER BY ordering) FROM coinpilot.equity e),
            (SELECT string_agg(r::text, E'\n' ORDER BY ordering) FROM coinpilot.risk_decisions r))
        """);

    private async Task<string> JournalAsync()
    {
        string database = server.RequireDatabase();
        await using PostgresJournal journal = PostgresJournal.Open(PostgresJournals.Options(database), new EventCodec());
        await journal.MustAppendAsync("portfolio", 0, new AccountOpened("j", Money.Of(100), At));
        await journal.MustAppendAsync("position/KRW-BTC", 0,
            new OrderIntended(Id, 1, Btc, "s", OrderSide.Buy, OrderType.Market, TimeInForce.Gtc, Quantity.Zero, Price.None, Money.Of(3), Price.Of(10), "why", At),
            new OrderSubmitted(Id));
        await journal.MustAppendAsync("position/KRW-BTC", 2, new OrderAccepted(Id, "venue-1", At), Fill("t1", 0.1m), Fill("t2", 0.2m), new OrderFilled(Id, At));
        await journal.MustAppendAsync("portfolio", 1, new KillSwitchEngaged("enough", At));
        return database;
    }

    private static OrderExecuted Fill(string tradeId, decimal quantity) => new(
        Id, tradeId, Price.Of(10), Quantity.Of(quantity), Money.Of(10 * quantity), Money.Of(0.01m), LiquiditySide.Taker, At);
}
