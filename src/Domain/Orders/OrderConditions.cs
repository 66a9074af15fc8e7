using CoinPilot.Values;

namespace CoinPilot.Orders;

/// <summary>What an order is held to besides its terms. What the venue lacks of it is done here.</summary>
/// <param name="Tag">The strategy's own name for it, unique among its orders that have not ended; empty for an order of no name.</param>
/// <param name="ReduceOnly">A sell is cut to what is held and not offered, instead of refused.</param>
/// <param name="ExpiresAt">Good till date: what is not filled then is withdrawn; none for no end.</param>
/// <param name="EscalatesAfter">How long it may stay unfilled, from its trigger on, until a market order takes its place; zero for ever.</param>
/// <param name="Group">Orders of one group cancel each other: the first that fires or fills ends the rest; empty for none.</param>
/// <param name="Parent">The entry that it guards.</param>
/// <param name="Replaces">The order whose place it takes.</param>
public sealed record OrderConditions(
    string Tag, bool ReduceOnly, Timestamp ExpiresAt, TimeSpan EscalatesAfter, Trigger Trigger, string Group, Bracket Bracket,
    ClientOrderId Parent, ClientOrderId Replaces)
{
    /// <summary>A plain order.</summary>
    public static OrderConditions None { get; } = new(
        "", false, Timestamp.None, TimeSpan.Zero, Trigger.None, "", Bracket.None, ClientOrderId.None, ClientOrderId.None);

    public bool IsValid => Trigger.IsValid && Bracket.IsValid && EscalatesAfter >= TimeSpan.Zero;
}
