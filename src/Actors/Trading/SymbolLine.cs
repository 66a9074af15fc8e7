using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>What the portfolio keeps of one symbol.</summary>
internal sealed class SymbolLine
{
    private readonly Money _dust;
    private Quantity _held;

    /// <param name="dust">What cost less than this cannot be sold by itself and is no position.</param>
    public SymbolLine(PositionSummary summary, Money dust)
    {
        _dust = dust;
        Summary = summary;
        _held = HeldIn(summary);
        Value = ValueOf(summary, Price.None);
        Entries = EntriesIn(summary);
        IsValued = _held.IsZero;
    }

    public PositionSummary Summary { get; private set; }

    /// <summary>The last price that reached the portfolio while something was held.</summary>
    public Price Mark { get; private set; }

    /// <summary>What is held, at the mark, or at cost before the first.</summary>
    public Money Value { get; private set; }

    /// <summary>Positions and open buys.</summary>
    public int Entries { get; private set; }

    /// <summary>False while what was held at the start has no mark: its cost may be far from its worth.</summary>
    public bool IsValued { get; private set; }

    /// <summary>True when the strategy holds the symbol.</summary>
    public bool IsHeldBy(string strategy)
    {
        foreach (VirtualPosition position in Summary.Positions)
        {
            if (position.Strategy == strategy && IsPosition(position))
                return true;
        }
        return false;
    }

    /// <summary>True when another strategy holds the symbol or is buying it.</summary>
    public bool IsHeldByOther(string strategy)
    {
        foreach (VirtualPosition position in Summary.Positions)
        {
            if (position.Strategy != strategy && IsPosition(position))
                return true;
        }
        foreach (string buyer in Summary.Buyers)
        {
            if (buyer != strategy)
                return true;
        }
        return false;
    }

    public void Take(PositionSummary newer)
    {
        // While nothing was held no mark came: the last one may be days old.
        if (_held.IsZero)
            Mark = Price.None;
        Summary = newer;
        _held = HeldIn(newer);
        Value = ValueOf(newer, Mark);
        Entries = EntriesIn(newer);
        IsValued |= _held.IsZero;
    }

    public void TakeMark(Price mark)
    {
        Mark = mark;
        Value = Money.NotionalDown(mark, _held);
        IsValued = true;
    }

    private int EntriesIn(PositionSummary summary)
    {
        int entries = summary.Committed > Money.Zero ? 1 : 0;
        foreach (VirtualPosition position in summary.Positions)
        {
            if (IsPosition(position))
                entries++;
        }
        return entries;
    }

    private bool IsPosition(VirtualPosition position) => !position.Quantity.IsZero && position.Cost >= _dust && Holder.IsStrategy(position.Strategy);

    private static Quantity HeldIn(PositionSummary summary) =>
        summary.Positions.Aggregate(Quantity.Zero, static (sum, p) => sum + p.Quantity);

    private static Money ValueOf(PositionSummary summary, Price mark) => mark.IsSet
        ? Money.NotionalDown(mark, HeldIn(summary))
        : summary.Positions.Aggregate(Money.Zero, static (sum, p) => sum + p.Cost);
}
