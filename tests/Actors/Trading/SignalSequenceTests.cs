using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Portfolio;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Trading;

/// <summary>
/// Random signals of two strategies on six symbols, many at the same instant, with a venue that fills at once, late or not at all, prices that move,
/// days that pass, restarts and the kill switch. Every buy that reaches the venue is held to every limit by a model that knows only venue and journal.
/// </summary>
public sealed class SignalSequenceTests
{
    private const int Sequences = 10_000;
    private const int Symbols = 6;
    private static readonly string[] Strategies = ["one", "two"];
    private static readonly Money Cash = Money.Of(10_000_000m);

    // Of exposure and positions the tighter one speaks; each is it in half of the sequences.
    private static RiskLimits LimitsOf(int seed) => RiskLimits.Default with
    {
        EntriesPerMinute = 2, LossesInARow = 2, LossPause = TimeSpan.FromMinutes(45),
        MaxPositions = seed / 4 % 2 == 0 ? 3 : 5, MaxTotalExposurePercent = seed / 4 % 2 == 0 ? 100m : 55m,
    };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Entries_OfRandomSignals_ExceedNoLimitAtAnyInstant(int part)
    {
        int entries = 0;
        SortedSet<string> codes = new(StringComparer.Ordinal);
        for (int seed = part; seed < Sequences; seed += 4)
            entries += new Sequence(seed).Run(codes);

        Assert.True(entries > Sequences / 4, $"only {entries} entries");
        // Each of the limits was reached, and denied something.
        string[] reached =
        [
            RiskCode.KillSwitch, RiskCode.TotalExposure, RiskCode.Positions, RiskCode.DuplicateEntry, RiskCode.DailyLoss, RiskCode.DailyEntries,
            RiskCode.LossPause, RiskCode.EntryInterval, RiskCode.OrderRate,
        ];
        Assert.Empty(reached.Except(codes));
    }

    private sealed class Sequence
    {
        private readonly SeededRandom _random;
        private readonly int _seed;
        private readonly RiskLimits _limits;
        private readonly Floor _floor;
        private readonly List<(Timestamp At, Symbol Symbol)> _entries = [];
        private readonly List<SubmitOrder> _late = [];
        private decimal _price = 100m;
        private int _silence;

        public Sequence(int seed)
        {
            _seed = seed;
            _limits = LimitsOf(seed);
            _random = new SeededRandom((ulong)seed + 1);
            _floor = new Floor(new FloorOptions { Symbols = Symbols, Limits = _limits, Strategies = [], Heartbeat = null, Cash = Cash.ToDecimal() });
            _floor.Venue.Script = Answer;
        }

        public int Run(SortedSet<string> codes)
        {
            for (int step = 0; step < 14; step++)
                Step();
            codes.UnionWith(_floor.Account.Denials.Select(d => d.Code));
            Assert.All(_floor.PortfolioEvents.OfType<ReferenceEquityFixed>().GroupBy(e => e.Day), day => Assert.Single(day));
            return _entries.Count;
        }

        private void Step()
        {
            _price = Math.Max(50m, _price + _random.NextInt(5) - 2);
            _floor.Venue.Price = Price.Of(_price);
            _silence = _random.NextInt(3);
            _floor.Minute(_price, _price);
            switch (_random.NextInt(12))
            {
                case 0:
                    _floor.Wait(3600 * _random.NextInt(20));
                    break;
                case 1:
                    _floor.Restart();
                    break;
                case 2:
                    _floor.Tell(_floor.Portfolio, new EngageKillSwitch("test"));
                    break;
                case 3 or 4:
                    _floor.Tell(_floor.Portfolio, new ReleaseKillSwitch("test"));
                    break;
                case 5:
                    Deliver();
                    break;
                case 6:
                    Signal(IntentKind.Exit);
                    break;
                default:
                    _floor.Wait(60 * _random.NextInt(20));
                    _floor.Minute(_price, _price);
                    Signal(IntentKind.Enter);
                    break;
            }
        }

        // All reach their risk actors before any of them is handled.
        private void Signal(IntentKind kind)
        {
            for (int i = 0; i < Symbols; i++)
            {
                string strategy = Strategies[_random.NextInt(2)];
                if (_random.NextInt(3) == 0)
                    continue;
                Quantity held = kind == IntentKind.Exit ? _floor.Book(i).PositionOf(strategy).Quantity : Quantity.Zero;
                if (kind == IntentKind.Enter || !held.IsZero)
                    _floor.Engine.Tell(_floor.Refs(i).Risk, new Signal(strategy, new Intent(kind, "test"), held));
            }
            _floor.Engine.RunUntilIdle();
        }

