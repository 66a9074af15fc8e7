using CoinPilot.Actors.Contract;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Positions;

namespace CoinPilot.App.Audit;

/// <summary>What risk decided on one signal. Times are the journal's.</summary>
/// <param name="Order">The order that came of it; empty for a signal that was denied.</param>
/// <param name="Signal">Its kind and the strategy's reason.</param>
/// <param name="Code">What denied it; empty for one that was allowed.</param>
/// <param name="Figures">What the checks found.</param>
/// <param name="Times">How often it was denied within the hour.</param>
internal sealed record RiskDecisionRow(
    string TimeUtc, string TimeKst, string Symbol, string Strategy, string Decision, string Order, string Signal, string Code, string Figures,
    int LimitsVersion, long Times);

/// <summary>Lists risk's decisions on signals from a journal, the allowed and the denied.</summary>
internal static class DecisionList
{
    public static IReadOnlyList<RiskDecisionRow> Of(IEnumerable<JournalEvent> journal)
    {
        List<RiskDecisionRow> rows = [];
        Dictionary<ClientOrderId, OrderIntended> intents = [];
        DenialList denials = new();
        foreach (JournalEvent recorded in journal)
        {
            switch (recorded.Event)
            {
                case OrderIntended e:
                    intents[e.ClientOrderId] = e;
                    break;
                case OrderPermitted e when intents.TryGetValue(e.ClientOrderId, out OrderIntended? intent):
                    rows.Add(Allowed(e, intent));
                    break;
                case OrderFilled or OrderCancelled or OrderRejected:
                    intents.Remove(((IPositionEvent)recorded.Event).ClientOrderId);
                    break;
                case IPortfolioEvent e:
                    denials.Take(e);
                    break;
            }
        }
        rows.AddRange(denials.All.Select(Denied));
        return [.. rows.OrderBy(r => r.TimeUtc, StringComparer.Ordinal)];
    }

    private static RiskDecisionRow Allowed(OrderPermitted e, OrderIntended intent) => new(
        e.At.ToString(), e.At.ToKstString(), intent.Symbol.Code, intent.Strategy, "allowed", e.ClientOrderId.Value,
        $"{(intent.Side == OrderSide.Buy ? "Enter" : "Exit")}: {intent.Reason}", "", string.Join(", ", e.Permission.Figures), e.Permission.LimitsVersion, 1);

    private static RiskDecisionRow Denied(DeniedSignal d) => new(
        d.TimeUtc, d.TimeKst, d.Symbol, d.Strategy, "denied", "", $"{d.Kind}: {d.Reason}", d.Code, d.Detail, d.LimitsVersion, d.Times);
}
