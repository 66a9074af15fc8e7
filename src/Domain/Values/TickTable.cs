namespace CoinPilot.Values;

/// <summary>
/// The price steps of Upbit's KRW markets since 2025-07-31. An order's own price decides its bracket, lower bound included.
/// Only orders are held to it: market data from before a change may lie between the steps.
/// </summary>
public static class TickTable
{
    private static readonly TickSteps Steps = TickSteps.Since20250731;

    /// <inheritdoc cref="TickSteps.StepAt"/>
    public static Price StepAt(Price price) => Steps.StepAt(price);

    /// <inheritdoc cref="TickSteps.IsOnTick"/>
    public static bool IsOnTick(Price price) => Steps.IsOnTick(price);

    /// <inheritdoc cref="TickSteps.FloorToTick"/>
    public static Price FloorToTick(Price price) => Steps.FloorToTick(price);

    /// <inheritdoc cref="TickSteps.CeilingToTick"/>
    public static Price CeilingToTick(Price price) => Steps.CeilingToTick(price);
}
