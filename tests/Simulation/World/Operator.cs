using CoinPilot.Actors.Trading;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Values;

namespace CoinPilot.Simulation.World;

/// <summary>Who throws the kill switch and stops entries. Repeats a command until the account shows it; knows from when on entries must be denied.</summary>
internal sealed class Operator(SimWorld world)
{
    private bool _wanted;
    private bool _shown;
    private int _halts;

    /// <summary>Since when the system has said that entries are denied; null while it has not.</summary>
    public Timestamp? HaltedSince { get; private set; }

    /// <summary>What the portfolio last said of itself; null since its process ended.</summary>
    public AccountSnapshot? LastAccount { get; private set; }

    // Tells this halt from one before it, of which an answer may still be on its way.
    private string Reason => $"chaos {_halts}";

    public bool IsSettled => _wanted == _shown;

    public void Want(bool halted)
    {
        _wanted = halted;
        if (halted)
            _halts++;
        else
            HaltedSince = null;
        Command();
    }

    public void StopEntries()
    {
        if (!world.Nodes[0].IsUp || world.Nodes[0].IsPaused)
            return;
        world.Nodes[0].AskPortfolio(new StopEntries());
    }

    public void Repeat()
    {
        if (_wanted != _shown)
            Command();
    }

    private void Command()
    {
        if (world.Nodes[0].IsUp)
            world.Nodes[0].AskPortfolio(_wanted ? new EngageKillSwitch(Reason) : new ReleaseKillSwitch("calm"));
    }

    /// <summary>Offers what a strategy holds, so many thousandths above the last price.</summary>
    public void OfferAtLimit(Symbol symbol, int thousandths)
    {
        PositionBook book = world.Invariants.Of(symbol).Book;
        if (book.OpenOrders.Count > 0 || book.Positions.FirstOrDefault(p => !p.Quantity.IsZero) is not { } position)
            return;
        Price last = world.Exchange.Core.FindMarket(symbol)!.LastPrice;
        Price limit = TickTable.CeilingToTick(new Price(last.Units + last.Units / 1000 * thousandths));
        world.TellPosition(symbol, new PlaceOrder("", world.Nodes[world.OwnerOf(symbol)].Now, new IntendOrder(
            position.Strategy, OrderSide.Sell, OrderType.Limit, TimeInForce.Gtc, position.Quantity, limit, Money.Zero, last, world.NewReason())));
    }

    /// <summary>Withdraws every offer on the symbol.</summary>
    public void WithdrawOffers(Symbol symbol)
    {
        foreach (Order order in world.Invariants.Of(symbol).Book.OpenOrders.Where(o => o.Type == OrderType.Limit))
            world.TellPosition(symbol, new AbandonStrategy(order.Strategy));
    }

    public void OnAccount(AccountSnapshot account)
    {
        LastAccount = account;
        _shown = account.KillSwitchReason is not null;
        if (_wanted && account.KillSwitchReason == Reason)
            HaltedSince ??= world.Clock.Now;
    }

    public void OnProcessEnd(int node)
    {
        if (node == 0)
            LastAccount = null;
    }
}
