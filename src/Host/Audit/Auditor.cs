using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Audit;

/// <summary>
/// Replays a journal from its first event: sequence and hash chain of every entity, every order's story, positions and cash added up anew
/// and held against the system's own fold and against what it last reported of itself. Stops at the first difference.
/// </summary>
internal sealed class Auditor
{
    private readonly Dictionary<string, (long Sequence, ReadOnlyMemory<byte> Hash)> _chains = new(StringComparer.Ordinal);
    private readonly SortedDictionary<Symbol, SymbolLedger> _ledgers = [];
    private readonly Dictionary<Symbol, PositionBook> _books = [];
    private readonly StoryTeller _stories = new();
    private readonly DenialList _denials = new();
    private readonly SortedDictionary<string, decimal> _executed = new(StringComparer.Ordinal);
    private AccountState _account = AccountState.Unopened;
    private long _events;
    private long _reports;

    /// <param name="journal">Every event, each entity's in order.</param>
    /// <param name="tornBytes">Bytes of an unfinished write at the end.</param>
    /// <param name="venue">What the exchange itself says was executed of its orders; null where it was not asked.</param>
    public static AuditReport Run(IEnumerable<JournalEvent> journal, Func<long> tornBytes, IReadOnlyDictionary<string, decimal>? venue = null)
    {
        Auditor auditor = new();
        string? difference = null;
        foreach (JournalEvent recorded in journal)
        {
            difference = auditor.Take(recorded);
            if (difference is null)
                continue;
            difference = $"{recorded.EntityId} event {recorded.Sequence} ({recorded.Manifest}): {difference}";
            break;
        }
        if (difference is null && venue is not null)
            difference = VenueRecordFile.Compare(venue, auditor._executed);
        return auditor.Report(difference, tornBytes());
    }

    private string? Take(JournalEvent recorded)
    {
        _events++;
        return CheckChain(recorded) ?? recorded.Event switch
        {
            IPositionEvent e => TakePosition(recorded, e),
            IPortfolioEvent e => TakePortfolio(e),
            IStrategyEvent => null,
            _ => $"an event of no known kind: {recorded.Event.GetType().Name}",
        };
    }

    private string? CheckChain(JournalEvent recorded)
    {
        (long sequence, ReadOnlyMemory<byte> hash) = _chains.TryGetValue(recorded.EntityId, out var last) ? last : (0, new byte[32]);
        _chains[recorded.EntityId] = (recorded.Sequence, recorded.Hash);
        if (recorded.Sequence != sequence + 1)
            return $"follows event {sequence}";
        return recorded.PreviousHash.Span.SequenceEqual(hash.Span) ? null : "its link to the event before is broken";
    }

    private string? TakePosition(JournalEvent recorded, IPositionEvent @event)
    {
        if (!PositionActor.TryGetSymbol(recorded.EntityId, out Symbol symbol))
            return "a position's event under a name that is no symbol's";
        if (!_ledgers.TryGetValue(symbol, out SymbolLedger? ledger))
        {
            ledger = new SymbolLedger(symbol);
            _ledgers[symbol] = ledger;
            _books[symbol] = PositionBook.Empty(symbol);
        }
        Tell(recorded, @event);
        if (ledger.Take(@event, recorded.Sequence) is { } problem)
            return problem;
        try
        {
            _books[symbol] = PositionFold.Apply(_books[symbol], @event);
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
        return Compare(ledger, _books[symbol]);
    }

    private void Tell(JournalEvent recorded, IPositionEvent @event)
    {
        _stories.Take(recorded, @event);
        if (@event is OrderIntended or ExternalOrderAdopted)
            _executed[@event.ClientOrderId.Value] = 0;
        else if (@event is OrderExecuted e)
            _executed[e.ClientOrderId.Value] = _executed.GetValueOrDefault(e.ClientOrderId.Value) + e.Quantity.ToDecimal();
    }

    private static string? Compare(SymbolLedger ledger, PositionBook book)
    {
        if (ledger.CashFlow != book.CashFlow)
            return $"cash flow by its fills is {ledger.CashFlow}, by the system's fold {book.CashFlow}";
        foreach (VirtualPosition position in book.Positions)
        {
            Holding held = ledger.Holdings.GetValueOrDefault(position.Strategy);
            if (held != new Holding(position.Quantity, position.Cost))
                return $"{position.Strategy} by its fills holds {held.Quantity} at {held.Cost}, by the system's fold {position.Quantity} at {position.Cost}";
        }
        return null;
    }

    private string? TakePortfolio(IPortfolioEvent @event)
    {
        _account = _account.Apply(@event);
        _denials.Take(@event);
        return @event switch
        {
            AccountReported report => CheckReport(report),
            EntryGranted { LimitsVersion: not EntryGranted.NotTold } e when e.LimitsVersion != _account.LimitsVersion =>
                $"the entry was granted by limits version {e.LimitsVersion}, in force was {_account.LimitsVersion}",
            _ => null,
        };
    }

    private string? CheckReport(AccountReported report)
    {
        _reports++;
        Money cash = _account.PaidIn;
        foreach (ReportedSymbol reported in report.Symbols)
        {
            cash += reported.CashFlow;
            if (reported.Sequence > 0 && CheckReported(reported) is { } problem)
                return problem;
        }
        return cash == report.Cash ? null : $"the system reported {report.Cash} KRW, its journal gives {cash}";
    }

    private string? CheckReported(ReportedSymbol reported)
    {
        if (!_ledgers.TryGetValue(reported.Symbol, out SymbolLedger? ledger) || ledger.At(reported.Sequence) is not { } then)
            return $"the system reported {reported.Symbol} after event {reported.Sequence}, which its journal does not have";
        if (then.CashFlow != reported.CashFlow)
            return $"the system reported a cash flow of {reported.CashFlow} in {reported.Symbol}, its journal gives {then.CashFlow}";
        foreach (ReportedHolding holding in reported.Holdings)
        {
            Holding held = then.Holdings.FirstOrDefault(h => h.Key == holding.Strategy).Value;
            if (held != new Holding(holding.Quantity, holding.Cost))
                return $"the system reported that {holding.Strategy} holds {holding.Quantity} {reported.Symbol} at {holding.Cost}, its journal gives {held.Quantity} at {held.Cost}";
        }
        return null;
    }

    private AuditReport Report(string? difference, long tornBytes) => new(
        difference, _events, _chains.Count, _ledgers.Values.Sum(l => l.Orders), _ledgers.Values.Sum(l => l.Fills),
        _ledgers.Values.Aggregate(Money.Zero, (sum, l) => sum + l.Fees).ToString(), _account.OpeningCash.ToString(),
        _ledgers.Values.Aggregate(_account.PaidIn, (sum, l) => sum + l.CashFlow).ToString(), _reports, tornBytes,
        [.. _ledgers.Values.SelectMany(l => l.Holdings.Where(h => !h.Value.Quantity.IsZero).Select(h =>
            new AuditedPosition(l.Symbol.Code, h.Key, h.Value.Quantity.ToString(), h.Value.Cost.ToString())))])
    {
        Stories = _stories.Stories,
        Transferred = _account.Transferred.ToString(),
        CashProblem = _account.CashProblem,
        Denied = _denials.All,
    };
}
