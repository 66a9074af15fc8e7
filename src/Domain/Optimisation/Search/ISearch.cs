using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>
/// A way to choose the next combination. What it proposes depends on its seed, the space and the history alone, so that the same trials come whatever
/// the number of workers and however often the search was interrupted.
/// </summary>
public interface ISearch
{
    /// <summary>True where proposals depend on what finished trials brought.</summary>
    bool LearnsFromResults { get; }

    /// <summary>A combination that the history has not proposed yet; null where there is none left.</summary>
    ValueList<int>? Propose(SearchHistory history);
}
