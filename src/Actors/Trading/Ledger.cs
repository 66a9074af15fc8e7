using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>
/// The portfolio's sums over all symbols. Fed with absolute figures only, so that nothing is ever counted twice.
/// </summary>
/// <param name="dust">A position that cost less cannot be sold by itself and does not count.</param>
internal sealed class Ledger(Money dust)
{
    private readonly SortedDictionary<Symbol, SymbolLine> _lines = [];
    private Money _peak;

    public IEnumerable<SymbolLine> Lines => _lines.Values;

    /// <summary>All cash flows together.</summary>
    public Money CashFlow { get; private set; }

    /// <summary>The symbols' event numbers together.</summary>
    public long Sequence { get; private set; }

    /// <summary>What is held, at its marks.</summary>
    public Money Value { get; private set; }

    /// <summary>What open buys may still spend.</summary>
    public Money Committed { get; private set; }

    /// <summary>Positions and open buys.</summary>
    public int Entries { get; private set; }

    /// <summary>Symbols with something held since the start whose price is not known yet.</summary>
    public int Unvalued { get; private set; }

    /// <summary>What granted entries hold back until their symbol's own totals take their place.</summary>
    public Reservations Reservations { get; } = new();

    /// <summary>The deepest fall of equity from its peak.</summary>
    public double MaxDrawdownPercent { get; private set; }

    public SymbolLine? Find(Symbol symbol) => _lines.GetValueOrDefault(symbol);

    /// <summary>Takes a symbol's totals, unless newer ones are known; gives its line. Reservations that no order took up end here.</summary>
    public SymbolLine Take(PositionSummary summary, Timestamp now)
    {
        Reservations.Settle(summary.Symbol, summary.SettledReservation, now);
        if (_lines.TryGetValue(summary.Symbol, out SymbolLine? line))
        {
            if (summary.Sequence < line.Summary.Sequence)
                return line;
            Count(line, -1);
            line.Take(summary);
        }
        else
        {
            line = new SymbolLine(summary, dust);
            _lines[summary.Symbol] = line;
        }
        Count(line, 1);
        return line;
    }

    public void TakeMark(SymbolLine line, Price mark)
    {
        if (!line.IsValued)
            Unvalued--;
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

    private void Count(SymbolLine line, int sign)
    {
        CashFlow += sign > 0 ? line.Summary.CashFlow : -line.Summary.CashFlow;
        Sequence += sign * line.Summary.Sequence;
        Committed += sign > 0 ? line.Summary.Committed : -line.Summary.Committed;
        Value += sign > 0 ? line.Value : -line.Value;
        Entries += sign * line.Entries;
        Unvalued += line.IsValued ? 0 : sign;
    }
}
