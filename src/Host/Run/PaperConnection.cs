using CoinPilot.App.Cli;
using CoinPilot.Exchanges.Binance;
using CoinPilot.Exchanges.Simulator.Books;
using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.App.Run;

/// <summary>
/// A venue's real market data and an account of play money: <see cref="PaperVenue"/>, whose books lie in the data folder's <c>paper</c>.
/// </summary>
internal sealed class PaperConnection : IVenueConnection
{
    /// <summary>Binance's regular fee, maker and taker, without discounts.</summary>
    private static readonly FeeRate BinanceFee = new(1_000);

    private readonly MarketSource _source;
    private readonly ExchangeBooks _books;
    private readonly PaperVenue _paper;
    private readonly VenueRules _strictest;

    private PaperConnection(MarketSource source, ExchangeBooks books, PaperVenue paper, VenueRules strictest)
    {
        _source = source;
        _books = books;
        _paper = paper;
        _strictest = strictest;
    }

    public Venue Venue => new(_paper.Watch(_source.Market), _paper, _source.Counters);

    /// <summary>Throws <see cref="UsageException"/> when the venue does not tell its rules, or has no such market.</summary>
    public static async Task<PaperConnection> OpenAsync(RunSettings settings, Uri exchange, Action<string> say, CancellationToken cancellation)
    {
        MarketSource source = MarketSource.Open(settings.VenueName, exchange, say);
        ExchangeBooks? books = null;
        try
        {
            IReadOnlyDictionary<Symbol, VenueRules> rules = await RulesAsync(source, settings.Symbols, cancellation);
            VenueRules strictest = rules.Values.MaxBy(r => r.MinimumTotal)!;
            books = ExchangeBooks.Open(DataFolder.PaperOf(settings.DataFolder), settings.Cash);
            return new PaperConnection(source, books, new PaperVenue(books, rules, settings.Symbols[0].Quote, TimeProvider.System), strictest);
        }
        catch (Exception failed)
        {
            books?.Dispose();
            source.Dispose();
            if (failed is HttpRequestException)
                throw new UsageException($"{exchange}: {failed.Message}");
            throw;
        }
    }

    public RunSettings Adapt(RunSettings settings) =>
        settings with { Limits = settings.Limits with { MinOrder = _strictest.MinimumTotal, MaxOrder = _strictest.MaximumTotal, Fee = _strictest.Fee } };

    public void Dispose()
    {
        _source.Dispose();
        _books.Dispose();
    }

    private static async Task<IReadOnlyDictionary<Symbol, VenueRules>> RulesAsync(MarketSource source, IReadOnlyList<Symbol> symbols, CancellationToken cancellation)
    {
        if (source.Market is not BinanceMarketData binance)
            return symbols.ToDictionary(s => s, _ => VenueRules.UpbitKrw);
        IReadOnlyList<BinanceInstrument> instruments = await binance.GetInstrumentsAsync(symbols, cancellation);
        return symbols.ToDictionary(s => s, s => RulesOf(instruments.FirstOrDefault(i => i.Symbol == s && i.IsTrading)
            ?? throw new UsageException($"{s} does not trade at {source.Address}")));
    }

    // A level holds what it does on the KRW markets, counted in dollars.
    private static VenueRules RulesOf(BinanceInstrument instrument) => new()
    {
        Fee = BinanceFee,
        Ticks = TickSteps.Of(instrument.TickSize),
        MinimumTotal = instrument.MinNotional,
        MaximumTotal = Money.Of(1_000_000),
        LevelFunds = Money.Of(15_000),
    };
}
