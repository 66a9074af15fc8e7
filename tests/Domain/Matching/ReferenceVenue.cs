using CoinPilot.Matching;
using CoinPilot.Orders;

namespace CoinPilot.Tests.Matching;

/// <summary>
/// The venue's rules once more, as plainly as they can be put and in decimals: no levels, no queues; whatever a taker may meet is sorted anew
/// for every order. One market whose tick is 1 everywhere.
/// </summary>
internal sealed class ReferenceVenue(decimal cash, decimal coins, decimal feeRate, int levels, decimal levelFunds)
{
    private readonly List<Entry> _orders = [];

    public decimal FreeCash { get; private set; } = cash;

    public decimal FreeCoins { get; private set; } = coins;

    public decimal Last { get; set; }

    /// <summary>What happened, one line each.</summary>
    public List<string> Log { get; } = [];

    public decimal LockedCash => _orders.Where(o => o.IsOpen).Sum(o => o.Lock(feeRate));

    public decimal LockedCoins => _orders.Where(o => o.IsOpen && !o.IsBuy).Sum(o => o.Left);

    public int Count => _orders.Count;

    public bool IsOpen(int id) => _orders[id].IsOpen;

    /// <summary>False when there is not enough money or coins, a market order does not fit into the book, or a best order meets none.</summary>
    public bool Place(Entry order)
    {
        bool isPaid = order.IsBuy ? order.Lock(feeRate) <= FreeCash : order.Volume <= FreeCoins;
        if (!isPaid || (order.Type == OrderType.Market && !Fits(order)) || (order.Type == OrderType.Best && Book(order).Count == 0))
            return false;
        order.Id = _orders.Count;
        _orders.Add(order);
        Take(order.Lock(feeRate), order.IsBuy ? 0 : order.Volume);
        Log.Add($"{order.Id} wait");
        if (order.TimeInForce != TimeInForce.PostOnly && (order.TimeInForce != TimeInForce.Fok || CanFillWhole(order)))
            Match(order);
        bool barred = order.TimeInForce == TimeInForce.PostOnly && Book(order).Exists(b => Accepts(order, b.Price, b.Price));
        if (order.IsDone || order.Type != OrderType.Limit || order.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok || barred)
            End(order);
        return true;
    }

    public void Cancel(int id) => End(_orders[id]);

    public void Trade(decimal price, decimal volume)
    {
        Last = price;
        IEnumerable<Entry> reached = _orders
            .Where(o => o.IsOpen && (o.IsBuy ? price < o.Price : price > o.Price))
            .OrderByDescending(o => o.IsBuy).ThenBy(o => o.IsBuy ? -o.Price : o.Price).ThenBy(o => o.Id);
        foreach (Entry order in reached.ToArray())
        {
            decimal filled = Math.Min(order.Left, volume);
            if (filled == 0)
                return;
            volume -= filled;
            Fill(order, order.Price, filled, "maker");
            if (order.IsDone)
                End(order);
        }
    }

    private static decimal Cut(decimal value) => decimal.Truncate(value * 100_000_000m) / 100_000_000m;

    private static bool Accepts(Entry order, decimal price, decimal best) => order.Type switch
    {
        OrderType.Limit => order.IsBuy ? price <= order.Price : price >= order.Price,
        OrderType.Best => price == best,
        _ => true,
    };

    /// <summary>Everything on the other side, the best first; at one price others before our own, then by age.</summary>
    private List<(decimal Price, decimal Volume, Entry? Own)> Book(Entry taker)
    {
        var book = new List<(decimal Price, decimal Volume, Entry? Own)>();
        for (int i = 1; i <= levels; i++)
        {
            decimal price = taker.IsBuy ? Last + i : Last - i;
            if (Cut(levelFunds / price) > 0)
                book.Add((price, Cut(levelFunds / price), null));
        }
        book.AddRange(_orders.Where(o => o.IsOpen && o.IsBuy != taker.IsBuy).Select(o => (o.Price, o.Left, (Entry?)o)));
        return [.. book.OrderBy(b => taker.IsBuy ? b.Price : -b.Price).ThenBy(b => b.Own?.Id ?? -1)];
    }

