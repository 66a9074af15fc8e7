using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>Where parameters are chosen and where they are tried; the two never overlap.</summary>
/// <param name="Train">One range or two, in order.</param>
/// <param name="Test">What the choice knows nothing of.</param>
public sealed record TimeSplit(ValueList<TimeRange> Train, TimeRange Test);
