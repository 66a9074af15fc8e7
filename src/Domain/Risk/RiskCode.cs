namespace CoinPilot.Risk;

/// <summary>The stable names of denials. Checks run in the order in which they stand here; the first that fails is the one named.</summary>
public static class RiskCode
{
    public const string KillSwitch = "RISK_KILL_SWITCH";
    public const string Stopping = "RISK_STOPPING";
    public const string NoJournal = "RISK_NO_JOURNAL";
    public const string NoPrice = "RISK_NO_PRICE";
    public const string StalePrice = "RISK_STALE_PRICE";
    public const string NoAccount = "RISK_NO_ACCOUNT";
    public const string OffTick = "RISK_OFF_TICK";
    public const string UnderMinimum = "RISK_UNDER_MINIMUM";
    public const string OverMaximum = "RISK_OVER_MAXIMUM";
    public const string Cash = "RISK_CASH";
    public const string OrderSize = "RISK_ORDER_SIZE";
    public const string TotalExposure = "RISK_TOTAL_EXPOSURE";
}

/// <summary>Why an order was denied: a <see cref="RiskCode"/> and the figures behind it.</summary>
public sealed record Denial(string Code, string Detail);
