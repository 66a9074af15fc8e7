using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>Every combination once, the first dimension changing most slowly.</summary>
internal sealed class GridSearch(ParameterSpace space) : ISearch
{
    public bool LearnsFromResults => false;

    public ValueList<int>? Propose(SearchHistory history) =>
        history.Proposed.Count < space.Size ? space.At(history.Proposed.Count) : null;
}
