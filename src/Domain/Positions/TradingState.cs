namespace CoinPilot.Positions;

/// <summary>What a symbol permits: everything, or only what shrinks its positions.</summary>
public enum TradingState : byte { Active = 0, Reducing = 1 }
