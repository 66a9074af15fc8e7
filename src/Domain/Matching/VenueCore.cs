using System.Runtime.CompilerServices;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>
/// A venue for one account, driven by the tape of others' trades, which our orders never alter. Takers meet a synthetic
/// <see cref="Ladder"/> around the last price; resting limits fill as makers, at their own price, only when the tape trades through them,
/// and by no more than the trade's quantity. Reads no clock and does no I/O: the same calls give the same answers. One thread at a time.
/// </summary>
/// <param name="rules">Fees, limits and depth.</param>
/// <param name="openingCash">KRW at the start.</param>
/// <param name="listener">Hears of every change of an order.</param>
/// <param name="newId">Names orders and trades; must never repeat itself.</param>
public sealed class VenueCore(VenueRules rules, Money openingCash, IVenueListener listener, Func<string> newId)
{
    private readonly VenueAccount _account = new(rules.Fee, openingCash);
    private readonly OrderArchive _archive = new(rules.FinishedOrdersKept);
    private readonly Dictionary<Symbol, VenueMarket> _bySymbol = [];
    private readonly List<VenueMarket> _markets = [];
    private long _sequence;

    /// <summary>KRW to use.</summary>
    public Money FreeCash => _account.Free;

    /// <summary>KRW in open buy orders, fees included.</summary>
    public Money LockedCash => _account.Locked;

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<VenueMarket> Markets => _markets;

    /// <summary>Orders that rest, oldest first.</summary>
    public IReadOnlyList<VenueOrder> OpenOrders =>
        [.. _markets.SelectMany(m => m.Bids.All.Concat(m.Asks.All)).OrderBy(o => o.Sequence).Select(o => o.Order)];

    /// <summary>Throws <see cref="ArgumentException"/> when the market is there already.</summary>
    public VenueMarket AddMarket(Symbol symbol)
    {
        var market = new VenueMarket(symbol, rules);
        _bySymbol.Add(symbol, market);
        _markets.Add(market);
        return market;
    }

    public VenueMarket? FindMarket(Symbol symbol) => _bySymbol.GetValueOrDefault(symbol);

    /// <summary>Coins from outside, carried at <paramref name="cost"/>.</summary>
    public void Deposit(VenueMarket market, Quantity quantity, Money cost)
    {
        market.Free += quantity;
        market.Cost += cost;
    }

    /// <summary>A trade of others: sets the last price and fills the resting limits that it went through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnTrade(VenueMarket market, in Trade trade)
    {
        market.LastPrice = trade.Price;
        if (trade.Price.Units < market.HighestBid || trade.Price.Units > market.LowestAsk)
            FillThrough(market, trade);
    }

    /// <summary>
    /// The order as it stands after all that it did at once, or why it was refused (then nothing has changed and its identifier is free).
    /// </summary>
    public (VenueError Error, VenueOrder? Order) Place(VenueOrderRequest request, Timestamp now)
    {
        if (!_bySymbol.TryGetValue(request.Symbol, out VenueMarket? market))
            return (VenueError.MarketNotFound, null);
        VenueError error = Check(request, market);
        if (error != VenueError.None)
            return (error, null);

        OpenOrder order = Accept(request, market, now);
        Execute(order, now);
        return (VenueError.None, order.Order);
    }

    /// <summary>What <see cref="Place"/> would refuse, without placing.</summary>
    public VenueError Check(VenueOrderRequest request, VenueMarket market)
    {
        // Before anything that the first use may have changed: a resend must hear that its order exists, not that the money is gone.
        if (_archive.IsTaken(request.Identifier))
            return VenueError.DuplicatedIdentifier;
        VenueError error = OrderChecks.Find(request, market);
        return error == VenueError.None && !_account.CanLock(market, request) ? VenueError.InsufficientFunds : error;
    }

    /// <summary>The order once cancelled; <see cref="VenueError.OrderNotFound"/> when it is unknown or has ended.</summary>
    public (VenueError Error, VenueOrder? Order) Cancel(string venueOrderId, Timestamp now)
    {
        if (_archive.Find(venueOrderId) is not { Order.State: VenueOrderState.Waiting } order)
            return (VenueError.OrderNotFound, null);
        order.Market.Unrest(order);
        Finish(order, VenueOrderState.Cancelled, now);
        return (VenueError.None, order.Order);
    }

    public VenueOrder? Find(string venueOrderId) => _archive.Find(venueOrderId)?.Order;

    public VenueOrder? FindByIdentifier(string identifier) => _archive.FindByIdentifier(identifier)?.Order;

