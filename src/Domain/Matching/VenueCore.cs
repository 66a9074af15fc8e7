using System.Runtime.CompilerServices;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>
/// A venue for one account, driven by the tape of others' trades, which our orders never alter. Takers meet a synthetic
/// <see cref="Ladder"/> around the last price and, behind it at each price, the account's own resting orders; resting limits fill as makers, at their own price, as the rules' <see cref="FillModel"/>
/// has it: unless told otherwise only when the tape trades through them, and by no more than the trade's quantity. Reads no clock and does no I/O: the same calls give the same answers. One thread at a time.
/// </summary>
public sealed class VenueCore
{
    private readonly VenueRules _rules;
    private readonly IVenueListener _listener;
    private readonly Func<string> _newId;
    private readonly VenueAccount _account;
    private readonly OrderArchive _archive;
    private readonly Execution _execution;
    private readonly Dictionary<Symbol, VenueMarket> _bySymbol = [];
    private readonly List<VenueMarket> _markets = [];
    private long _sequence;

    /// <param name="rules">Fees, limits and depth.</param>
    /// <param name="openingCash">KRW at the start.</param>
    /// <param name="listener">Hears of every change of an order.</param>
    /// <param name="newId">Names orders and trades; must never repeat itself.</param>
    public VenueCore(VenueRules rules, Money openingCash, IVenueListener listener, Func<string> newId)
    {
        (_rules, _listener, _newId) = (rules, listener, newId);
        _account = new VenueAccount(rules.HighestFee, openingCash);
        _archive = new OrderArchive(rules.FinishedOrdersKept);
        _execution = new Execution(rules, _account, _archive, listener, newId);
    }

    /// <summary>KRW to use.</summary>
    public Money FreeCash => _account.Free;

    /// <summary>KRW in open buy orders, fees included.</summary>
    public Money LockedCash => _account.Locked;

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<VenueMarket> Markets => _markets;

    /// <summary>Orders that rest, oldest first.</summary>
    public IReadOnlyList<VenueOrder> OpenOrders =>
        [.. _markets.SelectMany(m => m.Bids.All.Concat(m.Asks.All)).OrderBy(o => o.Sequence).Select(o => o.Order)];

