using CoinPilot.Orders;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>
/// The synthetic levels that a taker meets, best first: so many ticks from the last trade, one tick apart, each worth
/// <see cref="VenueRules.FundsAt"/>. It is made anew from the tape for every order; our own orders never thin it out.
/// Ends early where the price would fall to zero. With a <see cref="VenueRules.FlatSlippage"/> it is one price that holds all.
/// </summary>
public struct Ladder(VenueRules rules, Price last, OrderSide taker)
{
    private readonly VenueRules _rules = rules;
    private readonly OrderSide _taker = taker;
    private Price _price = last;
    private int _level = -1;

    /// <summary>The level's price, once <see cref="MoveNext"/> was true.</summary>
    public readonly Price Price => _price;

    /// <summary>What the level holds.</summary>
    public readonly Quantity Available => (_rules.FlatSlippage is null ? _rules.FundsAt(_price) : Plenty).QuantityDown(_price);

    // More than any order may take.
    private readonly Money Plenty => new(checked(2 * _rules.MaximumTotal.Units));

    /// <summary>Goes to the next level; false after the last, and when there is no last price.</summary>
    public bool MoveNext()
    {
        if (!_price.IsSet || ++_level >= (_rules.FlatSlippage is null ? _rules.Levels : 1))
            return false;
        if (_level > 0)
            _price = Step(_price);
        else
            _price = First();
        return _price.IsSet;
    }

    private readonly Price First()
    {
        if (_rules.FlatSlippage is { } slippage)
            return Flat(slippage);
        if (_rules.SpreadTicks == 0)
            return _taker == OrderSide.Buy ? _rules.Ticks.CeilingToTick(_price) : _rules.Ticks.FloorToTick(_price);
        Price price = _price;
        for (int tick = 0; tick < _rules.SpreadTicks && price.IsSet; tick++)
            price = Step(price);
        return price;
    }

    // Rounded against the taker; on no tick, since a share of the price is what was asked for.
    private readonly Price Flat(int slippage)
    {
        Int128 off = Fixed.MultiplyDivideDown(_price.Units, slippage, 1_000_000);
        bool cut = off * 1_000_000 != (Int128)_price.Units * slippage;
        long far = (long)off + (cut ? 1 : 0);
        return _taker == OrderSide.Buy ? new Price(checked(_price.Units + far)) : far >= _price.Units ? Price.None : new Price(_price.Units - far);
    }

    private readonly Price Step(Price from) => _taker == OrderSide.Buy ? TickAbove(from) : TickBelow(from);

    private readonly Price TickAbove(Price price)
    {
        Price floor = _rules.Ticks.FloorToTick(price);
        return new Price(floor.Units + _rules.Ticks.StepAt(floor).Units);
    }

    /// <summary>The bracket just below decides the step down from its upper bound.</summary>
    private readonly Price TickBelow(Price price)
    {
        Price ceiling = _rules.Ticks.CeilingToTick(price);
        return ceiling.Units <= 1 ? Price.None : new Price(ceiling.Units - _rules.Ticks.StepAt(new Price(ceiling.Units - 1)).Units);
    }
}
