namespace CoinPilot.App.Web;

/// <summary><c>GET /api/orders</c>: what rests or waits, and what was newest.</summary>
internal sealed record OrdersModel(IReadOnlyList<WorkingModel> Open, IReadOnlyList<WorkingModel> Armed, IReadOnlyList<OrderModel> Recent);

/// <summary>An order that has not ended. Empty texts for what it does not have.</summary>
internal sealed record WorkingModel(
    string Id, string VenueId, string Symbol, string Strategy, string Tag, string Side, string Type, string TimeInForce, string Status,
    string Asked, string Price, string Trigger, string Filled, string ExpiresUtc, string Group, string CancelReason)
{
    /// <summary>Why it was decided; empty where that is too long ago to be kept at hand.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The conditions that the decision rested on, with their figures.</summary>
    public IReadOnlyList<string> Because { get; init; } = [];
}

/// <summary><c>GET /api/positions</c>.</summary>
internal sealed record PositionsModel(IReadOnlyList<HoldingModel> Positions, IReadOnlyList<SymbolStateModel> States);

/// <param name="Kind">strategy, dust or external.</param>
/// <param name="FifoCost">What is held had cost, were the oldest sold first.</param>
/// <param name="Slippage">KRW that fills were worse than decided; negative for better.</param>
internal sealed record HoldingModel(
    string Symbol, string Strategy, string Kind, string Quantity, string AverageCost, string Cost, string FifoCost, int FifoLots,
    string RealisedProfit, string FifoRealisedProfit, string UnrealisedProfit, string Fees, string Slippage);

internal sealed record SymbolStateModel(string Symbol, string State, string Reason);

/// <summary><c>POST /api/reconcile</c>: one line a symbol and one for the cash; <paramref name="Result"/> is agrees, differs, settling, moving (cash, while orders fill) or no-answer.</summary>
internal sealed record ReconcileModel(
    string Symbol, string Result, string Booked, string Balance, int Unsettled, int Adopted, string State, string Reason);
