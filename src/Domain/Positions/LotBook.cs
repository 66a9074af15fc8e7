using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>The <see cref="FifoLots"/> of one symbol's holders, folded from its events.</summary>
public sealed class LotBook
{
    private readonly Dictionary<ClientOrderId, (string Holder, OrderSide Side, Price Decided)> _orders = [];
    private readonly SortedDictionary<string, FifoLots> _lots = new(StringComparer.Ordinal);

    /// <summary>By holder, in the order of their names.</summary>
    public IReadOnlyDictionary<string, FifoLots> Lots => _lots;

    public void Take(IPositionEvent @event)
    {
        switch (@event)
        {
            case OrderIntended e:
                _orders[e.ClientOrderId] = (e.Strategy, e.Side, e.ReferencePrice);
                break;
            // What an order that waited is decided at is the price that fired it.
            case OrderTriggered e:
                _orders[e.ClientOrderId] = _orders[e.ClientOrderId] with { Decided = e.Price };
                break;
            case ExternalOrderAdopted e:
                _orders[e.ClientOrderId] = (Holder.External, e.Side, Price.None);
                break;
            case OrderExecuted e:
                Execute(e, _orders[e.ClientOrderId]);
                break;
            case OrderFilled or OrderCancelled:
                _orders.Remove(@event.ClientOrderId);
                break;
            case HoldingTransferred e:
                Of(e.To).Buy(e.Quantity, Of(e.From).Take(e.Quantity), e.At);
                break;
            case HoldingAdjusted e:
                Adjust(e);
                break;
        }
    }

    private void Execute(OrderExecuted e, (string Holder, OrderSide Side, Price Decided) order)
    {
        FifoLots lots = Of(order.Holder);
        lots.CountSlippage(order.Side, order.Decided, e.Quantity, e.Funds);
        if (order.Side == OrderSide.Buy)
            lots.Buy(e.Quantity, e.Funds, e.VenueTime);
        else
            lots.Sell(e.Quantity, e.Funds);
    }

    private void Adjust(HoldingAdjusted e)
    {
        FifoLots lots = Of(e.Strategy);
        if (e.Quantity < lots.Quantity)
            lots.Take(lots.Quantity - e.Quantity);
        else if (e.Quantity > lots.Quantity)
            lots.Buy(e.Quantity - lots.Quantity, e.Cost > lots.Cost ? e.Cost - lots.Cost : Money.Zero, e.At);
    }

    private FifoLots Of(string holder)
    {
        if (!_lots.TryGetValue(holder, out FifoLots? lots))
            _lots[holder] = lots = new FifoLots();
        return lots;
    }
}
