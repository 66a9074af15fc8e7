using CoinPilot.MarketData;
using CoinPilot.Storage.Postgres.Projections;
using CoinPilot.Storage.Postgres.Schema;
using CoinPilot.Values;
using Npgsql;

namespace CoinPilot.Tests.Storage.Postgres;

/// <summary>Candles in TimescaleDB's hypertable, held against the same candles in a plain table.</summary>
public sealed class TimescaleTests(TimescaleServer server) : IClassFixture<TimescaleServer>
{
    private const int MinutesOfDay = 1440;
    private static readonly Symbol[] Symbols = [SymbolOf("KRW-BTC"), SymbolOf("KRW-XRP")];

    // Policies go by the server's clock: days that are old or new to it.
    private static readonly Timestamp Today = Timestamp.From(new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero));
    private static readonly (Symbol Symbol, Candle Candle)[] Candles = [.. DaysAgo(45, 44, 2, 1, 0)];

    [Fact]
    public void Run_WhereTheExtensionIs_MakesAHypertableWithItsJobsOnce()
    {
        string database = Hypertable();
        string made = Jobs(database);
        Migrate(database);

        Assert.Equal(made, Jobs(database));
        Assert.Equal("""
            policy_compression {"compress_after": "30 days"}
            policy_refresh_continuous_aggregate {"end_offset": "00:01:00", "start_offset": null}
            policy_refresh_continuous_aggregate {"end_offset": "00:01:00", "start_offset": null}
            policy_refresh_continuous_aggregate {"end_offset": "00:01:00", "start_offset": null}
            policy_refresh_continuous_aggregate {"end_offset": "00:01:00", "start_offset": null}
            policy_refresh_continuous_aggregate {"end_offset": "00:01:00", "start_offset": null}
            policy_retention {"drop_after": "5 years"}
            """, made);
        Assert.Equal("candles_15m candles_1d candles_1h candles_4h candles_5m", PostgresJournals.Query<string>(database,
            "SELECT string_agg(view_name, ' ' ORDER BY view_name) FROM timescaledb_information.continuous_aggregates WHERE NOT materialized_only"));
        CandleStorage storage = CandleStorage.Read(database);
        Assert.Equal(PostgresJournals.Query<string>(database, "SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'"), storage.TimescaleVersion);
        Assert.Equal((7, 0), (storage.Jobs, storage.FailingJobs));
    }

    [Fact]
    public void LongerCandles_BeforeAndAfterEveryJob_AreThoseOfThePlainViews()
    {
        string database = Hypertable();
        string plain = PlainTable();
        Add(plain, Candles);
        Add(database, Candles);
        string expected = Contents(plain);

        Assert.Equal(expected, Contents(database));
        RunJobs(database, "policy_refresh_continuous_aggregate");
        Assert.Equal(expected, Contents(database));
        RunJobs(database, "policy_compression");
        RunJobs(database, "policy_refresh_continuous_aggregate");
        Assert.Equal(expected, Contents(database));
    }

    [Fact]
    public void Candles_RepeatedAfterCompression_AreKeptOnce()
    {
        string database = Hypertable();
        Add(database, Candles);
        RunJobs(database, "policy_compression");
        string before = Contents(database);
        Assert.True(CompressedChunks(database) > 0);

        Add(database, Candles);

        Assert.Equal(before, Contents(database));
        Assert.Equal((long)Candles.Length, PostgresJournals.Query<long>(database, "SELECT count(*) FROM coinpilot.candles"));
        foreach (string end in (string[])["min", "max"])
        {
            PostgresException refused = Assert.Throws<PostgresException>(() => PostgresJournals.Execute(database,
                $"INSERT INTO coinpilot.candles SELECT * FROM coinpilot.candles WHERE open_time = (SELECT {end}(open_time) FROM coinpilot.candles)"));
            Assert.Equal(PostgresErrorCodes.UniqueViolation, refused.SqlState);
        }
    }

    [Fact]
    public void Candles_LateAmongRepeatedOnesAfterCompression_AreTakenAndReachTheLongerOnes()
    {
        string database = Hypertable();
        string plain = PlainTable();
        Add(plain, Candles);
        Add(database, [.. Candles.Where((_, i) => i % 7 != 0)]);
        RunJobs(database, "policy_compression");
        RunJobs(database, "policy_refresh_continuous_aggregate");
        Assert.True(CompressedChunks(database) > 0);

        Add(database, Candles);
        RunJobs(database, "policy_refresh_continuous_aggregate");

        Assert.Equal(Contents(plain), Contents(database));
    }

    [Fact]
    public void Retention_OfCandlesOlderThanFiveYears_TakesThemAndTheirLongerOnes()
    {
        string database = Hypertable();
        string plain = PlainTable();
        Add(plain, Candles);
        Add(database, [.. DaysAgo(6 * 365), .. Candles]);
        RunJobs(database, "policy_refresh_continuous_aggregate");
        Assert.NotEqual(Contents(plain), Contents(database));

        RunJobs(database, "policy_retention");
        RunJobs(database, "policy_refresh_continuous_aggregate");

        Assert.Equal(Contents(plain), Contents(database));
    }

    [Fact]
    public void Run_OnPlainTablesWhenTheExtensionComesLater_LeavesThemWorking()
    {
        string database = PlainTable();
        string other = PlainTable();
        Add(database, Candles[..1000]);
        CreateExtension(database);
        Migrate(database);
        Add(database, Candles);
        Add(other, Candles);

        Assert.Equal(Contents(other), Contents(database));
        Assert.Equal(new CandleStorage(null, 0, 0), CandleStorage.Read(database));
    }

    private static Symbol SymbolOf(string code) => Symbol.TryParse(code, out Symbol symbol) ? symbol : throw new InvalidOperationException();

    // Some minutes have no candle, so that no longer one is like another.
    private static IEnumerable<(Symbol Symbol, Candle Candle)> DaysAgo(params int[] days) =>
        from day in days
        from minute in Enumerable.Range(0, MinutesOfDay)
        from symbol in Symbols
        let n = (((day * MinutesOfDay) + minute) * 31) + symbol.Code[^1]
        where n % 11 != 0
        select (symbol, new Candle(Today - TimeSpan.FromDays(day) + TimeSpan.FromMinutes(minute),
            Price.Of(1000 + (n % 97)), Price.Of(1200 + (n % 13)), Price.Of(900 - (n % 17)), Price.Of(1000 + (n % 89)), Quantity.Of(0.001m * (n % 1009))));

    private static void Add(string database, (Symbol Symbol, Candle Candle)[] candles)
    {
        using CandleTable table = new(database);
        foreach ((Symbol symbol, Candle candle) in candles)
            table.Add(symbol, candle, intervalMinutes: 1);
    }

    private static string Contents(string database) => string.Join('\n', ((string[])["", "_5m", "_15m", "_1h", "_4h", "_1d"]).Select(longer =>
        PostgresJournals.Query<string>(database, $"SELECT string_agg(c::text, E'\\n' ORDER BY symbol, open_time) FROM coinpilot.candles{longer} c")));

    private static string Jobs(string database) => PostgresJournals.Query<string>(database, """
        SELECT string_agg(concat(proc_name, ' ', config - 'hypertable_id' - 'mat_hypertable_id'), E'\n' ORDER BY proc_name)
        FROM timescaledb_information.jobs WHERE job_id >= 1000 AND hypertable_name <> 'ticks'
        """);

    private static void RunJobs(string database, string procedure)
    {
        int[] jobs = PostgresJournals.Query<int[]>(database,
            $"SELECT array_agg(job_id) FROM timescaledb_information.jobs WHERE job_id >= 1000 AND proc_name = '{procedure}'");
        foreach (int job in jobs)
            PostgresJournals.Execute(database, $"CALL run_job({job})");
    }

    private static long CompressedChunks(string database) => PostgresJournals.Query<long>(database,
        "SELECT count(*) FROM timescaledb_information.chunks WHERE hypertable_name = 'candles' AND is_compressed");

    private static void CreateExtension(string database) =>
        PostgresJournals.Execute(database, "SET client_min_messages = error; CREATE EXTENSION timescaledb");

    private static void Migrate(string database)
    {
        using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        Migrator.Run(source, Migration.All);
    }

    private string PlainTable()
    {
        string database = server.RequireDatabase();
        Migrate(database);
        return database;
    }

    private string Hypertable()
    {
        string database = server.RequireDatabase();
        CreateExtension(database);
        Migrate(database);
        return database;
    }
}