    /// <summary>
    /// <paramref name="rules"/> give this market its own depth, ticks and limits; the fee is the core's.
    /// Throws <see cref="ArgumentException"/> when the market is there already.
    /// </summary>
    public VenueMarket AddMarket(Symbol symbol, VenueRules? rules = null)
    {
        var market = new VenueMarket(symbol, rules ?? _rules);
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

    /// <summary>A trade of others: sets the last price and fills the resting limits that it reaches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnTrade(VenueMarket market, in Trade trade)
    {
        market.LastPrice = trade.Price;
        if (trade.Price.Units < market.BidReach || trade.Price.Units > market.AskReach)
            _execution.FillReached(market, trade);
    }

    /// <summary>
    /// The order as it stands after all that it did at once, or why it was refused (then nothing has changed and its identifier is free).
    /// </summary>
    /// <param name="request">The order.</param>
    /// <param name="now">When it arrives.</param>
    /// <param name="venueOrderId">Its id, when one was promised already.</param>
    public (VenueError Error, VenueOrder? Order) Place(VenueOrderRequest request, Timestamp now, string? venueOrderId = null)
    {
        VenueError error = Check(request);
        if (error != VenueError.None)
            return (error, null);
        OpenOrder order = Accept(request, _bySymbol[request.Symbol], now, venueOrderId ?? _newId());
        _execution.Run(order, now);
        return (VenueError.None, order.Order);
    }

    /// <summary>What <see cref="Place"/> would refuse the order for, were <paramref name="cancelledFirst"/> cancelled before; nothing changes.</summary>
    public VenueError Check(VenueOrderRequest request, string? cancelledFirst = null)
    {
        if (!_bySymbol.TryGetValue(request.Symbol, out VenueMarket? market))
            return VenueError.MarketNotFound;
        // Before anything that the first use may have changed: a resend must hear that its order exists, not that the money is gone.
        if (_archive.IsTaken(request.Identifier))
            return VenueError.DuplicatedIdentifier;
        VenueError error = OrderChecks.Find(request, market);
        if (error != VenueError.None)
            return error;
        OpenOrder? released = cancelledFirst is null ? null : FindWaiting(cancelledFirst);
        return _account.CanLock(market, request, released) ? VenueError.None : VenueError.InsufficientFunds;
    }

    /// <summary>The order as <see cref="Place"/> would accept it; it does not exist.</summary>
    public VenueOrder Preview(VenueOrderRequest request, Timestamp now) => NewOrder(request, now, _newId());

    /// <summary>The order once cancelled; <see cref="VenueError.OrderNotFound"/> when it is unknown or has ended.</summary>
    public (VenueError Error, VenueOrder? Order) Cancel(string venueOrderId, Timestamp now)
    {
        if (FindWaiting(venueOrderId) is not { } order)
            return (VenueError.OrderNotFound, null);
        order.Market.Unrest(order);
        _execution.Finish(order, VenueOrderState.Cancelled, now);
        return (VenueError.None, order.Order);
    }

    /// <summary>
    /// Cancels an open order and places another of the same market and side, or refuses both; the new order once it has done all that it
    /// did at once.
    /// </summary>
    public (VenueError Error, VenueOrder? Order) Replace(string venueOrderId, VenueOrderRequest request, Timestamp now, string? newVenueOrderId = null)
    {
        if (FindWaiting(venueOrderId) is not { } old)
            return (VenueError.OrderNotFound, null);
        if (old.Market.Symbol != request.Symbol || old.Side != request.Side)
            return (VenueError.InvalidParameter, null);
        VenueError error = Check(request, venueOrderId);
        if (error != VenueError.None)
            return (error, null);
        Cancel(venueOrderId, now);
        return Place(request, now, newVenueOrderId);
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
        else if (order.State == VenueOrderState.Waiting)
            _account.Prevent(known, order.Prevented.Volume - known.Order.Prevented.Volume, order.Prevented.Funds - known.Order.Prevented.Funds);
        else
            _execution.End(known, order.State);
    }

    /// <summary>Ends <see cref="Restore"/>: limits rest again; what an earlier run died in the middle of executing is cancelled, and told.</summary>
    public void FinishRestore(Timestamp now)
    {
        foreach (OpenOrder order in _archive.Waiting)
        {
            if (order.Order.Request is { Type: OrderType.Limit, TimeInForce: TimeInForce.Gtc or TimeInForce.PostOnly } && !order.IsExhausted)
                order.Market.Rest(order);
            else
                _execution.Finish(order, order.EndState, now);
        }
    }

    private OpenOrder? FindWaiting(string venueOrderId) =>
        _archive.Find(venueOrderId) is { Order.State: VenueOrderState.Waiting } order ? order : null;

    private VenueOrder NewOrder(VenueOrderRequest request, Timestamp now, string venueOrderId)
    {
        Money locked = _account.LockFor(request, Quantity.Zero, Money.Zero);
        Money reservedFee = request.Side == OrderSide.Sell ? Money.Zero
            : locked - (request.StatesFunds ? request.Funds : Money.NotionalDown(request.Price, request.Quantity));
        return new VenueOrder(
            venueOrderId, request, VenueOrderState.Waiting, now, Quantity.Zero, Money.Zero, Money.Zero, reservedFee, locked, FillList.Empty);
    }

    private OpenOrder Accept(VenueOrderRequest request, VenueMarket market, Timestamp now, string venueOrderId)
    {
        var order = new OpenOrder(market, NewOrder(request, now, venueOrderId), _sequence++);
        _archive.Add(order);
        _account.Lock(order);
        _listener.OnOrder(order.Order, null, now);
        return order;
    }
}
