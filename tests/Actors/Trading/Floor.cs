using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Positions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>The production actors of some symbols and a portfolio in virtual time, on a journal that survives <see cref="Restart"/>.</summary>
internal sealed class Floor
{
    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);

    private readonly FloorOptions _options;
    private readonly Probe _answers = new();
    private readonly List<SymbolRefs> _refs = [];
    private IReadOnlyList<StrategyChoice> _strategies;
    private ActorRef _answersAddress = null!;
    private ActorRef _observer = null!;

    public Floor(FloorOptions? options = null)
    {
        _options = options ?? new FloorOptions();
        _strategies = _options.Strategies;
        Symbols = [.. Enumerable.Range(0, _options.Symbols).Select(i => Symbol.Parse($"KRW-C{i}"))];
        Venue = new ScriptedVenue(Journal) { Fee = _options.Limits.Fee };
        Begin(Reports.Time);
        if (_options.Cash is { } cash)
            OpenAccount(cash);
    }

    public IReadOnlyList<Symbol> Symbols { get; }

    public InMemoryJournal Journal { get; } = new();

    public ScriptedVenue Venue { get; }

    public Probe Observer { get; } = new();

    public VirtualEngine Engine { get; private set; } = null!;

    public ActorRef Portfolio { get; private set; } = null!;

    public AccountSnapshot Account => Ask<AccountSnapshot>(Portfolio, new GetAccount());

    public IReadOnlyList<object> PortfolioEvents => [.. Journal.Read("portfolio").Select(e => e.Event)];

    public SymbolRefs Refs(int symbol = 0) => _refs[symbol];

    public PositionBook Book(int symbol = 0) => Ask<BookSnapshot>(_refs[symbol].Position, new GetBook()).Book;

    /// <summary>How often the code was counted, over all symbols and strategies.</summary>
    public long Denials(string code) => Account.Denials.Where(d => d.Code == code).Sum(d => d.Count);

    public void OpenAccount(decimal cash) => Ask<AccountSnapshot>(Portfolio, new OpenAccount("j1", Money.Of(cash)));

    /// <summary>A minute in which every symbol's price rose: everybody who is flat wants to enter, at the same instant.</summary>
    public void Rise() => Minute(99m, 100m);

    /// <summary>A minute in which every symbol's price fell: everybody who holds wants to leave.</summary>
    public void Fall() => Minute(101m, 100m);

    /// <summary>One minute; its candles reach every symbol before anybody acts on one.</summary>
    public void Minute(decimal open, decimal close, decimal volume = 1m) =>
        Minute(Enumerable.Range(0, Symbols.Count).Select(i => (i, open, close)), volume);

    /// <summary>One minute with candles of these symbols alone.</summary>
    public void Minute(IEnumerable<(int Symbol, decimal Open, decimal Close)> candles, decimal volume = 1m)
    {
        Timestamp opened = Engine.Now.FloorTo(OneMinute);
        Engine.Advance(opened + OneMinute);
        foreach ((int symbol, decimal open, decimal close) in candles)
        {
            Candle candle = new(
                opened, Price.Of(open), Price.Of(Math.Max(open, close)), Price.Of(Math.Min(open, close)), Price.Of(close), Quantity.Of(volume));
            Engine.Tell(_refs[symbol].Market, MarketEvent.OfClosed(candle, 1));
        }
        Engine.RunUntilIdle();
    }

    public void Wait(double seconds) => Engine.Advance(Engine.Now + TimeSpan.FromSeconds(seconds));

    public void Tell(ActorRef to, object message, ActorRef? sender = null)
    {
        Engine.Tell(to, message, sender);
        Engine.RunUntilIdle();
    }

    public T Ask<T>(ActorRef to, object query)
    {
        Tell(to, query, _answersAddress);
        return Assert.IsType<T>(_answers.Messages[^1]);
    }

    /// <summary>The process dies and starts again on the same journal.</summary>
    /// <param name="strategies">Null for the same ones.</param>
    public void Restart(TimeSpan after = default, IReadOnlyList<StrategyChoice>? strategies = null)
    {
        Engine.Crash();
        _strategies = strategies ?? _strategies;
        Begin(Engine.Now + after);
    }

    private void Begin(Timestamp now)
    {
        Engine = new VirtualEngine(seed: 7, Journal, new EngineOptions { Supervision = _options.Supervision }, start: now);
        _answersAddress = Engine.OpenPort("answers", _answers);
        _observer = Engine.OpenPort("observer", Observer);
        ActorRef execution = Venue.Attach(Engine);
        Portfolio = Engine.Spawn("portfolio", "portfolio", () => new PortfolioActor(new PortfolioOptions(_options.Limits, ReportInterval: null)
        {
            Symbols = Symbols,
        }));
        _refs.Clear();
        foreach (Symbol symbol in Symbols)
        {
            SymbolSetup setup = new(symbol, _strategies, _options.Limits, Portfolio, execution, _observer) { Heartbeat = _options.Heartbeat };
            _refs.Add(Ask<SymbolRefs>(Engine.Spawn(symbol.Code, "symbol", () => new SymbolActor(setup)), new GetSymbolRefs()));
        }
    }
}
