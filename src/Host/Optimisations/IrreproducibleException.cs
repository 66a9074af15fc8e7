namespace CoinPilot.App.Optimisations;

/// <summary>A backtest gave another result when it was run again; the message names both.</summary>
internal sealed class IrreproducibleException(string message) : Exception(message);
