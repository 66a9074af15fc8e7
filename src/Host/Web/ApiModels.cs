namespace CoinPilot.App.Web;

// Money, prices and quantities are strings in JSON: a double would round them.

/// <summary><c>GET /api/status</c>.</summary>
internal sealed record StatusModel(
    string Version, string Equity, string Cash, string OpeningCash, string Committed, double ReturnPercent, double MaxDrawdownPercent,
    string? KillSwitch, long Orders, long Fills, long Rejected, long Denied, long Trades, long Candles,
    IReadOnlyList<ConnectionModel> Connections, IReadOnlyList<PositionModel> Positions, IReadOnlyList<OrderModel> LastOrders,
    IReadOnlyList<DenialModel> Denials, IReadOnlyList<QuarantineModel> Quarantines, IReadOnlyList<string> Symbols,
    string TimeUtc, string TimeKst)
{
    /// <summary>Why everything is being sold; null while it is not.</summary>
    public string? Flatten { get; init; }

    public string TradingState { get; init; } = "";

    /// <summary>Limits set by hand beside the configuration.</summary>
    public IReadOnlyDictionary<string, string> LimitOverrides { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

internal sealed record ConnectionModel(string Name, string State, string Detail, string SinceUtc, long Lost);

internal sealed record PositionModel(
    string Symbol, string Strategy, string Quantity, string AverageCost, string Mark, string Value,
    string UnrealisedProfit, string RealisedProfit, string Fees);

internal sealed record OrderModel(
    string Id, string VenueId, string Symbol, string Strategy, string Side, string Type, string Status, string Asked, string Filled,
    string AveragePrice, string Fees, string Reason, string Problem, string TimeUtc, string TimeKst)
{
    /// <summary>The conditions that the decision rested on, with their figures.</summary>
    public IReadOnlyList<string> Because { get; init; } = [];
}

internal sealed record DenialModel(string Symbol, string Strategy, string Code, long Count, string LastDetail);

internal sealed record QuarantineModel(string Path, string Reason);

/// <summary><c>GET /api/candles?symbol=KRW-BTC</c>, oldest first; times in unix milliseconds, prices as numbers for drawing only.</summary>
internal sealed record CandlesModel(string Symbol, IReadOnlyList<CandleModel> Candles);

internal sealed record CandleModel(long Time, double Open, double High, double Low, double Close, double Volume);
