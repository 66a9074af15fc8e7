using CoinPilot.Actors.Backtest;
using CoinPilot.Positions;

namespace CoinPilot.App.Backtests.Truth;

/// <summary>Runs a backtest for what it decides alone.</summary>
internal delegate Task<DecisionList> DecideOver(IReadOnlyList<CandleSeries> series, BacktestOptions options, CancellationToken cancellation);

/// <summary>What a backtest decided: every order, in order, with its figures.</summary>
/// <param name="Failure">Why it ended early; null where it did not.</param>
internal sealed record DecisionList(IReadOnlyList<OrderIntended> Orders, string? Failure)
{
    public static async Task<DecisionList> OfAsync(IReadOnlyList<CandleSeries> series, BacktestOptions options, CancellationToken cancellation)
    {
        List<OrderIntended> orders = [];
        try
        {
            await BacktestRun.RunAsync(series, options with { OnOrder = orders.Add }, cancellation: cancellation);
            return new DecisionList(orders, null);
        }
        catch (BacktestStoppedException stopped)
        {
            return new DecisionList(orders, stopped.Message);
        }
    }

    /// <summary>The number of the first of the first <paramref name="count"/> orders that the other has otherwise, or not; null where it has them all.</summary>
    public int? FirstDifference(DecisionList other, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (i >= Orders.Count || i >= other.Orders.Count || Orders[i] != other.Orders[i])
                return i;
        }
        return null;
    }

    /// <summary>The order of that number in words, or why there is none.</summary>
    public string Describe(int index) => index < Orders.Count ? Describe(Orders[index]) : Failure ?? "no such order";

    private static string Describe(OrderIntended o) =>
        $"{o.At} {o.Symbol} {o.Strategy} {o.Side} {o.Type} quantity {o.Quantity} price {o.Price} funds {o.Funds}: {o.Reason}{(o.Because.Count > 0 ? $" [{string.Join(", ", o.Because)}]" : "")}";
}
