using CoinPilot.Actors.Trading;
using CoinPilot.App.Views;
using CoinPilot.Exchanges;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.App.Web;

/// <summary>Turns books into what the API shows of orders and positions.</summary>
internal static class BookBuilder
{
    public static OrdersModel Orders(IReadOnlyList<PositionBook> books, IOrderLog log, int recent) => new(
        [.. books.SelectMany(b => b.OpenOrders.Select(o => WorkingOf(b.Symbol, o, log.Find(o.Id.Value))))],
        [.. books.SelectMany(b => b.WaitingOrders.Select(o => WorkingOf(b.Symbol, o, log.Find(o.Id.Value))))],
        [.. log.Newest(recent).Select(StatusBuilder.OrderOf)]);

    public static PositionsModel Positions(IReadOnlyList<PositionBook> books, AccountSnapshot account, LotView lots) => new(
        [.. books.SelectMany(b => b.Positions.Where(p => !p.Quantity.IsZero || !p.RealisedProfit.IsZero || !p.Fees.IsZero)
            .Select(p => HoldingOf(b.Symbol, p, MarkOf(account, b.Symbol), lots.Of(b.Symbol, p.Strategy))))],
        [.. books.Select(b => new SymbolStateModel(b.Symbol.Code, b.State.ToString(), b.StateReason))]);

    /// <summary>One line for each symbol, then one for the cash.</summary>
    public static IReadOnlyList<ReconcileModel> Of(ReconciledRound round, string quote) =>
    [
        .. round.Symbols.Select(r => r.Found is { } found
            ? new ReconcileModel(r.Symbol.Code, ResultOf(found), found.Booked.ToString(), found.Balance.ToString(),
                found.Unsettled, found.Adopted, found.State.ToString(), found.StateReason)
            : NoAnswer(r.Symbol.Code)),
        round.Cash is { } cash
            ? new ReconcileModel(quote, ResultOf(cash), cash.Booked.ToString(), cash.Balance.ToString(), 0, 0,
                (cash.Problem is null ? TradingState.Active : TradingState.Reducing).ToString(), cash.Problem ?? "")
            : NoAnswer(quote),
    ];

    private static ReconcileModel NoAnswer(string what) => new(what, "no-answer", "", "", 0, 0, "", "the exchange did not answer");

    // What was taken while something moved says nothing, but that a difference found before still stands.
    private static string ResultOf(CashReconciliation cash) =>
        cash.IsQuiet ? CashDecider.Agrees(cash.Booked, cash.Balance) ? "agrees" : "differs" : cash.Problem is null ? "moving" : "differs";

    private static string ResultOf(Reconciliation found) => found.Unsettled > 0 ? "settling" : found.Agrees ? "agrees" : "differs";

    private static WorkingModel WorkingOf(Symbol symbol, Order o, OrderRow? row) => new(
        o.Id.Value, o.VenueOrderId, symbol.Code, o.Strategy, o.Conditions.Tag, o.Side.ToString(), o.Type.ToString(), o.TimeInForce.ToString(),
        o.Status.ToString(), o.Quantity.IsZero ? $"{o.Funds} KRW" : o.Quantity.ToString(), o.Price.IsSet ? o.Price.ToString() : "", TriggerText(o),
        o.Filled.ToString(), o.Conditions.ExpiresAt.IsSet ? o.Conditions.ExpiresAt.ToString() : "", o.Conditions.Group, o.CancelReason)
    {
        Reason = row?.Reason ?? "",
        Because = row is null ? [] : [.. row.Because.Select(c => c.ToString())],
    };

    private static string TriggerText(Order o)
    {
        Trigger trigger = o.Conditions.Trigger;
        Price level = trigger.LevelOf(o.Side, o.Best);
        return !trigger.IsSet ? ""
            : trigger.Kind == TriggerKind.TrailingStop ? $"trails by {trigger.TrailBps / 100m} %, {(level.IsSet ? $"at {level}" : $"from {trigger.Price}")}"
            : $"{trigger.Kind} at {level}";
    }

    private static HoldingModel HoldingOf(Symbol symbol, VirtualPosition p, Price mark, LotSummary lots) => new(
        symbol.Code, p.Strategy, p.Strategy switch { Holder.Dust => "dust", Holder.External => "external", _ => "strategy" },
        p.Quantity.ToString(), p.AverageCost.ToString(), p.Cost.ToString(), lots.Cost.ToString(), lots.Lots,
        p.RealisedProfit.ToString(), lots.RealisedProfit.ToString(), p.UnrealisedProfit(mark).ToString(), p.Fees.ToString(), lots.Slippage.ToString());

    private static Price MarkOf(AccountSnapshot account, Symbol symbol) => account.Symbols.FirstOrDefault(s => s.Symbol == symbol)?.Mark ?? Price.None;
}
