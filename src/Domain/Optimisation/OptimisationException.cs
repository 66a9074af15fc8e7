namespace CoinPilot.Optimisation;

/// <summary>An optimisation was asked for in a way that cannot be; the message names what is wrong and where.</summary>
public sealed class OptimisationException(string message) : Exception(message);
