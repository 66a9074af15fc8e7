using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Strategies;

namespace CoinPilot.Simulation.Invariants;

/// <summary>A strategy on one symbol as the journals tell it: its fills, by its position's journal, and its states, by its own.</summary>
internal sealed class StrategyModel(string name)
{
    private readonly List<(long Number, Int128 Units)> _fills = [];
    private readonly List<StrategyStateSaved> _states = [];

    /// <summary>True once it was told of all its fills, and saved that it was.</summary>
    public bool KnowsItsFills => _fills.Count == 0 || (_states.Count > 0 && _states[^1].LastFill >= _fills[^1].Number);

    /// <summary>The state after event <paramref name="sequence"/> of its journal, or null before the first.</summary>
    public StrategyStateSaved? At(long sequence) => sequence > 0 && sequence <= _states.Count ? _states[(int)sequence - 1] : null;

    public void Fill(long number, OrderSide side, OrderExecuted e) => _fills.Add((number, side == OrderSide.Buy ? e.Quantity.Units : -e.Quantity.Units));

    /// <summary>Takes its next state: it must count each of its fills once, up to the one that it names. Gives what is wrong with it, or null.</summary>
    public string? Save(StrategyStateSaved state)
    {
        _states.Add(state);
        (long Number, Int128 Units)[] told = [.. _fills.Where(f => f.Number <= state.LastFill)];
        Int128 held = told.Aggregate(Int128.Zero, (sum, f) => sum + f.Units);
        string counted = $"{ValueOf(state, "fills")} fills that make {ValueOf(state, "held")}";
        string expected = $"{told.Length} fills that make {held}";
        return counted == expected ? null : $"{name} remembers {counted}, up to {state.LastFill} it had {expected}";
    }

    public static string ValueOf(StrategyStateSaved state, string field) => state.State.Single(f => f.Name == field).Value;
}
