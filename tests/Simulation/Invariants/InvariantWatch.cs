using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Simulation.Journal;
using CoinPilot.Simulation.World;
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
    private readonly Dictionary<string, long> _sequences = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _identifierOfReason = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrderIntended> _intents = new(StringComparer.Ordinal);
    private readonly EntryRules _entries;
    private AccountState _account = AccountState.Unopened;

    public InvariantWatch(SimWorld world)
    {
        _world = world;
        _entries = new EntryRules(world, this);
        foreach (Symbol symbol in world.Scenario.Symbols)
            _models.Add(symbol, new SymbolModel(symbol));
    }

    /// <summary>What broke first, or null.</summary>
    public string? Breach { get; private set; }

    public VenueRecord Venue { get; } = new();

    public AccountState Account => _account;

    /// <summary>The reference equity before the one in force; what was granted under it may still be on its way.</summary>
    public Money FormerReference { get; private set; }

    public IEnumerable<SymbolModel> Models => _models.Values;

    public SymbolModel Of(Symbol symbol) => _models[symbol];

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
            _world.Trace.Note("journal", $"{entity} {frame.Sequence} {frame.Manifest} {Convert.ToHexString(frame.Payload)}");
            if (frame.Sequence != _sequences.GetValueOrDefault(entity) + 1)
                Fail("one writer", $"{entity} goes from {_sequences.GetValueOrDefault(entity)} to {frame.Sequence}");
            _sequences[entity] = frame.Sequence;
            if (Breach is null)
                Take(JournalStore.Codec.Decode(frame.Manifest, frame.Version, frame.Payload));
        }
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

    public void OnAccount(AccountSnapshot account)
    {
        if (account.JournalId != _account.JournalId || account.OpeningCash != _account.OpeningCash || account.KillSwitchReason != _account.KillSwitchReason)
            Fail("state equals replay", $"the account is {account.JournalId} {account.OpeningCash} {account.KillSwitchReason}, its journal gives {_account}");
        foreach (SymbolSnapshot symbol in account.Symbols)
        {
            PositionBook? folded = Of(symbol.Symbol).At(symbol.Sequence);
            if (folded is null || folded.CashFlow != symbol.CashFlow || !folded.Positions.Equals(symbol.Positions))
                Fail("state equals replay", $"the portfolio's {symbol} is not what its journal gives: {folded}");
        }
        if (account.Cash != account.OpeningCash + account.Symbols.Aggregate(Money.Zero, (sum, s) => sum + s.CashFlow))
            Fail("conservation", $"the portfolio's cash {account.Cash} is not the sum of its symbols'");
    }

    /// <summary>A message leaves for another node.</summary>
    public void OnSent(object message)
    {
        if (message is ExposureReserved && _world.Operator.HaltedSince is not null)
            Fail("no entry while halted", "the portfolio granted an entry");
    }

    public void OnTold(Symbol symbol, bool isHalted) => _entries.OnTold(symbol, isHalted);

    public void OnFailure(int node, string path, Exception error)
    {
        bool expected = error is ChaosException or JournalFaultException || (error is JournalConflictException && _world.HadTwoWriters);
        if (!expected)
            Fail("no actor fails", $"{path} on node {node}: {error.GetType().Name}: {error.Message}");
    }

    public void OnProcessEnd(int node, EngineCounters counters)
    {
        foreach ((string type, long count) in counters.Unhandled.OrderBy(u => u.Key, StringComparer.Ordinal))
            Fail("no message unhandled", $"{count} {type} on node {node}");
    }

    /// <summary>What must hold between any two steps.</summary>
    public void CheckStep()
    {
        if (Venue.Compare(_world.Exchange.Core) is { } difference)
            Fail("conservation", difference);
    }

    private void Take(object @event)
    {
        if (@event is IPortfolioEvent portfolio)
        {
            if (portfolio is ReferenceEquityFixed reference)
                OnReference(reference);
            _account = _account.Apply(portfolio);
            if (portfolio is AccountReported report)
                OnReport(report);
            return;
        }
        IPositionEvent position = (IPositionEvent)@event;
        if (@event is OrderIntended intended)
            _intents[intended.ClientOrderId.Value] = intended;
        SymbolModel model = ModelOf(position);
        if (model.Take(position, Venue) is { } wrong)
            Fail("books follow the exchange", wrong);
        else if (@event is OrderIntended { Side: OrderSide.Buy } entry)
            _entries.OnEntry(entry);
    }

    private SymbolModel ModelOf(IPositionEvent @event) => Of(_intents[@event.ClientOrderId.Value].Symbol);

    private void OnReference(ReferenceEquityFixed reference)
    {
        if (reference.Day <= _account.ReferenceDay)
            Fail("one reference a day", $"{reference.Day} is fixed after {_account.ReferenceDay}");
        FormerReference = _account.ReferenceEquity;
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
        else if (intent.Symbol != request.Symbol || intent.Side != request.Side || intent.Quantity != request.Quantity || intent.Funds != request.Funds)
            Fail("journaled before sent", $"{request.Identifier} is not the order that was journaled");
        else if (intent.Reason.StartsWith("wish", StringComparison.Ordinal) && !_identifierOfReason.TryAdd(intent.Reason, request.Identifier))
            Fail("no order twice", $"'{intent.Reason}' led to {_identifierOfReason[intent.Reason]} and {request.Identifier}");
    }
}
