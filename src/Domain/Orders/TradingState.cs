namespace CoinPilot.Orders;

/// <summary>
/// What may be traded: on the account, where an operator says so, and in a symbol, where its holdings do not add up. Kept in the journal. Cancels and
/// reductions pass in every state.
/// </summary>
public enum TradingState : byte
{
    Active = 0,

    /// <summary>No new entries; buys that rest may fill.</summary>
    Reducing = 1,

    /// <summary>No new entries, and buys that rest are cancelled. The account's alone: nothing halts a symbol by itself.</summary>
    Halted = 2,
}
