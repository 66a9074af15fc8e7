using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Risk;

/// <summary>What all symbols share, as an entry of one of them finds it.</summary>
/// <param name="IsOpen">False until the account is known.</param>
/// <param name="FreeCash">Cash less what open buys and reservations may still spend.</param>
/// <param name="Exposure">Worth of all positions, open buys and reservations.</param>
public readonly record struct AccountView(
    bool KillSwitch, bool IsStopping, bool IsOpen, Money FreeCash, Money ReferenceEquity, Money Exposure)
{
    public TradingState State { get; init; }

    /// <summary>True while the venue's cash is not what the books say.</summary>
    public bool IsCashUnexplained { get; init; }

    /// <summary>True while something is held whose price is not known since the start.</summary>
    public bool IsUnvalued { get; init; }

    /// <summary>True when the account does not know the symbol.</summary>
    public bool IsForeignSymbol { get; init; }

    /// <summary>Worth of the symbol's positions, open buys and reservations.</summary>
    public Money SymbolExposure { get; init; }

    /// <summary>Positions, open buys and reservations.</summary>
    public int Positions { get; init; }

    /// <summary>True while anything of the symbol is held, being bought or reserved for.</summary>
    public bool HoldsSymbol { get; init; }

    /// <summary>True while the strategy holds the symbol, or anybody is buying it.</summary>
    public bool HoldsAsStrategy { get; init; }

    /// <summary>True while another strategy holds the symbol or is buying it.</summary>
    public bool HoldsAsOther { get; init; }

    /// <summary>True while the strategy itself holds the symbol or is buying it: what it buys more opens no position.</summary>
    public bool IsAddition { get; init; }

    public Money Equity { get; init; }

    /// <summary>Equity at the first word of the UTC day.</summary>
    public Money DayEquity { get; init; }

    /// <summary>True from the moment that the daily loss was reached until the day ends.</summary>
    public bool IsDailyLossReached { get; init; }

    public int EntriesToday { get; init; }

    /// <summary>Zero before the first.</summary>
    public Money PeakEquity { get; init; }

    /// <summary>The market's time: days and pauses are counted by it.</summary>
    public Timestamp MarketTime { get; init; }

    /// <summary>Until when entries pause after losses.</summary>
    public Timestamp PausedUntil { get; init; }

    /// <summary>The symbol's last entry; none before the first.</summary>
    public Timestamp LastEntryAt { get; init; }

    /// <summary>Entries of the last minute by our own clock.</summary>
    public int RecentEntries { get; init; }
}
