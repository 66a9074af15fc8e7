using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Actors.Wire;
using CoinPilot.Backtest;
using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Backtest;

/// <summary>
/// Runs the production actors over the tapes of their symbols in virtual time. The same tapes and options give the same result, on any machine.
/// </summary>
public sealed class BacktestSession : IAsyncDisposable
{
    private const string JournalId = "bt";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly BacktestOptions _options;
    private readonly RiskLimits _limits;
    private readonly Stage _stage;
    private readonly BacktestVenue _venue;
    private readonly Timeline _timeline;
    private readonly ResultRecorder _recorder;
    private readonly EquitySampler _equity;
    private readonly ActorRef _observer;
    private readonly ActorRef _portfolio;
    private readonly List<Track> _tracks = [];
    private readonly Timestamp _start;

    /// <param name="options">The account, its strategies and its rules.</param>
    /// <param name="codec">In whose bytes the result is hashed.</param>
    /// <param name="start">The virtual clock's first time; minutes before it are refused.</param>
    /// <param name="alwaysAtLength">True to tell every trade to everybody: slower, and the same result.</param>
    public BacktestSession(BacktestOptions options, IEventCodec codec, Timestamp start, bool alwaysAtLength = false)
    {
        (_options, _start) = (options, start);
        ExecutionTerms terms = options.Models.TermsOf(VenueRules.UpbitKrw);
        _limits = options.Limits with { Fee = Higher(options.Limits.Fee, terms.Rules.HighestFee) };
        _stage = new Stage(start, options.Journal);
        _venue = new BacktestVenue(_stage.Engine, options.Cash, terms);
        // An order that takes no time meets the price of the moment at which a candle is known, inside the next minute.
        bool needsPrices = terms.Latency.Order == TimeSpan.Zero && terms.Latency.Candle > TimeSpan.Zero;
        _equity = new EquitySampler(_venue.Core, options.Cash, terms.Rules.Fee);
        _timeline = new Timeline(_stage, _venue.Core, _equity, terms.Latency.Candle, new TimelineOptions(
            MaySellAll: _limits is { FlattenOnDrawdown: true, MaxDrawdownPercent: > 0 }, alwaysAtLength || needsPrices));
        _recorder = new ResultRecorder(codec, book => _tracks.Find(t => t.Symbol == book.Symbol)?.Take(book), options.OnOrder);
        _observer = _stage.Engine.OpenPort("observer", _recorder);
        _portfolio = _stage.Engine.Spawn("portfolio", "portfolio", () => new PortfolioActor(new PortfolioOptions(_limits, ReportInterval: null)));
        _stage.Tell(_portfolio, new OpenAccount(JournalId, options.Cash));
    }

    /// <summary>How many candles of a symbol before the first that is traded are its history.</summary>
    public static int HistoryOf(Symbol symbol, BacktestOptions options) =>
        options.HistoryCandles ?? History.CandlesFor(options.Strategies.Where(s => s.RunsOn(symbol)), options.Limits);

    /// <summary>Adds a symbol with its tape, and the strategies that run on it. Before the first <see cref="Play"/>.</summary>
    /// <param name="symbol">Not one that was added before.</param>
    /// <param name="tape">From the session's start on.</param>
    /// <param name="history">What its market is sent of the past, as at a live start: oldest first, all of it over by the session's start.</param>
    public void AddSymbol(Symbol symbol, MinuteTape tape, IReadOnlyList<Candle>? history = null)
    {
        if (tape.Ahead is { IsEmpty: false } ahead && ahead[0].OpenTime < _start)
            throw new ArgumentException($"the tape of {symbol} begins at {ahead[0].OpenTime}, before {_start}", nameof(tape));
        StrategyChoice[] strategies = [.. _options.Strategies.Where(s => s.RunsOn(symbol))];
        ActorRef actor = _stage.Engine.Spawn(symbol.Code, "symbol", () => new SymbolActor(new SymbolSetup(
            symbol, strategies, _limits, _portfolio, _venue.Address, _observer) { Heartbeat = null }));
        SymbolRefs refs = _stage.Ask<SymbolRefs>(actor, new GetSymbolRefs());
        _venue.Route(symbol, refs.Position);
        Track track = new(symbol, _tracks.Count, _venue.Core.AddMarket(symbol), refs.Market, strategies, tape);
        _tracks.Add(track);
        _timeline.Add(track);
        if (history is not { Count: > 0 })
            return;
        if (history[^1].OpenTime + Minute > _start)
            throw new ArgumentException($"the candle of {history[^1].OpenTime} is not over at {_start}", nameof(history));
        _stage.Tell(refs.Market, new WarmUp(history));
    }

    /// <summary>
    /// Plays all tapes to their end. <paramref name="onProgress"/> is told the share done, 0 to 1, now and then. Throws
    /// <see cref="BacktestStoppedException"/> where an actor fails, <see cref="OperationCanceledException"/>.
    /// </summary>
    public void Play(Action<double>? onProgress = null, CancellationToken cancellation = default) =>
        _timeline.Play(onProgress ?? (static _ => { }), cancellation);

    /// <summary>The result so far.</summary>
    public BacktestResult Result()
    {
        AccountSnapshot account = _stage.Ask<AccountSnapshot>(_portfolio, new GetAccount());
        ValueList<RoundTrip> trades = _recorder.Trades.Trades(symbol => MarkOf(symbol, account));
        EquityCurve equity = _equity.Curve(_timeline.End, account.Equity, account.MaxDrawdownPercent / 100);
        return new BacktestResult(
            _recorder.Hash(), _timeline.Candles, _recorder.Orders, _recorder.Fills, _recorder.Rejected, account.Denials.Sum(d => d.Count),
            _recorder.Fees, account.Cash, account.Equity,
            100 * (account.Equity - _options.Cash).ToDouble() / _options.Cash.ToDouble(), account.MaxDrawdownPercent, _start, _timeline.End)
        {
            Lines = ValueList<BacktestLine>.Of(_tracks.SelectMany(track => track.Strategies, (track, s) => LineOf(track.Symbol, s.Name, account))),
            Trades = trades,
            Equity = equity,
            Statistics = BacktestStatistics.Of(trades, equity),
        };
    }

    public ValueTask DisposeAsync()
    {
        _recorder.Dispose();
        return _stage.DisposeAsync();
    }

    private static FeeRate Higher(FeeRate a, FeeRate b) => a.PartsPerMillion >= b.PartsPerMillion ? a : b;

    private static Price MarkOf(Symbol symbol, AccountSnapshot account) => account.Symbols.FirstOrDefault(s => s.Symbol == symbol)?.Mark ?? Price.None;

    private BacktestLine LineOf(Symbol symbol, string strategy, AccountSnapshot account)
    {
        SymbolSnapshot? known = account.Symbols.FirstOrDefault(s => s.Symbol == symbol);
        VirtualPosition position = known?.Positions.FirstOrDefault(p => p.Strategy == strategy) ?? VirtualPosition.Flat(strategy);
        (long orders, long fills) = _recorder.CountOf(symbol, strategy);
        return new BacktestLine(
            symbol, strategy, orders, fills, account.Denials.Where(d => d.Symbol == symbol && d.Strategy == strategy).Sum(d => d.Count),
            position.Fees, position.RealisedProfit, position.UnrealisedProfit(MarkOf(symbol, account)), position.Quantity);
    }
}
