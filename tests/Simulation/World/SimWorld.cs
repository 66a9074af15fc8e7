using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Actors.Trading;
using CoinPilot.Simulation.Bugs;
using CoinPilot.Simulation.Invariants;
using CoinPilot.Simulation.Journal;
using CoinPilot.Simulation.Network;
using CoinPilot.Simulation.Venue;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Simulation.World;

/// <summary>One whole system in one virtual time: nodes, their journals, the network, the exchange, its feed, an operator and the faults.</summary>
internal sealed class SimWorld
{
    private readonly SortedDictionary<Symbol, int> _owners = [];
    private readonly SortedDictionary<(int Symbol, int Strategy), StrategyControl> _controls = [];
    private readonly FaultInjector _faults;
    private int _processes;
    private int _reasons;

    public SimWorld(Scenario scenario, DeliberateBug bug, TextWriter? log)
    {
        Scenario = scenario;
        Bug = bug;
        Clock = new VirtualClock(scenario.Start);
        Trace = new Trace(Clock, log);
        Conditions = new Conditions(scenario.Seed + ((ulong)scenario.Noise << 48));
        Operator = new Operator(this);
        Bookkeeper = new Bookkeeper(this);
        Invariants = new InvariantWatch(this);
        Store = new JournalStore(Invariants.OnWritten) { SkipsSequenceCheck = bug.SkipsSequenceCheck, SkipsClaims = bug.SkipsClaims };
        Network = new SimNetwork(Clock, Conditions, Trace, (to, letter) => Nodes![to].Deliver(letter));
        Exchange = new SimExchange(Clock, Conditions, Report, Invariants.OnVenue);
        Nodes = [.. Enumerable.Range(0, scenario.Nodes).Select(n => new Node(this, n))];
        _faults = new FaultInjector(this);
        for (int i = 0; i < scenario.Symbols.Count; i++)
            AddSymbol(i, scenario.Symbols[i]);
    }

    public Scenario Scenario { get; }
    public DeliberateBug Bug { get; }
    public VirtualClock Clock { get; }
    public Trace Trace { get; }
    public Conditions Conditions { get; }
    public Operator Operator { get; }
    public Bookkeeper Bookkeeper { get; }
    public InvariantWatch Invariants { get; }
    public JournalStore Store { get; }
    public SimNetwork Network { get; }
    public SimExchange Exchange { get; }
    public IReadOnlyList<Node> Nodes { get; }

    public PortfolioOptions PortfolioOptions => new(Bug.PortfolioLimits, TimeSpan.FromSeconds(20)) { Symbols = Scenario.Symbols, RestartPause = TimeSpan.FromSeconds(90) };

    /// <summary>True once a symbol was started anew while its former process may still live.</summary>
    public bool HadTwoWriters { get; private set; }

    public IEnumerable<StrategyControl> Controls => _controls.Values;

    public void Start()
    {
        foreach (Node node in Nodes)
            node.Start();
        _faults.Schedule();
        Bookkeeper.Start();
    }

    /// <summary>True once the faults have ended.</summary>
    public bool IsOver { get; private set; }

    public void EndFaults()
    {
        IsOver = true;
        _faults.EndAll();
    }

    public void WithdrawOffers()
    {
        foreach (Symbol symbol in Scenario.Symbols)
            Operator.WithdrawOffers(symbol);
    }

    public int NextProcess() => ++_processes;

    public int OwnerOf(Symbol symbol) => _owners[symbol];

    /// <summary>A reason that no other intent has.</summary>
    public string NewReason() => $"wish {++_reasons}";

    public void TellPosition(Symbol symbol, object message) => Nodes[OwnerOf(symbol)].TellPosition(symbol, message);

    public List<Symbol> OwnedBy(int node) => [.. _owners.Where(o => o.Value == node).Select(o => o.Key)];

    public void Own(Symbol symbol, int node)
    {
        _owners[symbol] = node;
        HadTwoWriters = true;
    }

    public StrategyControl ControlOf(Symbol symbol, int strategy) => _controls[(NumberOf(symbol), strategy)];

    public SymbolSetup SetupOf(Symbol symbol, ActorRef portfolio, ActorRef execution, ActorRef observer) =>
        new(symbol, [.. Enumerable.Range(0, Scenario.StrategiesPerSymbol).Select(s => ChoiceOf(symbol, s))], Scenario.Limits, portfolio, execution, observer);

    public static string NameOf(int strategy) => $"chaos{strategy}";

    public void MakeStrategiesThrow(int symbol, int times)
    {
        foreach (((int Symbol, int Strategy) key, StrategyControl control) in _controls)
        {
            if (key.Symbol == symbol)
                control.Throws = times;
        }
    }

    private StrategyChoice ChoiceOf(Symbol symbol, int strategy) =>
        ChaoticStrategy.Choose(NameOf(strategy), ControlOf(symbol, strategy), NewReason);

    private int NumberOf(Symbol symbol) => Scenario.Symbols.ToList().IndexOf(symbol);

    private void AddSymbol(int number, Symbol symbol)
    {
        // The first is beside the portfolio, the others are spread.
        _owners[symbol] = number % Scenario.Nodes;
        for (int s = 0; s < Scenario.StrategiesPerSymbol; s++)
            _controls[(number, s)] = new StrategyControl(Scenario.Seed * 100 + (ulong)(number * 10 + s));
        _ = new Feed(
            number, Scenario.Seed, Clock, Exchange.Core, Exchange.Core.AddMarket(symbol), Conditions,
            market => PublishTo(symbol, market));
    }

    private void PublishTo(Symbol symbol, MarketData.MarketEvent market)
    {
        foreach (Node node in Nodes)
            node.Publish(symbol, market);
    }

    private void Report(Symbol symbol, IExecutionReply reply)
    {
        foreach (Node node in Nodes)
            node.Report(symbol, reply);
    }
}
