using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>A combination that is to be run, is running or has run.</summary>
/// <param name="Number">From 0, in the order in which they were proposed.</param>
/// <param name="Score">Null until it has finished.</param>
public sealed record Trial(int Number, ValueList<int> Combination, Score? Score = null);
