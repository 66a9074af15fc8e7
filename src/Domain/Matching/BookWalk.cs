using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>
/// The prices that a taker meets, best first: at each what others offer, then this account's own resting orders, which stand behind them.
/// Taking all of a price's own orders before <see cref="MoveNext"/> is allowed; nothing else may change meanwhile.
/// </summary>
public struct BookWalk
{
    private readonly RestingOrders _resting;
    private readonly OrderSide _taker;
    private Ladder _ladder;
    private bool _hasOthers;
    private int _ownIndex;

    internal BookWalk(VenueMarket market, OrderSide taker)
    {
        _taker = taker;
        _resting = market.RestingAgainst(taker);
        _ownIndex = _resting.LevelCount;
        _ladder = market.LadderFor(taker);
        NextOthers();
        NextOwn();
    }

    public Price Price { get; private set; }

    /// <summary>What others offer here.</summary>
    public Quantity Others { get; private set; }

    /// <summary>What this account's own orders offer here.</summary>
    public readonly Quantity OwnQuantity => Own?.Quantity ?? Quantity.Zero;

    internal PriceLevel? Own { get; private set; }

    private PriceLevel? Upcoming { get; set; }

    public bool MoveNext()
    {
        if (!_hasOthers && Upcoming is null)
            return false;
        bool takesOthers = _hasOthers && (Upcoming is null || !IsBetter(Upcoming.Price, _ladder.Price));
        bool takesOwn = Upcoming is not null && (!_hasOthers || !IsBetter(_ladder.Price, Upcoming.Price));
        Price = takesOthers ? _ladder.Price : Upcoming!.Price;
        Others = takesOthers ? _ladder.Available : Quantity.Zero;
        Own = takesOwn ? Upcoming : null;
        if (takesOthers)
            NextOthers();
        if (takesOwn)
            NextOwn();
        return true;
    }

    private void NextOthers()
    {
        do
            _hasOthers = _ladder.MoveNext();
        while (_hasOthers && _ladder.Available.IsZero);
    }

    private void NextOwn() => Upcoming = --_ownIndex >= 0 ? _resting.LevelAt(_ownIndex) : null;

    private readonly bool IsBetter(Price price, Price than) => _taker == OrderSide.Buy ? price < than : price > than;
}
