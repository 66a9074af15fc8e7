namespace CoinPilot.Matching;

/// <summary>How long what happens takes to be known. <c>default</c> is no time at all.</summary>
/// <param name="Order">From sending an order or a cancel to its arrival at the venue, and from a change there to its news here.</param>
/// <param name="Candle">From the end of a minute to its candle being final and known.</param>
public readonly record struct Latency(TimeSpan Order, TimeSpan Candle);
