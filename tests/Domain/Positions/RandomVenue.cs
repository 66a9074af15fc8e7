using CoinPilot.Orders;
using CoinPilot.Positions;
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

    public void Step() => Tell(NextCommand());

    public IPositionCommand NextCommand() => random.Next(100) switch
    {
        < 30 => NextOrder(),
        < 85 => NextReport(),
        < 92 => new RecordRejection(NextId(), "code", "message"),
        _ => new RecordAmbiguity(NextId(), "cause"),
    };

    public void Tell(IPositionCommand command)
    {
        bool open = command is RecordReport r && Journal.Book.FindOrder(r.ClientOrderId) is not null;
        Decision decision = Journal.Tell(command);
        if (command is IntendOrder order && decision.Refusal is null)
            _lines[decision.Events[0].ClientOrderId] = new Line(order);
        if (open)
            Account((RecordReport)command);
    }

    private void Account(RecordReport report)
    {
        IntendOrder order = _lines[report.ClientOrderId].Order;
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
        string strategy = new[] { "a", "b", "c" }[random.Next(3)];
        decimal units = random.Next(4) == 0 ? 0.00000001m : random.Next(1_000_000_000) / 100_000_000m;
        return random.Next(4) switch
        {
            0 => Journal.MarketBuy(units * 10_000, strategy),
            1 => Journal.Limit(OrderSide.Buy, units, NextPrice(), strategy),
            2 => Journal.MarketSell(random.Next(2) == 0 ? units : Journal.Book.Sellable(strategy).ToDecimal(), strategy),
            _ => Journal.Limit(OrderSide.Sell, decimal.Round(units / 4, 8), NextPrice(), strategy),
        };
    }

    private RecordReport NextReport()
    {
        ClientOrderId id = NextId();
        if (!_lines.TryGetValue(id, out Line? line))
            return Journal.Report(id, closed: true, 0);
        if (!line.Done && random.Next(3) > 0)
            Execute(line);
        line.Done |= random.Next(4) == 0;
        ReportedFill[] told = [.. line.Fills.Where(_ => random.Next(4) > 0)];
        random.Shuffle(told);
        if (told.Length > 0 && random.Next(3) == 0)
            told = [.. told, told[0]];
        return new RecordReport(
            id, random.Next(5) == 0 ? "" : "V-" + id.Value, line.Done, random.Next(4) == 0 ? null : line.Executed, told, Journal.Now);
    }

    private void Execute(Line line)
    {
        Price price = Price.Of(NextPrice());
        Quantity most = line.Order is { Side: OrderSide.Buy, Type: OrderType.Market }
            ? (line.Order.Funds - line.Funds).QuantityDown(price)
            : line.Order.Quantity - line.Executed;
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

    private sealed class Line(IntendOrder order)
    {
        public IntendOrder Order { get; } = order;

        public List<ReportedFill> Fills { get; } = [];

        public Quantity Executed { get; set; }

        public Money Funds { get; set; }

        public bool Done { get; set; }
    }
}
