using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>
/// A grid of levels between two prices, long only: below the price each level has a resting buy; what one bought rests for sale at the next level
/// up, and once sold is bought again. Above the range nothing is left to sell; at the stop below it all orders are withdrawn, everything is sold
/// and the grid ends, until its range changes.
/// </summary>
/// <remarks>Its many orders need risk limits that allow them: <c>second_entry</c>, entries a day and the time between two.</remarks>
public sealed class Grid : Strategy, IStrategyKind
{
    private readonly GridRules _rules;
    private readonly long[] _asked;
    private readonly HashSet<string> _withdrawn = new(StringComparer.Ordinal);
    private GridCells? _cells;
    private long _minute = 1;
    private Price _last;
    private Price _stop;
    private bool _hasBegun;
    private bool _hasEnded;
    private long _withdrawnAt;

    /// <summary>Throws <see cref="StrategyConfigurationException"/> for levels that are too close, and for a range that is none.</summary>
    public Grid(StrategySettings settings)
    {
        _rules = GridRules.Read(settings);
        _asked = new long[_rules.Levels];
        if (_rules.HasRange)
            Use(new GridCells(_rules.LevelsAt(Price.None)));
    }

    public static StrategyDescriptor Descriptor { get; } = new(
        "grid", "rests an order at each level of a range, buys low and sells the next level up", GridRules.Parameters, settings => new Grid(settings));

    public override bool WantsTicks => true;

    public override int WarmUpMinutes => 1;

    public override int StateVersion => 1;

    public override Intent? OnTick(in Trade trade, in StrategyView view)
    {
        _last = trade.Price;
        return IsAtStop(view) ? Leave(view) : null;
    }

    public override Intent? OnCandle(in Candle candle, in StrategyView view)
    {
        _last = candle.Close;
        _minute++;
        // Until its first order rests the grid follows the price: history is not where it begins.
        if (!_hasBegun && !_rules.HasRange)
            Use(new GridCells(_rules.LevelsAt(candle.Close)));
        return IsAtStop(view) ? Leave(view) : Next(view);
    }

    public override Intent? OnFill(in Fill fill, in StrategyView view)
    {
        if (_cells?.Take(fill) == true)
        {
            _last = fill.Price;
            Array.Clear(_asked);
            Begin();
        }
        return null;
    }

    public override Intent? OnChange(in StrategyView view)
    {
        if (_cells is null || !_last.IsSet)
            return null;
        if (!_hasBegun && view.Orders.Count > 0)
            Begin();
        if (_hasBegun)
            Agree(view, _cells);
        return IsAtStop(view) ? Leave(view) : Next(view);
    }

    public override void Save(StateWriter state)
    {
        state.Write("begun", _hasBegun);
        state.Write("ended", _hasEnded);
        if (_hasBegun)
            _cells!.Save(state);
    }

    // Coins of a grid whose range or number of levels was changed are adopted by the new one.
    public override void Load(StateReader state)
    {
        if (!state.ReadBool("begun"))
            return;
        GridCells saved = GridCells.Load(state);
        if (_rules.HasRange ? !saved.Levels.SequenceEqual(_cells!.Levels) : saved.Levels.Count != _rules.Levels)
            return;
        Use(saved);
        (_hasBegun, _hasEnded) = (true, state.ReadBool("ended"));
    }

    public override ValueList<Condition> Explain(in StrategyView view) => _cells is null ? ValueList<Condition>.Empty
        : ValueList<Condition>.Of([StopCondition, Condition.Below("price under the highest level", _last.ToDouble(), _cells.Levels[^1].ToDouble())]);

    private Condition StopCondition => Condition.AtMost("price at the stop", _last.ToDouble(), _stop.ToDouble());

    private bool IsAtStop(in StrategyView view)
    {
        if (_hasEnded)
            return true;
        if (!_stop.IsSet || _last > _stop || (!view.IsLong && view.Orders.Count == 0))
            return false;
        _hasEnded = true;
        Begin();
        return true;
    }

    // All orders first: what they offer cannot be sold by another.
    private Intent? Leave(in StrategyView view)
    {
        for (int i = 0; i < view.Orders.Count; i++)
        {
            if (Withdraw(view.Orders[i].Tag, "the grid has ended") is { } withdrawal)
                return withdrawal;
        }
        if (!view.IsLong || view.Orders.Count > 0)
            return null;
        return new Intent(IntentKind.Exit, $"{_last}: the stop {_stop} below the grid was reached") { Conditions = ValueList<Condition>.Of([StopCondition]) };
    }

    private Intent? Next(in StrategyView view)
    {
        if (_cells is not { } cells)
            return null;
        if (cells.Note(view) is { } stray)
            return Withdraw(stray, "no level of the grid has such an order");
        for (int cell = cells.Count - 1; cell >= 0; cell--)
        {
            if (cells.IsToSell(cell) && MayAsk(cell + 1))
                return Sell(cells, cell);
        }
        for (int cell = cells.Count - 1; cell >= 0; cell--)
        {
            if (cells.Levels[cell] < _last && cells.IsToBuy(cell) && MayAsk(cell))
                return Buy(cells, cell);
        }
        return null;
    }

    private Intent Buy(GridCells cells, int cell)
    {
        Price level = cells.Levels[cell];
        _asked[cell] = _minute;
        return new Intent(IntentKind.Enter, $"level {cell + 1} of {cells.Levels.Count} at {level} is below {_last} and empty")
        {
            Conditions = ValueList<Condition>.Of([Condition.Above("price over the level", _last.ToDouble(), level.ToDouble())]),
            Terms = IntentTerms.Plain with { Tag = cells.Tags[cell], Limit = level, Funds = Money.Of(_rules.Order) },
        };
    }

    private Intent Sell(GridCells cells, int cell)
    {
        Price level = cells.Levels[cell + 1];
        _asked[cell + 1] = _minute;
        return new Intent(IntentKind.Exit, $"level {cell + 2} of {cells.Levels.Count} at {level} sells {cells[cell]} bought at {cells.Levels[cell]}")
        {
            Conditions = ValueList<Condition>.Of([Condition.Above("coins of the level below", cells[cell].ToDouble(), 0)]),
            Terms = IntentTerms.Plain with { Tag = cells.Tags[cell + 1], Limit = level, Quantity = cells[cell] },
        };
    }

    // What the venue has not ended yet is not asked for again before the next minute.
    private Intent? Withdraw(string tag, string reason)
    {
        if (_withdrawnAt != _minute)
            _withdrawn.Clear();
        _withdrawnAt = _minute;
        return !_withdrawn.Add(tag) ? null : new Intent(IntentKind.Withdraw, reason) { Terms = IntentTerms.Plain with { Tag = tag } };
    }

    // What was denied is not asked for again before the next minute.
    private bool MayAsk(int level) => _asked[level] != _minute;

    // The journal has the last word on what is held.
    private void Agree(in StrategyView view, GridCells cells)
    {
        Quantity known = cells.Total;
        if (known == view.Held)
            return;
        if (known > view.Held)
            cells.Clear();
        cells.Adopt(view.Held - cells.Total, view.AverageCost);
        Remember();
    }

    private void Use(GridCells cells)
    {
        _cells = cells;
        _stop = new Price((long)((Int128)cells.Levels[0].Units * (int)(10_000 - 100 * _rules.StopPercent) / 10_000));
    }

    private void Begin()
    {
        _hasBegun = true;
        Remember();
    }
}