        private void Deliver()
        {
            foreach (SubmitOrder order in _late)
                _floor.Tell(_floor.Refs(Array.IndexOf([.. _floor.Symbols], order.Symbol)).Position, _floor.Venue.Fill(order));
            _late.Clear();
        }

        private IExecutionReply? Answer(IExecutionCommand command)
        {
            if (command is LookUpOrder && _late.Find(o => o.ClientOrderId == command.ClientOrderId) is { } asked)
            {
                _late.Remove(asked);
                return _floor.Venue.Fill(asked);
            }
            if (command is not SubmitOrder order)
                return _floor.Venue.Fill(command);
            if (order.Side == OrderSide.Buy)
                Check(order);
            if (_silence == 0 && order.Side == OrderSide.Buy)
            {
                _late.Add(order);
                return null;
            }
            return _silence == 1 && _random.NextInt(3) == 0
                ? new SubmitRejected(order.ClientOrderId, order.Symbol, "refused", "test")
                : _floor.Venue.Fill(order);
        }

        // By what the journals say: books are folded anew, the portfolio's events read as they stand.
        private void Check(SubmitOrder order)
        {
            Timestamp now = _floor.Engine.Now;
            AccountState account = AccountState.Unopened.Apply(_floor.PortfolioEvents.Cast<IPortfolioEvent>());
            List<Positions.PositionBook> books = [.. _floor.Symbols.Select(Fold)];
            Money open = books.Aggregate(Money.Zero, (sum, b) => sum + b.CommittedFunds(_limits.Fee));
            Money worth = books.Aggregate(Money.Zero, (sum, b) => sum + Money.NotionalDown(Price.Of(_price), b.TotalQuantity));
            Money cash = Cash + books.Aggregate(Money.Zero, (sum, b) => sum + b.CashFlow);
            Money equity = cash + worth;
            Timestamp day = now.FloorTo(TimeSpan.FromDays(1));

            Require(account.KillSwitchReason is null, "the kill switch is on");
            Require(cash >= open, $"cash {cash}, open buys {open}");
            Require(order.Funds <= account.ReferenceEquity.PercentDown(_limits.MaxOrderPercent), $"spends {order.Funds} of {account.ReferenceEquity}");
            Require(worth + open <= account.ReferenceEquity.PercentDown(_limits.MaxTotalExposurePercent) + order.Funds.FeeDown(_limits.Fee), $"exposure {worth} + {open}");
            Require(books.Count(b => b.OpenOrders.Any(o => o.Side == OrderSide.Buy) || !b.TotalQuantity.IsZero) <= _limits.MaxPositions, "too many positions");
            Positions.PositionBook own = books.Single(b => b.Symbol == order.Symbol);
            Require(own.TotalQuantity.IsZero && own.OpenOrders.Count(o => o.Side == OrderSide.Buy) == 1, "a second entry");
            Require(!account.Pace.IsDailyLossReached && equity > account.Pace.DayEquity.PercentDown(100m - _limits.DailyLossPercent), $"equity {equity} of {account.Pace.DayEquity}");
            Require(now >= account.Pace.PausedUntil, "entries pause");
            Require(_entries.Count(e => e.At >= day) < _limits.DailyEntries, "too many entries today");
            Require(_entries.Count(e => now - e.At < TimeSpan.FromMinutes(1)) < _limits.EntriesPerMinute, "too many entries a minute");
            Require(_entries.All(e => e.Symbol != order.Symbol || now - e.At >= _limits.EntryInterval), "too soon after the symbol's last entry");
            Require(_floor.PortfolioEvents.OfType<EntryGranted>().Any(g => g.Symbol == order.Symbol && g.At == now && g.Funds == order.Funds), "it was not granted");
            _entries.Add((now, order.Symbol));
        }

        private Positions.PositionBook Fold(Symbol symbol) => _floor.Journal.Read(PositionActor.EntityOf(symbol))
            .Aggregate(Positions.PositionBook.Empty(symbol), (book, e) => Positions.PositionFold.Apply(book, (Positions.IPositionEvent)e.Event));

        private void Require(bool holds, string what)
        {
            if (!holds)
                throw new InvalidOperationException($"seed {_seed}, {_floor.Engine.Now}: {what}");
        }
    }
}
