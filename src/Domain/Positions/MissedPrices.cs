using CoinPilot.MarketData;
using CoinPilot.Orders;

namespace CoinPilot.Positions;

/// <summary>
/// What candles tell of prices that nobody saw. A candle does not say whether its high or its low came first: the low is held against the stop as
/// it stood before, then the high moves a trailing stop, then the close, which came last, is held against it.
/// </summary>
internal static class MissedPrices
{
    public static Decision Observe(PositionBook book, IReadOnlyList<Candle> candles, in DecideContext context)
    {
        Draft draft = new(book, context);
        foreach (Candle candle in candles)
        {
            foreach (Order armed in draft.Book.WaitingOrders.Where(IsProtective).ToArray())
            {
                foreach (Values.Price price in (Values.Price[])[candle.Low, candle.High, candle.Close])
                {
                    if (draft.Book.FindOrder(armed.Id) is { Status: OrderStatus.Armed } order)
                        TriggerDecider.Observe(draft, order, price);
                }
            }
        }
        return draft.Decision;
    }

    // A target that was reached and lost again sells at less than it asked for; an entry would come late.
    private static bool IsProtective(Order order) =>
        order is { Status: OrderStatus.Armed, Side: OrderSide.Sell, Conditions.Trigger.Kind: TriggerKind.Stop or TriggerKind.TrailingStop };
}
