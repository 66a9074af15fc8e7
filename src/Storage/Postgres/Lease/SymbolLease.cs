namespace CoinPilot.Storage.Postgres.Lease;

/// <summary>A right to write that a node holds. <paramref name="Token"/> rises with every change of hands of the name.</summary>
public readonly record struct SymbolLease(string Name, long Token);
