namespace CoinPilot.Matching;

/// <summary>What all execution models together come to: the venue's rules, and what lies between it and us.</summary>
public sealed record ExecutionTerms(VenueRules Rules, Latency Latency);
