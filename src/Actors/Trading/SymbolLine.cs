using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>What the portfolio keeps of one symbol.</summary>
internal sealed class SymbolLine(PositionSummary summary)
{
    public PositionSummary Summary { get; private set; } = summary;

    /// <summary>The last price that reached the portfolio while something was held.</summary>
    public Price Mark { get; private set; }

    /// <summary>What is held, at the mark, or at cost before the first.</summary>
    public Money Value { get; private set; } = ValueOf(summary, Price.None);

    private Quantity _held = HeldIn(summary);

    public void Take(PositionSummary newer)
    {
        // While nothing was held no mark came: the last one may be days old.
        if (_held.IsZero)
            Mark = Price.None;
        Summary = newer;
        _held = HeldIn(newer);
        Value = ValueOf(newer, Mark);
    }

    public void TakeMark(Price mark)
    {
        Mark = mark;
        Value = Money.NotionalDown(mark, _held);
    }

    private static Quantity HeldIn(PositionSummary summary) =>
        summary.Positions.Aggregate(Quantity.Zero, (sum, p) => sum + p.Quantity);

    private static Money ValueOf(PositionSummary summary, Price mark) => mark.IsSet
        ? Money.NotionalDown(mark, HeldIn(summary))
        : summary.Positions.Aggregate(Money.Zero, (sum, p) => sum + p.Cost);
}
