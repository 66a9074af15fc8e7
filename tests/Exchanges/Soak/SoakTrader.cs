using CoinPilot.Actors.Trading;
using CoinPilot.Exchanges;
using CoinPilot.Orders;
using CoinPilot.Tests.Exchanges.Upbit;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Soak;

/// <summary>Places, cancels and replaces, and settles each doubt by look-up before it goes on.</summary>
internal sealed class SoakTrader(IExecutionVenue venue, SoakSink sink, IReadOnlyList<Symbol> symbols)
{
    private SeededRandom _random = new(11);
    private int _last;

    /// <summary>Those that the venue has, by its answers.</summary>
    public List<SubmitOrder> Placed { get; } = [];

    public async Task ActAsync()
    {
        int index = _random.NextInt(symbols.Count);
        if (!sink.Books.TryGetValue(index, out OrderBook? book))
            return;
        decimal bid = book.Bids[0].Price.ToDecimal();
        Quantity quantity = Quantity.Of(decimal.Round(20_000m / bid, 8));
        SubmitOrder order = new(NextId(), symbols[index], OrderSide.Buy, OrderType.Limit, TimeInForce.Gtc, quantity, book.Bids[3].Price, Money.Zero);
        switch (_random.NextInt(5))
        {
            case 0:
                await SettleAsync(order with { Type = OrderType.Market, Quantity = Quantity.Zero, Price = Price.None, Funds = Money.Of(20_000) });
                break;
            case 1:
                await SettleAsync(order with { Side = OrderSide.Sell, Type = OrderType.Market, Price = Price.None });
                break;
            case 2:
                await SettleAsync(order with { Price = book.Asks[0].Price });
                break;
            case 3:
                if (await SettleAsync(order))
                    await Until.TrueAsync(async () => await venue.CancelAsync(new CancelOrder(order.ClientOrderId, order.Symbol), default) is ExecutionReport);
                break;
            default:
                if (await SettleAsync(order))
                    await ReplaceAsync(order, order with { ClientOrderId = NextId(), Price = book.Bids[6].Price });
                break;
        }
    }

    private async Task<bool> SettleAsync(SubmitOrder order)
    {
        bool? isThere = null;
        await Until.TrueAsync(async () => (isThere = await FateAsync(order, await venue.SubmitAsync(order, default))) is not null);
        return Note(order, isThere);
    }

    private async Task ReplaceAsync(SubmitOrder old, SubmitOrder next)
    {
        bool? isThere = null;
        await Until.TrueAsync(async () =>
            (isThere = await FateAsync(next, (await venue.ReplaceAsync(new ReplaceOrder(old.ClientOrderId, next), default)).Next)) is not null);
        Note(next, isThere);
    }

    private bool Note(SubmitOrder order, bool? isThere)
    {
        if (isThere == true)
            Placed.Add(order);
        return isThere == true;
    }

    /// <summary>Whether the venue has the order; null: send it again, under the same id.</summary>
    private async Task<bool?> FateAsync(SubmitOrder order, IExecutionReply reply)
    {
        if (reply is not SubmitAmbiguous)
            return reply switch { ExecutionReport => true, SubmitRejected => false, _ => null };
        IExecutionReply found = new LookUpFailed(order.ClientOrderId, order.Symbol, "");
        await Until.TrueAsync(async () => (found = await venue.LookUpAsync(new LookUpOrder(order.ClientOrderId, order.Symbol), default)) is not LookUpFailed);
        return found is ExecutionReport ? true : null;
    }

    private ClientOrderId NextId() => new($"soak-{++_last}");
}
