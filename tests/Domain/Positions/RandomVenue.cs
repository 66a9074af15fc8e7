using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Values;

namespace CoinPilot.Tests.Positions;

/// <summary>
/// A venue that executes at random and reports carelessly: late, twice, in parts, in any order, on closed and unknown orders.
/// Keeps its own account of every fill that reached an open order for the first time.
/// </summary>
internal sealed class RandomVenue(Random random)
{
    private readonly Dictionary<ClientOrderId, Line> _lines = [];
    private readonly HashSet<(ClientOrderId, string)> _seen = [];
    private int _trades;

    public sealed record Booking(string Strategy, bool Buy, Quantity Quantity, Money Funds, Money Fee);

    public Journal Journal { get; } = new();

    public List<Booking> Booked { get; } = [];

    /// <summary>What moved holdings other than fills.</summary>
    public List<IPositionEvent> Holdings { get; } = [];

    private static RiskPermission Permission { get; } = new(RiskScope.Entry, 1, ValueList<RiskFigure>.Empty);

    public void Step() => Tell(NextCommand());

    public IPositionCommand NextCommand() => random.Next(100) switch
    {
        < 24 => NextOrder(),
        < 68 => NextReport(),
        < 73 => NextRejection(),
        < 78 => new RecordAmbiguity(NextId(), "cause"),
        _ => NextChange(),
    };

    private IPositionCommand NextChange() => random.Next(9) switch
    {
        < 4 => new ObservePrice(Price.Of(NextPrice())),
        4 => new PassTime(),
        5 => new WithdrawOrders(NextStrategy(), random.Next(2) == 0 ? null : NextTag(), CancelCause.Strategy),
        6 => new AmendOrder(NextStrategy(), NextTag(), TickTable.FloorToTick(Price.Of(NextPrice()))),
        7 => random.Next(2) == 0 ? new ReleaseEntry(NextFired(), Money.Of(random.Next(1, 10_000))) { Permission = Permission } : new RefuseEntry(NextFired(), "RISK_CASH"),
        _ => new SetDustAside(NextStrategy(), Price.Of(NextPrice())),
    };

    // What the venue may have done something of already was not refused by it.
    private RecordRejection NextRejection()
    {
        ClientOrderId id = NextId();
        bool isKnown = _lines.TryGetValue(id, out Line? line) && !line.Executed.IsZero;
        return new RecordRejection(id, isKnown || random.Next(2) == 0 ? OrderRejected.NeverReached : "code", "message");
    }

    public void Tell(IPositionCommand command)
    {
        Decision decision = Journal.Tell(command);
        foreach (OrderIntended order in decision.Events.OfType<OrderIntended>())
            _lines[order.ClientOrderId] = new Line(order.Strategy, order.Side);
        if (command is RecordReport report && decision.Refusal is null)
            Account(report);
        Holdings.AddRange(decision.Events.Where(e => e is HoldingTransferred or HoldingAdjusted));
        Journal.At = Journal.At with { Now = Journal.At.Now + TimeSpan.FromSeconds(random.Next(60)) };
    }

    private void Account(RecordReport report)
    {
        Line order = _lines[report.ClientOrderId];
        foreach (ReportedFill fill in report.Fills)
        {
            if (!_seen.Add((report.ClientOrderId, fill.TradeId)))
                continue;
            Money funds = new(fill.Price.Units * fill.Quantity.Units / 100_000_000);
            Booked.Add(new Booking(order.Strategy, order.Side == OrderSide.Buy, fill.Quantity, funds, fill.Fee));
        }
    }

    private IntendOrder NextOrder()
    {
        string strategy = NextStrategy();
        decimal units = random.Next(4) == 0 ? 0.00000001m : random.Next(1_000_000_000) / 100_000_000m;
        IntendOrder order = random.Next(4) switch
        {
            0 => Journal.MarketBuy(units * 10_000, strategy),
            1 => Journal.Limit(OrderSide.Buy, units, NextPrice(), strategy),
            2 => Journal.MarketSell(random.Next(2) == 0 ? units : Journal.Book.Sellable(strategy).ToDecimal(), strategy),
            _ => Journal.Limit(OrderSide.Sell, decimal.Round(units / 4, 8), NextPrice(), strategy),
        };
        return random.Next(3) == 0 ? order : order with { Conditions = NextConditions(order.Side) };
    }

