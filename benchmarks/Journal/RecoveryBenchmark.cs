using System.Diagnostics;
using System.Globalization;
using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.Actors.Wire;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Storage.Files.Journal;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Strategies;
using CoinPilot.Tests.Postgres;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Journal;

/// <summary>
/// The whole trading system of 10,000 symbols, from a journal in files and from one in PostgreSQL: opening it (files are verified whole), starting
/// all actors, folding and verifying every event, until the portfolio knows every symbol's totals.
/// </summary>
public static class RecoveryBenchmark
{
    private const int Symbols = 10_000;
    private const int OrdersEach = 4;
    private static readonly Timestamp At = Timestamp.Utc(2025, 9, 1);

    public static void Run(TextWriter output)
    {
        string folder = Path.Combine(Environment.CurrentDirectory, "artifacts", "recovery-benchmark");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        try
        {
            Run("files", () => Open(folder), output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        using PostgresCluster? cluster = PostgresCluster.TryStart(out string reason);
        if (cluster is null)
        {
            output.WriteLine($"PostgreSQL is left out: {reason}");
            return;
        }
        string database = cluster.CreateDatabase();
        Run("PostgreSQL", () => PostgresJournal.Open(new PostgresJournalOptions(database, TimeProvider.System, () => "benchmark"), new EventCodec()), output);
    }

    private static void Run(string where, Func<IStoredJournal> open, TextWriter output)
    {
        long events = Write(open());
        for (int round = 0; round < 3; round++)
            Recover(where, open, events, output).Wait();
    }

    private static async Task Recover(string where, Func<IStoredJournal> open, long events, TextWriter output)
    {
        Symbol[] symbols = [.. Enumerable.Range(0, Symbols).Select(SymbolOf)];
        StrategyChoice[] strategies = [StrategyCatalog.Choose("volatility-breakout", new Dictionary<string, string>())];
        long start = Stopwatch.GetTimestamp();
        await using IStoredJournal journal = open();
        TimeSpan opened = Stopwatch.GetElapsedTime(start);
        await using LiveEngine engine = new(TimeProvider.System, journal, static () => Guid.NewGuid().ToString());
        ActorRef nowhere = engine.OpenPort("nowhere", new Nowhere());
        ActorRef portfolio = engine.Spawn("portfolio", "portfolio", () => new PortfolioActor(new PortfolioOptions(RiskLimits.Default, null) { Symbols = symbols }));
        foreach (Symbol symbol in symbols)
            engine.Spawn(symbol.Code, "symbol", () => new SymbolActor(new SymbolSetup(symbol, strategies, RiskLimits.Default, portfolio, nowhere, nowhere)));
        AccountSnapshot account;
        do
            account = await engine.Ask<AccountSnapshot>(portfolio, new GetAccount(), TimeSpan.FromMinutes(1));
        while (account.Symbols.Count < Symbols);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        if (account.Symbols.Any(s => s.Sequence != OrdersEach * 5))
            throw new InvalidOperationException("a symbol did not recover all its events");
        output.WriteLine($"recovery from {where} of {Symbols:N0} symbols with {events:N0} events: {took.TotalSeconds:F2} s, {opened.TotalSeconds:F2} s of it to open the journal");
    }

    private static long Write(IStoredJournal journal)
    {
        using CountdownEvent done = new(Symbols + 1);
        journal.Append("portfolio", 0, At, [new AccountOpened("benchmark", Money.Of(1_000_000_000), At)], Done);
        for (int i = 0; i < Symbols; i++)
            journal.Append(PositionActor.EntityOf(SymbolOf(i)), 0, At, EventsOf(SymbolOf(i)), Done);
        done.Wait();
        journal.DisposeAsync().AsTask().Wait();
        return 1 + (long)Symbols * OrdersEach * 5;

        void Done(AppendResult result)
        {
            if (!result.IsDurable)
                Environment.FailFast("the benchmark's journal failed", result.Error);
            done.Signal();
        }
    }

    // Buys and sells in turn.
    private static List<object> EventsOf(Symbol symbol)
    {
        List<object> events = [];
        for (int number = 1; number <= OrdersEach; number++)
        {
            ClientOrderId id = ClientOrderId.Derive("benchmark", symbol, "volatility-breakout", number);
            bool isBuy = number % 2 == 1;
            events.Add(new OrderIntended(
                id, number, symbol, "volatility-breakout", isBuy ? OrderSide.Buy : OrderSide.Sell, OrderType.Market, TimeInForce.Gtc,
                isBuy ? Quantity.Zero : Quantity.Of(1), Price.None, isBuy ? Money.Of(10_000) : Money.Zero, Price.Of(10_000), "benchmark", At));
            events.Add(new OrderSubmitted(id));
            events.Add(new OrderAccepted(id, string.Create(CultureInfo.InvariantCulture, $"venue-{number}"), At));
            events.Add(new OrderExecuted(id, "1", Price.Of(10_000), Quantity.Of(1), Money.Of(10_000), Money.Of(5), LiquiditySide.Taker, At));
            events.Add(new OrderFilled(id, At));
        }
        return events;
    }

    private static FileJournal Open(string folder) =>
        FileJournal.Open(new FileJournalOptions(folder, TimeProvider.System, () => "benchmark"), new EventCodec());

    private static Symbol SymbolOf(int number) => Symbol.TryParse(string.Create(CultureInfo.InvariantCulture, $"KRW-C{number}"), out Symbol symbol)
        ? symbol
        : throw new InvalidOperationException();

    private sealed class Nowhere : IPort
    {
        public void Deliver(object message, ActorRef sender)
        {
        }
    }
}
