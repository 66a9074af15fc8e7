namespace CoinPilot.Risk;

/// <summary>The checks that compare a figure with a limit. The numbers stand in journals and never change.</summary>
public enum RiskCheck : byte
{
    /// <summary>Milliseconds since the last price.</summary>
    PriceAge = 1,

    /// <summary>KRW that the order is worth, at least.</summary>
    Minimum = 2,

    /// <summary>KRW that the order is worth, at most.</summary>
    Maximum = 3,

    /// <summary>KRW that the order spends with its fee, of what is free.</summary>
    Cash = 4,

    /// <summary>KRW, of what one order may spend.</summary>
    OrderSize = 5,

    /// <summary>KRW in the symbol with this order.</summary>
    SymbolExposure = 6,

    /// <summary>KRW in all symbols with this order.</summary>
    TotalExposure = 7,

    /// <summary>Positions and open buys with this order.</summary>
    Positions = 8,

    /// <summary>KRW of equity, above what means the daily loss.</summary>
    DailyLoss = 9,

    /// <summary>Entries of the UTC day with this one.</summary>
    DailyEntries = 10,

    /// <summary>KRW of equity, above what means the drawdown.</summary>
    Drawdown = 11,

    /// <summary>Milliseconds since the symbol's last entry, at least.</summary>
    EntryInterval = 12,

    /// <summary>Entries within a minute with this one.</summary>
    OrderRate = 13,
}
