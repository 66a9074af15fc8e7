using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>What happens when an order meets another of the same account; the taker's choice counts.</summary>
public enum SelfMatch : byte
{
    /// <summary>They trade with each other.</summary>
    Allowed = 0,

    /// <summary>The resting order is cancelled, the taker goes on.</summary>
    CancelMaker = 1,

    /// <summary>What is left of the taker is cancelled.</summary>
    CancelTaker = 2,

    /// <summary>Both are cut by the smaller of them.</summary>
    Reduce = 3,
}

/// <summary>What was taken off an order lest it trade with its own account. <c>default</c> is nothing.</summary>
/// <param name="Volume">Base currency that will not be executed.</param>
/// <param name="Funds">Of an order that states money: how much of it will not be spent, fee left out.</param>
/// <param name="Locked">KRW that this unlocked, fee included; a sell unlocks <paramref name="Volume"/> instead.</param>
public readonly record struct Prevention(Quantity Volume, Money Funds, Money Locked)
{
    public bool IsNone => Volume.IsZero && Funds.IsZero;
}
