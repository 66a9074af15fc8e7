namespace CoinPilot.Risk;

/// <summary>The stable names of denials. Checks run in the order in which they stand here; the first that fails is the one named.</summary>
public static class RiskCode
{
    public const string KillSwitch = "RISK_KILL_SWITCH";
    public const string Halted = "RISK_HALTED";
    public const string Reducing = "RISK_REDUCING";
    public const string Stopping = "RISK_STOPPING";
    public const string NoJournal = "RISK_NO_JOURNAL";
    public const string NoPrice = "RISK_NO_PRICE";
    public const string StalePrice = "RISK_STALE_PRICE";
    public const string NoAccount = "RISK_NO_ACCOUNT";
    public const string NoInstrument = "RISK_NO_INSTRUMENT";

    /// <summary>The average range that the size follows is not known yet.</summary>
    public const string NoRange = "RISK_NO_RANGE";

    /// <summary>By its own record the strategy loses, so that Kelly's fraction is nothing.</summary>
    public const string NoEdge = "RISK_NO_EDGE";
    public const string OffTick = "RISK_OFF_TICK";
    public const string OffLot = "RISK_OFF_LOT";
    public const string UnderMinimum = "RISK_UNDER_MINIMUM";
    public const string OverMaximum = "RISK_OVER_MAXIMUM";
    public const string Cash = "RISK_CASH";
    public const string OrderSize = "RISK_ORDER_SIZE";
    public const string SymbolExposure = "RISK_SYMBOL_EXPOSURE";
    public const string TotalExposure = "RISK_TOTAL_EXPOSURE";
    public const string Positions = "RISK_POSITIONS";
    public const string DuplicateEntry = "RISK_DUPLICATE_ENTRY";
    public const string DailyLoss = "RISK_DAILY_LOSS";
    public const string DailyEntries = "RISK_DAILY_ENTRIES";
    public const string Drawdown = "RISK_DRAWDOWN";
    public const string LossPause = "RISK_LOSS_PAUSE";
    public const string EntryInterval = "RISK_ENTRY_INTERVAL";
    public const string OrderRate = "RISK_ORDER_RATE";
}
