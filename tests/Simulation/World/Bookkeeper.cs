using CoinPilot.Actors.Trading;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Simulation.Invariants;
using CoinPilot.Values;

namespace CoinPilot.Simulation.World;

/// <summary>
/// Holds the account's cash against the exchange's in the midst of everything, as a running system does: the portfolio's mark, the balance and the
/// lists of orders are taken one after the other, and trading goes on between them. Nobody moves money by hand here, so nothing may be unexplained.
/// </summary>
internal sealed class Bookkeeper(SimWorld world)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(7);

    private readonly SeededRandom _random = new(world.Scenario.Seed ^ 0xCA5);
    private bool _isAsking;

    /// <summary>Comparisons that said something.</summary>
    public int Quiet { get; private set; }

    public void Start() => world.Clock.At(world.Clock.Now + Interval, () =>
    {
        _isAsking = true;
        if (world.Bug.ComparesCashAnyTime)
            TakeBalance(mark: null);
        else
            world.Nodes[0].AskPortfolio(new GetCashMark());
        Start();
    });

    public void OnMark(CashMark mark)
    {
        if (!_isAsking)
            return;
        _isAsking = false;
        if (world.Bug.ComparesCashAnyTime)
            Compare(new ReconcileCash(world.Exchange.Core.FreeCash + world.Exchange.Core.LockedCash, mark.Sequence, mark.Sequence, IsSettled: true, Accepts: false));
        else
            TakeBalance(mark);
    }

    public void OnFound(CashReconciliation found) => Quiet += found.IsQuiet ? 1 : 0;

    private void TakeBalance(CashMark? mark) => After(() =>
    {
        Money balance = world.Exchange.Core.FreeCash + world.Exchange.Core.LockedCash;
        if (mark is null)
            world.Nodes[0].AskPortfolio(new GetCashMark());
        else
            After(() => TakeLists(balance, mark.Sequence));
    });

    private void TakeLists(Money balance, long before)
    {
        IReadOnlyList<VenueOrder> all = world.Exchange.Orders;
        After(() =>
        {
            long after = 0;
            bool isSettled = true;
            foreach (Symbol symbol in world.Scenario.Symbols)
            {
                SymbolModel model = world.Invariants.Of(symbol);
                VenueStatement statement = new(Of(all, symbol, isOpen: true), Of(all, symbol, isOpen: false), Quantity.Zero);
                after += model.Sequence;
                isSettled &= PositionDecider.FindUnsettled(model.Book, statement).Count == 0;
            }
            Compare(new ReconcileCash(balance, before, after, isSettled, Accepts: false));
        });
    }

    private void Compare(ReconcileCash statement) => world.Nodes[0].AskPortfolio(statement);

    private void After(Action action) => world.Clock.At(world.Clock.Now + TimeSpan.FromMilliseconds(1 + _random.NextInt(60)), action);

    private static ValueList<StatedOrder> Of(IReadOnlyList<VenueOrder> all, Symbol symbol, bool isOpen) => ValueList<StatedOrder>.Of(
        all.Where(o => o.Request.Symbol == symbol && (o.State == VenueOrderState.Waiting) == isOpen).Select(o => new StatedOrder(
            new ClientOrderId(o.Request.Identifier), o.VenueOrderId, o.Request.Side, isOpen, o.Request.Quantity, o.Request.Price, o.Executed, o.CreatedAt)));
}
