using CoinPilot.Values;

namespace CoinPilot.Orders;

/// <summary>One execution as a venue reports it. <paramref name="TradeId"/> is unique per order; reports may repeat it.</summary>
public sealed record ReportedFill(
    string TradeId, Price Price, Quantity Quantity, Money Fee, LiquiditySide Liquidity, Timestamp VenueTime);
