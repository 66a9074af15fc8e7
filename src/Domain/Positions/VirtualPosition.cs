using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>
/// What one strategy holds of one symbol, at average cost. Profit is before fees; fees are counted apart, buys and sells together.
/// </summary>
/// <param name="Cost">What the quantity held has cost, without fees.</param>
/// <param name="OpenedAt">The venue's time of the fill that opened it; none when flat.</param>
public sealed record VirtualPosition(
    string Strategy, Quantity Quantity, Money Cost, Money RealisedProfit, Money Fees, Timestamp OpenedAt)
{
    public static VirtualPosition Flat(string strategy) => new(strategy, Quantity.Zero, Money.Zero, Money.Zero, Money.Zero, Timestamp.None);

    /// <summary>Cost divided by quantity, cut to 1e-8; none when flat. For display: accounting keeps <see cref="Cost"/>.</summary>
    public Price AverageCost => Quantity.IsZero
        ? Price.None
        : new Price((long)Fixed.MultiplyDivideDown(Cost.Units, Fixed.One, Quantity.Units));

    /// <summary>Value at <paramref name="mark"/> less cost; zero without a mark.</summary>
    public Money UnrealisedProfit(Price mark) => mark.IsSet ? Money.NotionalDown(mark, Quantity) - Cost : Money.Zero;

    public VirtualPosition Bought(Quantity quantity, Money funds, Money fee, Timestamp time) => this with
    {
        Quantity = Quantity + quantity,
        Cost = Cost + funds,
        Fees = Fees + fee,
        OpenedAt = Quantity.IsZero ? time : OpenedAt,
    };

    /// <summary>The sold share of the cost leaves with it; selling all leaves no cost behind. Throws when more is sold than held.</summary>
    public VirtualPosition Sold(Quantity quantity, Money funds, Money fee)
    {
        Quantity rest = Quantity - quantity;
        Money share = rest.IsZero ? Cost : Cost.ShareDown(quantity, Quantity);
        return this with
        {
            Quantity = rest,
            Cost = Cost - share,
            RealisedProfit = RealisedProfit + (funds - share),
            Fees = Fees + fee,
            OpenedAt = rest.IsZero ? Timestamp.None : OpenedAt,
        };
    }
}
