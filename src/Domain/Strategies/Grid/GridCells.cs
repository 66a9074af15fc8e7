using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>
/// A grid at work: its levels, and between each two a cell that is empty, or holds what was bought at its lower level until the upper one sells
/// it. A level's order is known by its tag, so that no level ever has two.
/// </summary>
internal sealed class GridCells
{
    private readonly Dictionary<string, int> _levelOf = new(StringComparer.Ordinal);
    private readonly Quantity[] _held;
    private readonly OrderSide?[] _working;

    public GridCells(IReadOnlyList<Price> levels)
    {
        Levels = levels;
        Tags = [.. levels.Select((_, i) => $"level-{i + 1}")];
        for (int i = 0; i < Tags.Count; i++)
            _levelOf[Tags[i]] = i;
        _held = new Quantity[levels.Count - 1];
        _working = new OrderSide?[levels.Count];
    }

    public IReadOnlyList<Price> Levels { get; }

    /// <summary>The tags of the levels' orders.</summary>
    public IReadOnlyList<string> Tags { get; }

    public int Count => _held.Length;

    public Quantity this[int cell] => _held[cell];

    public Quantity Total
    {
        get
        {
            Quantity total = Quantity.Zero;
            foreach (Quantity held in _held)
                total += held;
            return total;
        }
    }

    /// <summary>What a level bought goes into the cell above it; what it sold comes out of the one below. False for an order of no level.</summary>
    public bool Take(in Fill fill)
    {
        if (!_levelOf.TryGetValue(fill.Tag, out int level))
            return false;
        int cell = fill.Side == OrderSide.Buy ? level : level - 1;
        if (cell < 0 || cell >= Count)
            return false;
        _held[cell] = fill.Side == OrderSide.Buy ? _held[cell] + fill.Quantity : _held[cell] - Quantity.Min(_held[cell], fill.Quantity);
        return true;
    }

    /// <summary>Puts coins of which no level knows into the cell that their cost lies in.</summary>
    public void Adopt(Quantity quantity, Price cost)
    {
        int cell = 0;
        while (cell < Count - 1 && Levels[cell + 1] <= cost)
            cell++;
        _held[cell] += quantity;
    }

    public void Clear() => Array.Clear(_held);

    /// <summary>Notes which levels have orders. Gives the tag of one that is none of theirs, at another price or of another grid; null where all are.</summary>
    public string? Note(in StrategyView view)
    {
        Array.Clear(_working);
        string? stray = null;
        for (int i = 0; i < view.Orders.Count; i++)
        {
            WorkingOrder order = view.Orders[i];
            if (_levelOf.TryGetValue(order.Tag, out int level) && order.Price == Levels[level])
                _working[level] = order.Side;
            else
                stray ??= order.Tag;
        }
        return stray;
    }

    /// <summary>True where the level has no order.</summary>
    public bool IsFree(int level) => _working[level] is null;

    /// <summary>True where what the cell holds is to be offered: its purchase has ended, and it is enough for an order.</summary>
    public bool IsToSell(int cell) => IsFree(cell + 1) && _working[cell] != OrderSide.Buy && IsFull(cell);

    /// <summary>True where the cell is to be filled: nothing is in it, and nothing of it on offer.</summary>
    public bool IsToBuy(int cell) => IsFree(cell) && _working[cell + 1] != OrderSide.Sell && !IsFull(cell);

    public void Save(StateWriter state)
    {
        state.Write("levels", Levels.Select(l => l.Units));
        state.Write("cells", string.Join(' ', _held));
    }

    /// <summary>The saved grid, with what its cells held.</summary>
    public static GridCells Load(StateReader state)
    {
        GridCells cells = new([.. state.ReadLongs("levels").Select(units => new Price(units))]);
        string[] held = state.ReadText("cells").Split(' ');
        if (held.Length != cells.Count)
            throw new StrategyStateException($"the saved state's 'cells' are {held.Length}, its levels have {cells.Count} between them");
        for (int i = 0; i < held.Length; i++)
            cells._held[i] = Quantity.TryParse(held[i], out Quantity quantity) ? quantity : throw new StrategyStateException($"the saved state's 'cells' has '{held[i]}', which is no quantity");
        return cells;
    }

    // Less than the venue takes is sold together with the cell's next purchase.
    private bool IsFull(int cell) => Money.NotionalDown(Levels[cell + 1], _held[cell]) >= GridRules.LeastOrder;
}