    private bool Fits(Entry order)
    {
        var shown = Book(order).GroupBy(b => b.Price).Take(levels).ToArray();
        return order.StatesFunds
            ? shown.Sum(l => Cut(l.Key * l.Sum(b => b.Volume))) >= order.Funds
            : shown.Sum(l => l.Sum(b => b.Volume)) >= order.Volume;
    }

    private bool CanFillWhole(Entry order)
    {
        var book = Book(order);
        if (book.Count == 0)
            return false;
        decimal wanted = order.StatesFunds ? Cut(order.Funds / book[0].Price) : order.Volume;
        foreach ((decimal price, decimal volume, Entry? own) in book.Where(b => Accepts(order, b.Price, book[0].Price)))
        {
            if (own is not null && order.SelfMatch == SelfMatch.CancelMaker)
                continue;
            if (own is not null && order.SelfMatch != SelfMatch.Allowed)
                return false;
            wanted -= volume;
            if (wanted <= 0)
                return true;
        }
        return false;
    }

    private void Match(Entry taker)
    {
        var book = Book(taker);
        foreach ((decimal price, decimal volume, Entry? own) in book.Where(b => Accepts(taker, b.Price, book[0].Price)))
        {
            decimal wanted = taker.StatesFunds ? Cut(taker.FundsLeft / price) : taker.Left;
            if (wanted == 0)
                return;
            decimal common = Math.Min(wanted, volume);
            if (own is null)
                Fill(taker, price, common, "taker");
            else if (taker.SelfMatch == SelfMatch.Allowed)
            {
                Fill(own, price, common, "maker");
                Fill(taker, price, common, "taker");
            }
            else if (taker.SelfMatch == SelfMatch.CancelMaker)
                Prevent(own, own.Left, 0);
            else if (taker.SelfMatch == SelfMatch.CancelTaker)
                Prevent(taker, wanted, taker.FundsLeft);
            else
            {
                Prevent(own, common, 0);
                Prevent(taker, common, Cut(price * common));
            }
            if (own is { IsDone: true })
                End(own);
            if (taker.IsDone)
                return;
        }
    }

    private void Fill(Entry order, decimal price, decimal volume, string role)
    {
        decimal funds = Cut(price * volume), fee = Cut(funds * feeRate), before = order.Lock(feeRate);
        order.Executed += volume;
        order.Spent += funds;
        decimal freed = before - order.Lock(feeRate);
        if (order.IsBuy)
            (FreeCash, FreeCoins) = (FreeCash + freed - funds - fee, FreeCoins + volume);
        else
            FreeCash += funds - fee;
        Log.Add($"{order.Id} {role} {volume:0.########} at {price:0.########}");
    }

    private void Prevent(Entry order, decimal volume, decimal funds)
    {
        decimal before = order.Lock(feeRate);
        order.Prevented += volume;
        order.PreventedFunds += order.StatesFunds ? funds : 0;
        Take(order.Lock(feeRate) - before, order.IsBuy ? 0 : -volume);
        Log.Add($"{order.Id} prevented {order.Prevented:0.########}");
    }

    private void End(Entry order)
    {
        order.IsOpen = false;
        Take(-order.Lock(feeRate), order.IsBuy ? 0 : -order.Left);
        Log.Add($"{order.Id} {(order.IsDone && order.Prevented == 0 ? "done" : "cancel")}");
    }

    private void Take(decimal cash, decimal coins) => (FreeCash, FreeCoins) = (FreeCash - cash, FreeCoins - coins);

    /// <summary>An order; a new one has only the terms.</summary>
    internal sealed record Entry(bool IsBuy, OrderType Type, TimeInForce TimeInForce, SelfMatch SelfMatch, decimal Price, decimal Volume, decimal Funds)
    {
        public int Id { get; set; }
        public bool IsOpen { get; set; } = true;
        public decimal Executed { get; set; }
        public decimal Spent { get; set; }
        public decimal Prevented { get; set; }
        public decimal PreventedFunds { get; set; }
        public bool StatesFunds => IsBuy && Type != OrderType.Limit;
        public decimal Left => Volume - Executed - Prevented;
        public decimal FundsLeft => Funds - Spent - PreventedFunds;
        public bool IsDone => StatesFunds ? FundsLeft == 0 : Left == 0;

        public decimal Lock(decimal feeRate)
        {
            decimal open = !IsBuy ? 0 : StatesFunds ? FundsLeft : Cut(Price * Left);
            return open + Cut(open * feeRate);
        }
    }
}
