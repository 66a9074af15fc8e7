using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>Draws each parameter evenly; what was proposed before is drawn again, and where that goes on, the next combination in order is taken.</summary>
internal sealed class RandomSearch(ParameterSpace space, ulong seed) : ISearch
{
    private const int Redraws = 100;

    public bool LearnsFromResults => false;

    public ValueList<int>? Propose(SearchHistory history) =>
        history.Proposed.Count < space.Size ? Fresh(Randomness(seed, history), history.Proposed) : null;

    /// <summary>A generator of its own for each proposal, so that none depends on how many numbers others took.</summary>
    internal static SeededRandom Randomness(ulong seed, SearchHistory history) =>
        new(new SeededRandom(seed).NextULong() + (ulong)history.Proposed.Count);

    /// <summary>There must be one left.</summary>
    internal ValueList<int> Fresh(SeededRandom random, IReadOnlySet<ValueList<int>> proposed)
    {
        ValueList<int> drawn = Draw(random);
        for (int i = 0; i < Redraws && proposed.Contains(drawn); i++)
            drawn = Draw(random);
        while (proposed.Contains(drawn))
            drawn = space.At(space.NumberOf(drawn) + 1);
        return drawn;
    }

    private ValueList<int> Draw(SeededRandom random) => ValueList<int>.Of(space.Dimensions.Select(d => random.NextInt(d.Count)));
}
