using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.Actors.Wire;
using CoinPilot.Backtest;
using CoinPilot.MarketData;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Backtest;

/// <summary>
/// Runs the production actors over one-minute candles in virtual time. Each candle moves through <see cref="CandlePath"/>; its closing
/// is told at its end. The same candles and options give the same result, on any machine.
/// </summary>
public sealed class BacktestSession : IAsyncDisposable
{
    private const string JournalId = "bt";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly BacktestOptions _options;
    private readonly VirtualEngine _engine;
    private readonly BacktestVenue _venue;
    private readonly ResultRecorder _recorder;
    private readonly EquitySampler _equity;
    private readonly ActorRef _observer;
    private readonly ActorRef _answers;
    private readonly ActorRef _portfolio;
    private readonly List<Line> _lines = [];
    private readonly Trade[] _path = new Trade[CandlePath.MaxTrades];
    private Step[] _steps = [];
    private Exception? _failure;
    private object? _answer;
    private long _candles;

    /// <summary><paramref name="start"/> is the virtual clock's first time; candles before it are refused.</summary>
    public BacktestSession(BacktestOptions options, IEventCodec codec, Timestamp start)
    {
        _options = options;
        _engine = new VirtualEngine(seed: 1, options.Journal, start: start, options: new EngineOptions { SnapshotEvery = 0, Failed = Fail });
        _venue = new BacktestVenue(_engine, options.Cash, options.Limits.Fee);
        _recorder = new ResultRecorder(codec, NoteBook, options.OnOrder);
        _equity = new EquitySampler(_venue.Core, options.Cash, options.Limits.Fee);
        _observer = _engine.OpenPort("observer", _recorder);
        _answers = _engine.OpenPort("answers", new Answers(this));
        _portfolio = _engine.Spawn("portfolio", "portfolio", () => new PortfolioActor(new PortfolioOptions(options.Limits, ReportInterval: null)));
        _engine.Tell(_portfolio, new OpenAccount(JournalId, options.Cash));
        Run();
    }

    /// <summary>Adds a symbol before its first candle, with the strategies that run on it; gives its number for <see cref="SymbolCandle"/>.</summary>
    public int AddSymbol(Symbol symbol)
    {
        StrategyChoice[] strategies = [.. _options.Strategies.Where(s => s.RunsOn(symbol))];
        ActorRef actor = _engine.Spawn(symbol.Code, "symbol", () => new SymbolActor(new SymbolSetup(
            symbol, strategies, _options.Limits, _portfolio, _venue.Address, _observer) { Heartbeat = null }));
        SymbolRefs refs = Ask<SymbolRefs>(actor, new GetSymbolRefs());
        _venue.Route(symbol, refs.Position);
        _lines.Add(new Line(symbol, _venue.Core.AddMarket(symbol), refs.Market, strategies));
        return _lines.Count - 1;
    }

    /// <summary>How many candles of a symbol before the first that is traded are its history.</summary>
    public int HistoryOf(int symbol) => _options.HistoryCandles ?? History.CandlesFor(_lines[symbol].Strategies, _options.Limits);

    /// <summary>Sends a symbol its history before its first candle, as a live start does: oldest first, all of it over by the session's start.</summary>
    public void WarmUp(int symbol, IReadOnlyList<Candle> history)
    {
        if (history.Count == 0)
            return;
        if (history[^1].OpenTime + Minute > _engine.Now)
            throw new ArgumentException($"the candle of {history[^1].OpenTime} is not over at {_engine.Now}", nameof(history));
        _engine.Tell(_lines[symbol].Market, new WarmUp(history));
        Run();
    }

    /// <summary>
    /// Moves the symbols' markets through one minute and closes it. All candles have the same open time, later than the last minute's;
    /// a symbol that did not trade has none.
    /// </summary>
    public void Close(ReadOnlySpan<SymbolCandle> minute)
    {
        if (minute[0].Candle.OpenTime >= _equity.Next)
            _equity.Begin(minute);
        int steps = Expand(minute);
        for (int i = 0; i < steps; i++)
            Move(_steps[i]);
        _engine.Advance(minute[0].Candle.OpenTime + Minute);
        foreach (SymbolCandle closed in InOrder(minute))
            Tell(_lines[closed.Symbol].Market, MarketEvent.OfClosed(closed.Candle, 1));
        _candles += minute.Length;
    }

    /// <summary>The result so far.</summary>
    public BacktestResult Result(Timestamp from)
    {
        AccountSnapshot account = Ask<AccountSnapshot>(_portfolio, new GetAccount());
        ValueList<RoundTrip> trades = _recorder.Trades.Trades(symbol => MarkOf(symbol, account));
        EquityCurve equity = _equity.Curve(_engine.Now, account.Equity, account.MaxDrawdownPercent / 100);
        return new BacktestResult(
            _recorder.Hash(), _candles, _recorder.Orders, _recorder.Fills, _recorder.Rejected, account.Denials.Sum(d => d.Count),
            _recorder.Fees, account.Cash, account.Equity,
            100 * (account.Equity - _options.Cash).ToDouble() / _options.Cash.ToDouble(), account.MaxDrawdownPercent, from, _engine.Now)
        {
            Lines = ValueList<BacktestLine>.Of(_lines.SelectMany(line => line.Strategies, (line, s) => LineOf(line.Symbol, s.Name, account))),
            Trades = trades,
            Equity = equity,
            Statistics = BacktestStatistics.Of(trades, equity),
        };
    }

