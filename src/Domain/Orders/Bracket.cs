using CoinPilot.Values;

namespace CoinPilot.Orders;

/// <summary>
/// What guards an entry: as it fills, a stop and a target are armed for exactly what was bought, and one cancels the other. Either may be
/// left out.
/// </summary>
/// <param name="StopLimit">Makes the stop a stop-limit at this price; none for a stop-market.</param>
/// <param name="EscalatesAfter">How long a stop-limit may stay unfilled until a market order takes its place; zero for ever.</param>
public readonly record struct Bracket(Trigger Stop, Price StopLimit, Trigger Target, TimeSpan EscalatesAfter)
{
    public static Bracket None => default;

    public bool IsSet => Stop.IsSet || Target.IsSet;

    public bool IsValid => Stop.IsValid && Target.IsValid && EscalatesAfter >= TimeSpan.Zero
        && Stop.Kind is TriggerKind.None or TriggerKind.Stop or TriggerKind.TrailingStop
        && Target.Kind is TriggerKind.None or TriggerKind.TakeProfit
        && (!StopLimit.IsSet || (Stop.IsSet && TickTable.IsOnTick(StopLimit)));
}
