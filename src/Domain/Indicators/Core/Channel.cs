namespace CoinPilot.Indicators;

/// <summary>A middle line with one above and one below, in price.</summary>
public readonly record struct Channel(double Lower, double Middle, double Upper);
