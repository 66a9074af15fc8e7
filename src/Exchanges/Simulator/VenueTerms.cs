using CoinPilot.Matching;
using CoinPilot.Values;

namespace CoinPilot.Exchanges.Simulator;

/// <summary>What the venue's rules were on a date (UTC); they changed often.</summary>
internal sealed class VenueTerms(DateOnly date)
{
    private static readonly DateOnly FirstTickChange = new(2024, 1, 29);
    private static readonly DateOnly WholeWonExceptions = new(2024, 10, 14);
    private static readonly DateOnly DollarExceptions = new(2025, 3, 21);
    private static readonly DateOnly ThirtyLevels = new(2025, 5, 7);
    private static readonly DateOnly SecondTickChange = new(2025, 7, 31);
    private static readonly DateOnly TwelveOrders = new(2026, 8, 21);
    private static readonly DateOnly PreventionByDefault = new(2026, 11, 9);

    private static readonly string[] WholeWon =
        ["ADA", "ALGO", "BLUR", "CELO", "ELF", "EOS", "GRS", "GRT", "ICX", "MANA", "MINA", "POL", "SAND", "SEI", "STG", "TRX"];

    /// <summary>New orders that a second allows.</summary>
    public int OrdersPerSecond => date >= TwelveOrders ? 12 : 8;

    /// <summary>Levels of the order book that are shown.</summary>
    public int BookLevels => date >= ThirtyLevels ? 30 : 15;

    /// <summary>What an order that does not say chooses when it meets its own account.</summary>
    public SelfMatch DefaultSelfMatch => date >= PreventionByDefault ? SelfMatch.CancelMaker : SelfMatch.Allowed;

    /// <summary>True since <c>none</c> is a value of <c>smp_type</c>, which every answer then shows.</summary>
    public bool KnowsNone => date >= PreventionByDefault;

    /// <summary>The price steps of a KRW market.</summary>
    public TickSteps TicksOf(Symbol symbol)
    {
        if (date >= SecondTickChange)
            return TickSteps.Since20250731;
        if (date < FirstTickChange)
            return TickSteps.Before20240129;
        if (date >= WholeWonExceptions && WholeWon.Contains(symbol.Base))
            return TickSteps.Since20240129.With(100, 1);
        return date >= DollarExceptions && symbol.Base is "USDT" or "USDC"
            ? TickSteps.Since20240129.With(1_000, 0.5m)
            : TickSteps.Since20240129;
    }
}
