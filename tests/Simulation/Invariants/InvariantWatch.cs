using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Simulation.Journal;
using CoinPilot.Simulation.Taps;
using CoinPilot.Simulation.World;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Invariants;

/// <summary>
/// Holds everything that happens to what must always be true. Judges by the journal's bytes, the exchange's fills and what the operator was
/// told, never by the word of the actors. Keeps the first breach.
/// </summary>
internal sealed class InvariantWatch
{
    private readonly SimWorld _world;
    private readonly SortedDictionary<Symbol, SymbolModel> _models = [];
    private readonly SortedDictionary<string, StrategyModel> _strategies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _sequences = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _identifierOfReason = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrderIntended> _intents = new(StringComparer.Ordinal);
    private AccountState _account = AccountState.Unopened;

    public InvariantWatch(SimWorld world)
    {
        _world = world;
        Entries = new EntryTrail(world, this);
        foreach (Symbol symbol in world.Scenario.Symbols)
            _models.Add(symbol, new SymbolModel(symbol));
    }

    /// <summary>What broke first, or null.</summary>
    public string? Breach { get; private set; }

    public VenueRecord Venue { get; } = new();

    public EntryTrail Entries { get; }

    /// <summary>The account as its journal tells it.</summary>
    public AccountState Account => _account;

    public IEnumerable<SymbolModel> Models => _models.Values;

    public SymbolModel Of(Symbol symbol) => _models[symbol];

    /// <summary>The strategy whose state that entity is.</summary>
    public StrategyModel StrategyOf(string entity)
    {
        if (!_strategies.TryGetValue(entity, out StrategyModel? model))
            _strategies.Add(entity, model = new StrategyModel(entity));
        return model;
    }

    /// <summary>The actor of that role, which is looked at after everything it does. A role is the name of the actor.</summary>
    public IActor Wrap(int process, string role, IActor actor) => role switch
    {
        "portfolio" => TappedActor.Of(actor, new PortfolioWatch(_world, this)),
        "symbol" => TappedActor.Of(actor, new ChildTap((name, child) => Wrap(process, name, child))),
        "position" => TappedActor.Of(actor, new PositionWatch(this)),
        "risk" => TappedActor.Of(actor, new RiskWatch(this, process)),
        _ when actor is IEventSourced strategy => TappedActor.Of(actor, new StrategyWatch(this, strategy.EntityId)),
        _ => actor,
    };

    public void Fail(string rule, string what)
    {
        if (Breach is not null)
            return;
        Breach = $"{rule}: {what}";
        _world.Trace.Note("breach", Breach);
    }

    /// <summary>A batch is on disk. Owners are numbered in the order in which they took the entity over.</summary>
    public void OnWritten(string entity, int writer, int owner, IReadOnlyList<Frame> batch)
    {
        if (writer != owner)
            Fail("one writer", $"owner {writer} wrote to {entity} when it was owner {owner}'s");
        foreach (Frame frame in batch)
        {
            if (frame.Sequence != _sequences.GetValueOrDefault(entity) + 1)
                Fail("one writer", $"{entity} goes from {_sequences.GetValueOrDefault(entity)} to {frame.Sequence}");
            _sequences[entity] = frame.Sequence;
            if (Breach is null)
                Take(entity, JournalStore.Codec.Decode(frame.Manifest, frame.Version, frame.Payload));
            // A process may be made to die at a note, and this is on disk already.
            _world.Trace.Note("journal", $"{entity} {frame.Sequence} {frame.Manifest} {Convert.ToHexString(frame.Payload)}");
        }
        if (Breach is null && PositionActor.TryGetSymbol(entity, out Symbol symbol) && Of(symbol).FindOverOffer() is { } twice)
            Fail("no coin offered twice", twice);
    }

    public void OnVenue(VenueOrder order, VenueFill? fill)
    {
        VenueOrderRequest request = order.Request;
        if (fill is not null)
            Venue.Take(request, fill);
        else if (order.State == VenueOrderState.Waiting)
            OnAccepted(request);
    }

    public void OnBook(PositionBook book, long sequence)
    {
        PositionBook? folded = Of(book.Symbol).At(sequence);
        if (folded is null)
            Fail("state equals replay", $"{book.Symbol} stands at event {sequence}, which is not in its journal");
        else if (!folded.Equals(book))
            Fail("state equals replay", $"{book.Symbol} after event {sequence} is {book}, its journal gives {folded}");
    }

