using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>
/// Watches prices and time for the orders of one symbol. Keeps the range of prices in which no armed order fires and no stop moves: a tick
/// costs two comparisons. Takes trades from the market only while an order is armed.
/// </summary>
internal sealed class OrderWatch(ActorRef market)
{
    private long _above;
    private long _below = long.MaxValue;
    private bool _isOn;
    private Timestamp _deadline;
    private Timestamp _since;

    /// <summary>True where the candle went further than any trade that was seen: some were missed, on a lost connection or before the start.</summary>
    public bool IsCrossed(in Candle candle) =>
        _isOn && (candle.Low.Units <= _above || candle.High.Units >= _below) && candle.OpenTime >= _since;

    /// <summary>Those candles that lie wholly after the last change of what waits: only their highs and lows say something certain.</summary>
    public IReadOnlyList<Candle> Unseen(IReadOnlyList<Candle> candles) => _isOn ? [.. candles.Where(c => c.OpenTime >= _since)] : [];

    /// <summary>What waits has not changed since then, before this process began.</summary>
    public void Resume(Timestamp since) => _since = since;

    public bool IsReached(Price price) => _isOn && (price.Units <= _above || price.Units >= _below);

    /// <summary>The timer has run.</summary>
    public void NoteDeadline() => _deadline = Timestamp.None;

    /// <summary>Watches for what the book waits for now.</summary>
    /// <param name="isFresh">True where an order is newly armed: it is held against the price of this moment at once.</param>
    /// <param name="context">The position actor's.</param>
    /// <param name="book">The symbol's orders.</param>
    public void Renew(PositionBook book, bool isFresh, IActorContext context)
    {
        bool wasOn = _isOn;
        (long above, long below) = (_above, _below);
        Measure(book);
        if (isFresh || (above, below) != (_above, _below))
            _since = context.Now;
        if (_isOn != wasOn || (_isOn && isFresh))
            context.Send(market, new SubscribeMarket(WantsTrades: _isOn) { WantsLast = _isOn });
        Timestamp deadline = PositionDecider.NextDeadline(book);
        if (deadline == _deadline)
            return;
        _deadline = deadline;
        if (deadline.IsSet)
            context.Schedule(nameof(DeadlineDue), deadline > context.Now ? deadline - context.Now : TimeSpan.Zero, new DeadlineDue());
        else
            context.Cancel(nameof(DeadlineDue));
    }

    private void Measure(PositionBook book)
    {
        _above = 0;
        _below = long.MaxValue;
        _isOn = false;
        foreach (Order order in book.WaitingOrders)
        {
            if (order.Status != OrderStatus.Armed)
                continue;
            _isOn = true;
            order.Conditions.Trigger.Narrow(order.Side, order.Best, ref _above, ref _below);
        }
    }
}