    private OrderConditions NextConditions(OrderSide side) => OrderConditions.None with
    {
        Tag = NextTag(),
        ReduceOnly = side == OrderSide.Sell && random.Next(3) > 0,
        ExpiresAt = random.Next(3) == 0 ? Journal.At.Now + TimeSpan.FromMinutes(random.Next(5)) : Timestamp.None,
        EscalatesAfter = random.Next(3) == 0 ? TimeSpan.FromMinutes(random.Next(1, 5)) : TimeSpan.Zero,
        Trigger = random.Next(2) == 0 ? NextTrigger() : Trigger.None,
        Group = random.Next(2) == 0 ? "g" : "",
        Bracket = side == OrderSide.Buy && random.Next(2) == 0
            ? new Bracket(Trigger.StopAt(Price.Of(NextPrice())), Price.None, Trigger.TakeProfitAt(Price.Of(NextPrice())), TimeSpan.Zero)
            : Bracket.None,
    };

    private Trigger NextTrigger() => random.Next(3) switch
    {
        0 => Trigger.StopAt(Price.Of(NextPrice())),
        1 => Trigger.TakeProfitAt(Price.Of(NextPrice())),
        _ => Trigger.Trailing(random.Next(1, 10_000)),
    };

    private string NextStrategy() => new[] { "a", "b", "c" }[random.Next(3)];

    private string NextTag() => new[] { "", "x", "y" }[random.Next(3)];

    private ClientOrderId NextFired() =>
        Journal.Book.WaitingOrders.Where(o => o.Status == OrderStatus.Triggered).Select(o => o.Id).FirstOrDefault(NextId());

    private RecordReport NextReport()
    {
        ClientOrderId id = NextId();
        if (!_lines.TryGetValue(id, out Line? line))
            return Journal.Report(id, closed: true, 0);
        // Only what was sent can be executed, and only as it stands.
        if (!line.Done && Journal.Book.FindOrder(id) is { IsWaiting: false } order && random.Next(3) > 0)
            Execute(line, order);
        line.Done |= random.Next(4) == 0;
        ReportedFill[] told = [.. line.Fills.Where(_ => random.Next(4) > 0)];
        random.Shuffle(told);
        if (told.Length > 0 && random.Next(3) == 0)
            told = [.. told, told[0]];
        return new RecordReport(
            id, random.Next(5) == 0 ? "" : "V-" + id.Value, line.Done, random.Next(4) == 0 ? null : line.Executed, told, Journal.Now);
    }

    private void Execute(Line line, Order order)
    {
        Price price = Price.Of(NextPrice());
        Quantity most = order.IsMarketBuy ? (order.Funds - line.Funds).QuantityDown(price)
            : order.Quantity > line.Executed ? order.Quantity - line.Executed
            : Quantity.Zero;
        if (most.IsZero)
            return;
        Quantity quantity = random.Next(3) == 0 ? most : Quantity.FromUnits(1 + random.NextInt128(60) % most.Units);
        Money fee = new(random.Next(1_000_000));
        line.Fills.Add(new ReportedFill($"t{++_trades}", price, quantity, fee, LiquiditySide.Taker, Journal.Now + TimeSpan.FromSeconds(_trades)));
        line.Executed += quantity;
        line.Funds += Money.NotionalDown(price, quantity);
    }

    private decimal NextPrice() => random.Next(3) == 0 ? random.Next(1, 1_000) / 100_000_000m : random.Next(1, 2_000_000_000) / 10_000m;

    private ClientOrderId NextId() => _lines.Count == 0 || random.Next(20) == 0
        ? new ClientOrderId("never-ours")
        : _lines.Keys.ElementAt(random.Next(Math.Max(0, _lines.Count - 8), _lines.Count));

    private sealed class Line(string strategy, OrderSide side)
    {
        public string Strategy => strategy;

        public OrderSide Side => side;

        public List<ReportedFill> Fills { get; } = [];

        public Quantity Executed { get; set; }

        public Money Funds { get; set; }

        public bool Done { get; set; }
    }
}
