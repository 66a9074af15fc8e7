using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>What a search may know when it proposes: every combination that was proposed before, and the results that it is to see.</summary>
/// <param name="Proposed">Whether run, running or refused.</param>
/// <param name="Known">Finished trials, the best first.</param>
public sealed record SearchHistory(IReadOnlySet<ValueList<int>> Proposed, IReadOnlyList<(ValueList<int> Combination, Score Score)> Known);