    /// <summary>
    /// Takes one change that an earlier run's listener heard of; all of them, in their order, lead to where that run stood.
    /// Nobody is told. Throws <see cref="InvalidOperationException"/> for a change that cannot follow.
    /// </summary>
    public void Restore(VenueOrder order, VenueFill? fill)
    {
        OpenOrder? known = _archive.Find(order.VenueOrderId);
        if (known is null && fill is null && order.State == VenueOrderState.Waiting && FindMarket(order.Request.Symbol) is { } market)
        {
            OpenOrder accepted = new(market, order, _sequence++);
            _archive.Add(accepted);
            _account.Lock(accepted);
        }
        else if (known?.Order.State != VenueOrderState.Waiting)
            throw new InvalidOperationException($"a change of order {order.VenueOrderId}, which is not open");
        else if (fill is not null)
            _account.Settle(known, fill);
        else
            End(known, order.State);
    }

    /// <summary>Ends <see cref="Restore"/>: limits rest again; what an earlier run died in the middle of executing is cancelled, and told.</summary>
    public void FinishRestore(Timestamp now)
    {
        foreach (OpenOrder order in _archive.Waiting)
        {
            if (order.Order.Request is { Type: OrderType.Limit, TimeInForce: TimeInForce.Gtc or TimeInForce.PostOnly } && !order.IsFilled)
                order.Market.Rest(order);
            else
                Finish(order, order.IsFilled ? VenueOrderState.Done : VenueOrderState.Cancelled, now);
        }
    }

    private OpenOrder Accept(VenueOrderRequest request, VenueMarket market, Timestamp now)
    {
        Money locked = _account.LockFor(request, Quantity.Zero, Money.Zero);
        Money reservedFee = request.Side == OrderSide.Sell ? Money.Zero
            : request.Type == OrderType.Market ? locked - request.Funds
            : locked - Money.NotionalDown(request.Price, request.Quantity);
        var order = new OpenOrder(
            market,
            new VenueOrder(newId(), request, VenueOrderState.Waiting, now, Quantity.Zero, Money.Zero, Money.Zero, reservedFee, locked, FillList.Empty),
            _sequence++);
        _archive.Add(order);
        _account.Lock(order);
        listener.OnOrder(order.Order, null, now);
        return order;
    }

    private void Execute(OpenOrder order, Timestamp now)
    {
        VenueOrderRequest request = order.Order.Request;
        if (request.Type == OrderType.Market || MayTake(request, order.Market))
            Take(order, now);
        if (order.IsFilled)
            Finish(order, VenueOrderState.Done, now);
        else if (request.Type == OrderType.Market || request.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok || IsBarred(request, order.Market))
            Finish(order, VenueOrderState.Cancelled, now);
        else
            order.Market.Rest(order);
    }

    private static bool MayTake(VenueOrderRequest request, VenueMarket market) => request.TimeInForce switch
    {
        TimeInForce.PostOnly => false,
        TimeInForce.Fok => Taker.Reachable(market, request) >= request.Quantity,
        _ => true,
    };

    private static bool IsBarred(VenueOrderRequest request, VenueMarket market) =>
        request.TimeInForce == TimeInForce.PostOnly && !Taker.Reachable(market, request).IsZero;

    private void Take(OpenOrder order, Timestamp now)
    {
        Ladder ladder = order.Market.LadderFor(order.Side);
        while (!order.IsFilled && ladder.MoveNext() && Taker.Accepts(order.Order.Request, ladder.Price))
        {
            Quantity wanted = order.IsMarketBuy ? order.RemainingFunds.QuantityDown(ladder.Price) : order.Remaining;
            Quantity taken = Quantity.Min(wanted, ladder.Available);
            if (taken.IsZero)
                return;
            Fill(order, ladder.Price, taken, LiquiditySide.Taker, now);
        }
    }

    private void FillThrough(VenueMarket market, in Trade trade)
    {
        Quantity left = FillThrough(market.Bids, trade, trade.Quantity);
        FillThrough(market.Asks, trade, left);
    }

    private Quantity FillThrough(RestingOrders resting, in Trade trade, Quantity left)
    {
        while (!left.IsZero && resting.IsThrough(trade.Price))
        {
            OpenOrder order = resting.Best;
            Quantity filled = Quantity.Min(order.Remaining, left);
            left -= filled;
            Fill(order, order.Limit, filled, LiquiditySide.Maker, trade.Time);
            if (!order.IsFilled)
                break;
            order.Market.Unrest(order);
            Finish(order, VenueOrderState.Done, trade.Time);
        }
        return left;
    }

    private void Fill(OpenOrder order, Price price, Quantity quantity, LiquiditySide liquidity, Timestamp time)
    {
        Money funds = Money.NotionalDown(price, quantity);
        var fill = new VenueFill(newId(), price, quantity, funds, funds.FeeDown(rules.Fee), liquidity, time);
        _account.Settle(order, fill);
        listener.OnOrder(order.Order, fill, time);
    }

    private void Finish(OpenOrder order, VenueOrderState state, Timestamp time)
    {
        End(order, state);
        listener.OnOrder(order.Order, null, time);
    }

    private void End(OpenOrder order, VenueOrderState state)
    {
        _account.Release(order);
        order.Finish(state);
        _archive.NoteFinished(order);
    }
}