    /// <summary>The portfolio stands so, after what it was told.</summary>
    public void OnAccount(AccountSnapshot account, ToldAccount told)
    {
        if (account.JournalId != _account.JournalId || account.OpeningCash != _account.OpeningCash || account.KillSwitchReason != _account.KillSwitchReason)
            Fail("state equals replay", $"the account is {account.JournalId} {account.OpeningCash} {account.KillSwitchReason}, its journal gives {_account}");
        foreach (SymbolSnapshot symbol in account.Symbols)
        {
            PositionBook? folded = Of(symbol.Symbol).At(symbol.Sequence);
            if (folded is null || folded.CashFlow != symbol.CashFlow || !folded.Positions.Equals(symbol.Positions))
                Fail("state equals replay", $"the portfolio's {symbol} is not what its journal gives: {folded}");
            if (symbol.Sequence != told.SequenceOf(symbol.Symbol) || symbol.Mark != told.MarkOf(symbol.Symbol))
                Fail("state equals replay", $"the portfolio's {symbol} is not what it was told: {told.SequenceOf(symbol.Symbol)} {told.MarkOf(symbol.Symbol)}");
        }
        Money cash = account.OpeningCash + told.CashFlow;
        if (account.Cash != cash || account.Committed != told.Committed || account.Equity != cash + told.Worth)
            Fail("conservation", $"the portfolio has {account.Cash}, {account.Committed}, {account.Equity}; its symbols make {cash}, {told.Committed}, {cash + told.Worth}");
    }

    public void OnFailure(int node, string path, Exception error)
    {
        bool expected = error is ChaosException or JournalFaultException || (error is JournalConflictException && _world.HadTwoWriters);
        if (!expected)
            Fail("no actor fails", $"{path} on node {node}: {error.GetType().Name}: {error.Message}");
    }

    public void OnProcessEnd(int node, int process, EngineCounters counters)
    {
        Entries.OnProcessEnd(process);
        foreach ((string type, long count) in counters.Unhandled.OrderBy(u => u.Key, StringComparer.Ordinal))
            Fail("no message unhandled", $"{count} {type} on node {node}");
    }

    /// <summary>What must hold after every step of the world: the exchange's accounts are the sum of its fills.</summary>
    public void CheckStep()
    {
        if (Venue.Compare(_world.Exchange.Core) is { } difference)
            Fail("conservation", difference);
    }

    private void Take(string entity, object @event)
    {
        if (@event is StrategyStateSaved state)
        {
            if (StrategyOf(entity).Save(state) is { } miscounted)
                Fail("each fill told once", miscounted);
            return;
        }
        if (@event is IPortfolioEvent portfolio)
        {
            if (portfolio is ReferenceEquityFixed reference)
                OnReference(reference);
            _account = _account.Apply(portfolio);
            if (portfolio is CashUnexplained unexplained)
                Fail("cash is explained", unexplained.Reason);
            if (portfolio is AccountReported report)
                OnReport(report);
            return;
        }
        IPositionEvent position = (IPositionEvent)@event;
        if (@event is OrderIntended intended)
            _intents[intended.ClientOrderId.Value] = intended;
        SymbolModel model = PositionActor.TryGetSymbol(entity, out Symbol symbol) ? Of(symbol) : throw new InvalidOperationException(entity);
        if (@event is OrderExecuted fill && model.Book.FindOrder(fill.ClientOrderId) is { } filled)
            StrategyOf(StrategyActor.EntityOf(symbol, filled.Strategy)).Fill(model.Booked + 1, filled.Side, fill);
        if (model.Take(position, Venue) is { } wrong)
            Fail("books follow the exchange", wrong);
        else if (@event is OrderIntended { Side: OrderSide.Buy } entry)
            Entries.OnIntended(entry, model.Sequence);
    }


    private void OnReference(ReferenceEquityFixed reference)
    {
        if (reference.Day <= _account.ReferenceDay)
            Fail("one reference a day", $"{reference.Day} is fixed after {_account.ReferenceDay}");
    }

    private void OnReport(AccountReported report)
    {
        foreach (ReportedSymbol symbol in report.Symbols)
        {
            if (Of(symbol.Symbol).At(symbol.Sequence)?.CashFlow != symbol.CashFlow)
                Fail("state equals replay", $"the portfolio reported {symbol}, its journal gives otherwise");
        }
        if (report.Cash != _account.OpeningCash + report.Symbols.Aggregate(Money.Zero, (sum, s) => sum + s.CashFlow))
            Fail("conservation", $"the reported cash {report.Cash} is not the sum of its symbols'");
    }

    private void OnAccepted(VenueOrderRequest request)
    {
        Venue.CountOrder();
        if (!_intents.TryGetValue(request.Identifier, out OrderIntended? intent))
            Fail("journaled before sent", $"the exchange has {request.Identifier}, the journal has not");
        else if (intent.Symbol != request.Symbol || intent.Side != request.Side || !IsAsJournaled(request, intent))
            Fail("journaled before sent", $"{request.Identifier} is not the order that was journaled");
        else if (intent.Reason.StartsWith("wish", StringComparison.Ordinal) && !_identifierOfReason.TryAdd(intent.Reason, request.Identifier))
            Fail("no order twice", $"'{intent.Reason}' led to {_identifierOfReason[intent.Reason]} and {request.Identifier}");
    }

    // An order that takes another's place may be smaller at the exchange: it is made of what the old one left there.
    private bool IsAsJournaled(VenueOrderRequest request, OrderIntended intent)
    {
        PositionBook book = Of(intent.Symbol).Book;
        ClientOrderId id = new(request.Identifier);
        Order? order = book.FindOrder(id) ?? book.FindGivenUp(id);
        return order is not null && request.Funds == order.Funds
            && (order.Conditions.Replaces == ClientOrderId.None ? request.Quantity == order.Quantity : request.Quantity <= order.Quantity);
    }
}
