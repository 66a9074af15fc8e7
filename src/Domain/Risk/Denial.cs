namespace CoinPilot.Risk;

/// <summary>Why an order was denied: a <see cref="RiskCode"/> and the figures behind it.</summary>
public sealed record Denial(string Code, string Detail);
