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
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Benchmarks.Journal;

/// <summary>
/// The whole trading system of 10,000 symbols, from a file journal: opening and verifying it, starting all actors, folding every event, until
/// the portfolio knows every symbol's totals.
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
            long events = Write(folder);
            for (int round = 0; round < 3; round++)
                Recover(folder, events, output).Wait();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Recover(string folder, long events, TextWriter output)
    {
        Symbol[] symbols = [.. Enumerable.Range(0, Symbols).Select(SymbolOf)];
        StrategyChoice[] strategies = [StrategyCatalog.Choose("volatility-breakout", new Dictionary<string, string>())];
        long start = Stopwatch.GetTimestamp();
        await using FileJournal journal = Open(folder);
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
        output.WriteLine($"recovery of {Symbols:N0} symbols with {events:N0} events: {took.TotalSeconds:F2} s, {opened.TotalSeconds:F2} s of it to open and verify the journal");
    }

    private static long Write(string folder)
    {
        FileJournal journal = Open(folder);
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
