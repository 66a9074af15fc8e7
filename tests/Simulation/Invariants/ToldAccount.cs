using CoinPilot.Actors.Trading;
using CoinPilot.Positions;
using CoinPilot.Simulation.World;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Invariants;

/// <summary>
/// What one instance of the portfolio has been told: how far each symbol's journal, and which marks. The sums are those of the journal's bytes.
/// </summary>
internal sealed class ToldAccount(InvariantWatch watch)
{
    private readonly SortedDictionary<Symbol, Line> _lines = [];

    public Money CashFlow => _lines.Values.Aggregate(Money.Zero, static (sum, l) => sum + l.Book.CashFlow);

    /// <summary>What is held, at the marks that were told since something is, or at cost before the first.</summary>
    public Money Worth => _lines.Values.Aggregate(Money.Zero, static (sum, l) => sum + l.Worth);

    /// <summary>What open buys may still spend, fees included.</summary>
    public Money Committed => _lines.Values.Aggregate(Money.Zero, static (sum, l) => sum + l.Committed);

    public int Symbols => _lines.Count;

    public long SequenceOf(Symbol symbol) => _lines.TryGetValue(symbol, out Line? line) ? line.Sequence : 0;

    public Price MarkOf(Symbol symbol) => _lines.TryGetValue(symbol, out Line? line) ? line.Mark : Price.None;

    public void Take(PositionSummary summary)
    {
        if (!_lines.TryGetValue(summary.Symbol, out Line? line))
            _lines.Add(summary.Symbol, line = new Line());
        if (summary.Sequence >= line.Sequence)
            Take(line, summary);
        if (summary.Mark.IsSet)
            line.Mark = summary.Mark;
    }

    public void TakeMark(Symbol symbol, Price mark) => _lines[symbol].Mark = mark;

    private void Take(Line line, PositionSummary summary)
    {
        if (watch.Of(summary.Symbol).At(summary.Sequence) is not { } book)
        {
            watch.Fail("state equals replay", $"the portfolio is told of event {summary.Sequence} of {summary.Symbol}, which is not in its journal");
            return;
        }
        if (line.Held.IsZero)
            line.Mark = Price.None;
        line.Sequence = summary.Sequence;
        line.Book = book;
        line.Held = book.TotalQuantity;
        line.Committed = book.CommittedFunds(Scenario.Limits.Fee);
        line.Cost = book.Positions.Aggregate(Money.Zero, static (sum, p) => sum + p.Cost);
    }

    private sealed class Line
    {
        public long Sequence { get; set; }

        public PositionBook Book { get; set; } = PositionBook.Empty(default);

        public Quantity Held { get; set; }

        public Money Committed { get; set; }

        public Money Cost { get; set; }

        public Price Mark { get; set; }

        public Money Worth => Mark.IsSet ? Money.NotionalDown(Mark, Held) : Cost;
    }
}
