namespace CoinPilot.Risk;

/// <summary>What the operator lets the system do; kept in the journal. Cancels and reductions pass in every state.</summary>
public enum TradingMode : byte
{
    Active = 0,

    /// <summary>No new entries; buys that rest may fill.</summary>
    Reducing = 1,

    /// <summary>No new entries, and buys that rest are cancelled.</summary>
    Halted = 2,
}
