namespace CoinPilot.Exchanges.Upbit;

/// <summary>What the venue does instead of letting an account trade with itself.</summary>
public enum UpbitSelfTrade : byte
{
    /// <summary>The resting order is cancelled.</summary>
    CancelMaker,
    /// <summary>The incoming order is cancelled.</summary>
    CancelTaker,
    /// <summary>Both are cut by what would have traded.</summary>
    Reduce,
}
