using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Simulation.Journal;
using CoinPilot.Simulation.Network;
using CoinPilot.Simulation.Venue;
using CoinPilot.Values;

namespace CoinPilot.Simulation.World;

/// <summary>A machine: one process at a time, which dies and is started again. Node 0 hosts the portfolio.</summary>
internal sealed class Node(SimWorld world, int number)
{
    private const string PortfolioPath = "portfolio/portfolio";

    private readonly Dictionary<string, ActorRef> _here = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Node, string Path), ActorRef> _elsewhere = [];
    private readonly Dictionary<Symbol, (ActorRef Actor, ActorRef? Position)> _symbols = [];
    private int _process;
    private VirtualEngine? _engine;
    private SimJournal? _journal;
    private ActorRef? _probe;
    private ActorRef? _execution;

    public int Number => number;

    public bool IsUp => _engine is not null;

    public bool IsPaused { get; private set; }

    /// <summary>Where the node's next journal write kills it, and how long it is dead then.</summary>
    public (AppendStage Stage, TimeSpan Downtime)? AppendTrap { get; set; }

    /// <summary>Where the node's next order kills it, and how long it is dead then.</summary>
    public (SubmitStage Stage, TimeSpan Downtime)? SubmitTrap { get; set; }

    /// <summary>Makes the node stand still in its next journal write.</summary>
    public Action? PauseTrap { get; set; }

    public bool Hosts(Symbol symbol) => _symbols.ContainsKey(symbol);

    public IReadOnlyList<Quarantined> Quarantines => _engine?.Quarantines ?? [];

    /// <summary>By the node's own clock.</summary>
    public Timestamp Now => world.Clock.Now + Skew;

    public TimeSpan Skew
    {
        get;
        set
        {
            field = value;
            _engine?.ClockSkew = value;
        }
    }

    public void Start()
    {
        _process = world.NextProcess();
        world.Trace.Note("start", $"node {number} as process {_process}");
        _journal = new SimJournal(number, _process, world.Clock, world.Store, world.Conditions, world.Bug.Journal, OnAppend);
        _engine = new VirtualEngine(
            world.Scenario.Seed * 1000 + (ulong)_process, _journal, new EngineOptions { Failed = OnFailed }, world.Clock) { ClockSkew = Skew };
        _probe = _engine.OpenPort("probe", new Probe(this, world));
        if (number == 0)
        {
            Keep(_engine.Spawn("portfolio", "portfolio", () => Wrap("portfolio", new PortfolioActor(world.PortfolioOptions))));
            Tell(PortfolioPath, new OpenAccount("sim", Scenario.Cash));
        }
        VenueLink link = new(number, _engine, world.Exchange, world.Conditions, world.Trace, OnSubmit);
        _execution = _engine.OpenPort("execution", link);
        foreach (Symbol symbol in world.OwnedBy(number))
            Host(symbol);
    }

    /// <summary>Takes a symbol over while running; a node that is down does so when it starts.</summary>
    public void TakeOver(Symbol symbol)
    {
        if (IsUp)
            Host(symbol);
    }

    public void Crash(string why)
    {
        if (_engine is null)
            return;
        VirtualEngine engine = _engine;
        _engine = null;
        world.Trace.Note("crash", $"node {number}: {why}");
        IsPaused = false;
        AppendTrap = null;
        SubmitTrap = null;
        PauseTrap = null;
        engine.Crash();
        _journal!.Crash();
        world.Invariants.OnProcessEnd(number, _process, engine.Counters);
        _here.Clear();
        _elsewhere.Clear();
        _symbols.Clear();
        world.Operator.OnProcessEnd(number);
    }

    public void CrashFor(TimeSpan downtime, string why)
    {
        if (!IsUp)
            return;
        Crash(why);
        world.Clock.At(world.Clock.Now + downtime, () =>
        {
            if (!IsUp)
                Start();
        });
    }

    public void Pause()
    {
        IsPaused = true;
        _engine!.Pause();
        world.Trace.Note("pause", $"node {number}");
    }

    public void Resume()
    {
        IsPaused = false;
        _engine!.Resume();
        world.Trace.Note("resume", $"node {number}");
    }

    public void FailNextAppend(int how) => _journal?.FailNext(how);

    public void Deliver(Letter letter)
    {
        if (_engine is null || !_here.TryGetValue(letter.ToPath, out ActorRef? target))
            return;
        _engine.Tell(target, letter.Message, Elsewhere(letter.From, letter.FromPath));
    }

    public void Publish(Symbol symbol, in MarketEvent market)
    {
        if (_symbols.TryGetValue(symbol, out (ActorRef Actor, ActorRef? Position) hosted))
            _engine!.Tell(hosted.Actor, market);
    }

    public void Report(Symbol symbol, IExecutionReply reply)
    {
        if (_symbols.TryGetValue(symbol, out (ActorRef Actor, ActorRef? Position) hosted) && hosted.Position is { } position)
            _engine!.Tell(position, reply);
    }

    /// <summary>Asks the portfolio, or tells it something; what it replies goes to the invariants and the operator.</summary>
    public void AskPortfolio(object message) => Tell(PortfolioPath, message);

    /// <summary>Tells the symbol's position something, where it runs here.</summary>
    public void TellPosition(Symbol symbol, object message)
    {
        if (_symbols.TryGetValue(symbol, out (ActorRef Actor, ActorRef? Position) hosted) && hosted.Position is { } position)
            _engine!.Tell(position, message, _probe);
    }

    private IActor Wrap(string role, IActor actor) => world.Invariants.Wrap(_process, role, world.Bug.Wrap(role, actor));

    private void Tell(string path, object message) => _engine?.Tell(_here[path], message, _probe);

    private void Host(Symbol symbol)
    {
        ActorRef portfolio = number == 0 ? _here[PortfolioPath] : Elsewhere(0, PortfolioPath);
        SymbolSetup setup = world.SetupOf(symbol, portfolio, _execution!, _probe!);
        ActorRef actor = _engine!.Spawn(symbol.Code, "symbol", () => Wrap("symbol", new SymbolActor(setup)));
        _symbols[symbol] = (actor, null);
        _engine.Tell(actor, new GetSymbolRefs(), _probe);
    }

    private void OnRefs(SymbolRefs refs)
    {
        foreach (Symbol symbol in _symbols.Keys.Where(s => refs.Position.Path.StartsWith(s.Code + "/", StringComparison.Ordinal)).ToList())
            _symbols[symbol] = (_symbols[symbol].Actor, refs.Position);
    }

    private void Keep(ActorRef actor) => _here[actor.Path] = actor;

    private ActorRef Elsewhere(int node, string path)
    {
        if (!_elsewhere.TryGetValue((node, path), out ActorRef? known))
        {
            known = _engine!.OpenPort($"node{node}/{path}", new RemotePort(number, node, path, world.Network, Keep));
            _elsewhere.Add((node, path), known);
        }
        return known;
    }

    private void OnAppend(AppendStage stage)
    {
        Action? pause = PauseTrap;
        PauseTrap = null;
        pause?.Invoke();
        if (AppendTrap is { } trap && trap.Stage == stage)
            CrashFor(trap.Downtime, $"append {stage}");
    }

    private bool OnSubmit(SubmitStage stage)
    {
        if (SubmitTrap is { } trap && trap.Stage == stage)
            CrashFor(trap.Downtime, $"submit {stage}");
        return IsUp;
    }

    // A process whose journal failed cannot go on; it is ended and started again.
    private void OnFailed(ActorRef actor, Exception error)
    {
        world.Trace.Note("failure", $"node {number}: {actor.Path}: {error.GetType().Name}");
        world.Invariants.OnFailure(number, actor.Path, error);
        if (error is JournalFaultException or JournalConflictException)
            world.Clock.At(world.Clock.Now + TimeSpan.FromMilliseconds(1), () => CrashFor(TimeSpan.FromSeconds(1), "journal failed"));
    }

    private sealed class Probe(Node node, SimWorld world) : IPort
    {
        public void Deliver(object message, ActorRef sender)
        {
            switch (message)
            {
                case SymbolRefs refs when node.IsUp:
                    node.OnRefs(refs);
                    break;
                case PositionChanged changed:
                    world.Invariants.OnBook(changed.Book, changed.Sequence);
                    break;
                case CashMark mark:
                    world.Bookkeeper.OnMark(mark);
                    break;
                case CashReconciliation found:
                    world.Bookkeeper.OnFound(found);
                    break;
                case AccountSnapshot account:
                    world.Operator.OnAccount(account);
                    break;
            }
        }
    }
}