    public ValueTask DisposeAsync()
    {
        _recorder.Dispose();
        return _engine.DisposeAsync();
    }

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

    // Closings of one minute come in the order of their symbols: where cash is short, the first one gets it.
    private static ReadOnlySpan<SymbolCandle> InOrder(ReadOnlySpan<SymbolCandle> minute)
    {
        for (int i = 1; i < minute.Length; i++)
        {
            if (minute[i].Symbol > minute[i - 1].Symbol)
                continue;
            SymbolCandle[] sorted = minute.ToArray();
            sorted.AsSpan().Sort(static (a, b) => a.Symbol - b.Symbol);
            return sorted;
        }
        return minute;
    }

    // Where nobody looks at trades and no order rests, only the price at which the candle ends matters.
    private static Trade CloseOf(in Candle candle) => new(candle.OpenTime, candle.Close, candle.Volume, OrderSide.Buy, SequentialId: 0);

    // Trades of several symbols come in the order of their times, and at the same time in the order of their symbols.
    private int Expand(ReadOnlySpan<SymbolCandle> minute)
    {
        if (_steps.Length < minute.Length * CandlePath.MaxTrades)
            _steps = new Step[minute.Length * CandlePath.MaxTrades];
        int steps = 0;
        foreach (SymbolCandle moving in minute)
        {
            Line line = _lines[moving.Symbol];
            if (!line.TellsTrades && !line.HasTimers && !line.NeedsPath)
            {
                _venue.Core.OnTrade(line.VenueMarket, CloseOf(moving.Candle));
                continue;
            }
            int count = CandlePath.Expand(moving.Candle, 1, _path);
            for (int i = 0; i < count; i++)
                _steps[steps++] = new Step(moving.Symbol, _path[i]);
        }
        if (minute.Length > 1)
            _steps.AsSpan(0, steps).Sort(static (a, b) => a.Trade.Time != b.Trade.Time ? a.Trade.Time.CompareTo(b.Trade.Time) : a.Symbol - b.Symbol);
        return steps;
    }

    // Where only candles are looked at and no order waits for a price, nobody is told of trades: nothing that is decided would change.
    // Timers due until then find the market as it was before.
    private void Move(in Step step)
    {
        Line line = _lines[step.Symbol];
        if (line.TellsTrades || line.HasTimers || line.IsWatched)
            _engine.Advance(step.Trade.Time);
        _venue.Core.OnTrade(line.VenueMarket, step.Trade);
        if (line.TellsTrades)
            Tell(line.Market, MarketEvent.Of(step.Trade));
        else if (line.NeedsPath)
            MoveWatched(line, step.Trade);
    }

    // What rested is filled by then, and its guards watch the same trade.
    private void MoveWatched(Line line, in Trade trade)
    {
        Run();
        if (line.IsWatched)
            Tell(line.Market, MarketEvent.Of(trade));
    }

    private void NoteBook(PositionBook book)
    {
        foreach (Line line in _lines)
        {
            if (line.Symbol == book.Symbol)
                line.IsWatched = book.WaitingOrders.Count > 0;
        }
    }

    private void Tell(ActorRef market, in MarketEvent @event)
    {
        _engine.Tell(market, @event);
        Run();
    }

    private void Run()
    {
        _engine.RunUntilIdle();
        if (_failure is not null)
            throw new BacktestStoppedException($"the backtest stopped at {_engine.Now}: {_failure.Message}", _failure);
    }

    // Live, a failed actor is restarted; a backtest with a failure in it has no result.
    private void Fail(ActorRef actor, Exception error) =>
        _failure ??= new InvalidOperationException($"{actor}: {error.Message}", error);

    private T Ask<T>(ActorRef actor, object query)
    {
        _engine.Tell(actor, query, _answers);
        Run();
        return _answer is T answer ? answer : throw new InvalidOperationException($"{actor} did not answer {query.GetType().Name}");
    }

    private sealed class Answers(BacktestSession session) : IPort
    {
        public void Deliver(object message, ActorRef sender) => session._answer = message;
    }

    private sealed class Line(Symbol symbol, VenueMarket venueMarket, ActorRef market, IReadOnlyList<StrategyChoice> strategies)
    {
        public IReadOnlyList<StrategyChoice> Strategies => strategies;

        /// <summary>True where a strategy looks at trades.</summary>
        public bool TellsTrades { get; } = strategies.Any(choice => choice.Create().WantsTicks);

        /// <summary>True where a strategy wants to be woken inside a minute.</summary>
        public bool HasTimers { get; } = strategies.Any(choice => choice.Create().TimerPeriod is not null);

        public Symbol Symbol => symbol;

        public VenueMarket VenueMarket => venueMarket;

        public ActorRef Market => market;

        /// <summary>True while an order waits for a price.</summary>
        public bool IsWatched { get; set; }

        /// <summary>True where the way that prices take inside a candle matters.</summary>
        public bool NeedsPath => IsWatched || venueMarket.HasResting;
    }

    private readonly record struct Step(int Symbol, Trade Trade);
}

/// <summary>A candle of the symbol that <see cref="BacktestSession.AddSymbol"/> gave that number.</summary>
public readonly record struct SymbolCandle(int Symbol, Candle Candle);
