using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>
/// The portfolio's sums over all symbols and reservations. Fed with absolute figures only, so that nothing is ever counted twice.
/// </summary>
internal sealed class Ledger
{
    private static readonly TimeSpan ReservationLife = TimeSpan.FromMinutes(5);

    private readonly SortedDictionary<Symbol, SymbolLine> _lines = [];
    private readonly Dictionary<string, (Money Cost, Timestamp At)> _reservations = new(StringComparer.Ordinal);
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

    /// <summary>Takes a symbol's newest totals; gives its line.</summary>
    public SymbolLine Take(PositionSummary summary)
    {
        if (_lines.TryGetValue(summary.Symbol, out SymbolLine? line))
        {
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
        _reservations.Remove(summary.SettledReservation);
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

    /// <summary>
    /// The account as checks see it. Reservations that no order ever took up are dropped first, long after an order could still use them.
    /// </summary>
    public AccountView View(Money cash, Money referenceEquity, bool killSwitch, bool stopping, bool isOpen, Timestamp now)
    {
        foreach (string old in _reservations.Where(r => now - r.Value.At > ReservationLife).Select(r => r.Key).ToList())
            _reservations.Remove(old);
        Money held = Committed + Reserved;
        return new AccountView(killSwitch, stopping, isOpen, cash - held, referenceEquity, Value + held);
    }

    /// <summary>Holds funds and fee back.</summary>
    public void Reserve(string id, Money cost, Timestamp now) => _reservations[id] = (cost, now);

    public void Release(string id) => _reservations.Remove(id);
}
