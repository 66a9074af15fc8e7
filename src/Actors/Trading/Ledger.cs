using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>
/// The portfolio's sums over all symbols and reservations. Fed with absolute figures only, so that nothing is ever counted twice.
/// </summary>
internal sealed class Ledger
{
    // Long after an order could still use it, however late the symbol's word of it comes.
    private static readonly TimeSpan ReservationLife = TimeSpan.FromMinutes(5);

    private readonly SortedDictionary<Symbol, SymbolLine> _lines = [];
    private readonly Dictionary<string, Reservation> _reservations = new(StringComparer.Ordinal);
    private Money _peak;

    public IEnumerable<SymbolLine> Lines => _lines.Values;

    /// <summary>All cash flows together.</summary>
    public Money CashFlow { get; private set; }

    /// <summary>What is held, at its marks.</summary>
    public Money Value { get; private set; }

    /// <summary>What open buys may still spend.</summary>
    public Money Committed { get; private set; }

    /// <summary>The deepest fall of equity from its peak.</summary>
    public double MaxDrawdownPercent { get; private set; }

    private Money Reserved => _reservations.Values.Aggregate(Money.Zero, (sum, r) => sum + r.Cost);

    /// <summary>Takes a symbol's totals, unless newer ones are known; gives its line. Reservations that no order took up end here.</summary>
    public SymbolLine Take(PositionSummary summary, Timestamp now)
    {
        _reservations.Remove(summary.SettledReservation);
        if (_reservations.Count > 0)
            DropOld(summary.Symbol, now);
        if (_lines.TryGetValue(summary.Symbol, out SymbolLine? line))
        {
            if (summary.Sequence < line.Summary.Sequence)
                return line;
            CashFlow -= line.Summary.CashFlow;
            Committed -= line.Summary.Committed;
            Value -= line.Value;
            line.Take(summary);
        }
        else
        {
            line = new SymbolLine(summary);
            _lines[summary.Symbol] = line;
        }
        CashFlow += summary.CashFlow;
        Committed += summary.Committed;
        Value += line.Value;
        return line;
    }

    public void TakeMark(SymbolLine line, Price mark)
    {
        Money before = line.Value;
        line.TakeMark(mark);
        Value += line.Value - before;
    }

    /// <summary>Measures the fall from the peak; called with every new equity.</summary>
    public void TakeEquity(Money equity)
    {
        if (equity >= _peak)
            _peak = equity;
        else
            MaxDrawdownPercent = Math.Max(MaxDrawdownPercent, 100 * (_peak - equity).ToDouble() / _peak.ToDouble());
    }

    public AccountView View(Money cash, Money referenceEquity, bool killSwitch, bool stopping, bool isOpen)
    {
        Money held = Committed + Reserved;
        return new AccountView(killSwitch, stopping, isOpen, cash - held, referenceEquity, Value + held);
    }

    /// <summary>What is held back under that id already, so that a repeated question gets the same answer.</summary>
    public Money? FundsOf(string id) => _reservations.TryGetValue(id, out Reservation reservation) ? reservation.Funds : null;

    /// <summary>Holds funds and fee back.</summary>
    public void Reserve(string id, Symbol symbol, Money funds, Money fee, Timestamp now) =>
        _reservations[id] = new Reservation(symbol, funds, funds + fee, now);

    public void Release(string id) => _reservations.Remove(id);

    // Only the symbol's own word ends a reservation: while nothing is heard of it, an order may have taken it up.
    private void DropOld(Symbol symbol, Timestamp now)
    {
        foreach ((string id, Reservation reservation) in _reservations)
        {
            if (reservation.Symbol == symbol && now - reservation.At > ReservationLife)
                _reservations.Remove(id);
        }
    }

    private readonly record struct Reservation(Symbol Symbol, Money Funds, Money Cost, Timestamp At);
}
