using CoinPilot.App.Cli;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.Exchanges.Simulator.Books;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>What a <see cref="LocalMarket"/> may be given beside the usual.</summary>
internal sealed record LocalMarketSettings
{
    /// <summary>The markets that there are.</summary>
    public IReadOnlyList<SyntheticSymbol> Listed { get; init; } = SyntheticSymbol.Defaults;

    /// <summary>A fault scenario's text; null for none.</summary>
    public string? Faults { get; init; }

    /// <summary>The date whose venue rules count; null for the market's own.</summary>
    public DateOnly? RulesDate { get; init; }
}

/// <summary>
/// A local exchange with the synthetic market, whose account, orders and prices go on where the folder's last run left them.
/// </summary>
internal sealed class LocalMarket : IAsyncDisposable
{
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);

    private readonly LocalExchange _exchange;
    private readonly ExchangeBooks _books;
    private readonly MarketClock _clock;
    private readonly string _folder;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _saving;

    private LocalMarket(LocalExchange exchange, ExchangeBooks books, MarketClock clock, string folder, string description)
    {
        _exchange = exchange;
        _books = books;
        _clock = clock;
        _folder = folder;
        Description = description;
        _saving = SaveClockAsync();
    }

    public Uri Address => _exchange.Uri;

    public string Description { get; }

    /// <summary>
    /// Throws <see cref="UsageException"/> for symbols that the market does not have, be they asked for or named by orders that the folder keeps, and for
    /// another seed than the folder's.
    /// </summary>
    public static async Task<LocalMarket> StartAsync(
        string folder, IReadOnlyList<Symbol> symbols, ulong seed, double speed, Money cash, int port, LocalMarketSettings? settings = null)
    {
        settings ??= new LocalMarketSettings();
        foreach (Symbol symbol in symbols.Where(s => settings.Listed.All(d => d.Symbol != s)))
            throw new UsageException($"the synthetic market has no {symbol}; it has: {string.Join(", ", settings.Listed.Select(d => d.Symbol))}");
        MarketClock clock = MarketClock.Load(folder) ?? Begin(seed, SyntheticMarket.HistoryMinutesOf(settings.Listed.Count));
        if (clock.Seed != seed)
            throw new UsageException($"the market in '{folder}' has seed {clock.Seed}, not {seed}: name another --data folder for another market");
        clock.Save(folder);
        ExchangeBooks books = ExchangeBooks.Open(folder, cash);
        try
        {
            VerifyListed(books, settings.Listed, folder);
            LocalExchange exchange = await LocalExchange.StartAsync(new LocalExchangeOptions
            {
                Source = new SyntheticMarket(seed, settings.Listed, start: clock.Now, historyMinutes: (int)(clock.Now - clock.Epoch).TotalMinutes),
                Speed = speed,
                Port = port,
                Books = books,
                Keys = new ExchangeKeys(PaperKeys.Access, PaperKeys.Secret),
                RulesDate = settings.RulesDate,
                FaultScenario = settings.Faults,
            });
            return new LocalMarket(exchange, books, clock, folder, $"synthetic market, seed {seed}, {speed} times real speed, {clock.Now}");
        }
        catch
        {
            books.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _saving;
        await _exchange.DisposeAsync();
        _books.Dispose();
        _stop.Dispose();
    }

    private static void VerifyListed(ExchangeBooks books, IReadOnlyList<SyntheticSymbol> listed, string folder)
    {
        HashSet<Symbol> missing = [.. books.Changes.Select(c => c.Order.Request.Symbol)];
        missing.ExceptWith(listed.Select(l => l.Symbol));
        if (missing.Count > 0)
            throw new UsageException(
                $"the exchange in '{folder}' has orders of {string.Join(", ", missing.OrderBy(s => s.Code, StringComparer.Ordinal))}, which is not among the {listed.Count} markets asked for: "
                + "give --symbols as before, or name another --data folder");
    }

    private static MarketClock Begin(ulong seed, int historyMinutes)
    {
        Timestamp now = Timestamp.From(DateTimeOffset.UtcNow).FloorTo(TimeSpan.FromMinutes(1));
        return new MarketClock(seed, now - TimeSpan.FromMinutes(historyMinutes), now);
    }

    private async Task SaveClockAsync()
    {
        using PeriodicTimer timer = new(SaveInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                Save();
        }
        catch (OperationCanceledException)
        {
            Save();
        }
    }

    private void Save() => (_clock with { Now = _exchange.Now.FloorTo(TimeSpan.FromMinutes(1)) }).Save(_folder);
}
