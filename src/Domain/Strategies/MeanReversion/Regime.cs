namespace CoinPilot.Strategies;

/// <summary>How the market stands by its moving averages; the default where there are too few bars to tell.</summary>
public enum Regime : byte { Unknown = 0, Bull = 1, Sideways = 2, Bear = 3 }
