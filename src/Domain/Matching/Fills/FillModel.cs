using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Matching;

/// <summary>What a trade of others fills of the limits that rest. Models are stateless: what an order waited for is kept with the order.</summary>
/// <param name="share">How much of a trade's quantity this account's orders may have together, in parts per million, above 0 to 1,000,000.</param>
public abstract class FillModel(int share)
{
    private const int Whole = 1_000_000;

    private readonly int _share = share is > 0 and <= Whole
        ? share
        : throw new ArgumentOutOfRangeException(nameof(share), share, "a share is above 0 and at most 1,000,000 parts per million");

    /// <summary>Fills what a trade goes through, by all of its quantity.</summary>
    public static FillModel Usual { get; } = new ThroughFill(Whole);

    /// <summary>True where a trade at an order's own price may fill it; else only one beyond it does.</summary>
    public abstract bool FillsAtTouch { get; }

    /// <summary>What of a trade this account's orders may have together.</summary>
    public Quantity Available(in Trade trade) => _share == Whole
        ? trade.Quantity
        : Quantity.FromUnits(Fixed.MultiplyDivideDown(trade.Quantity.Units, _share, Whole));

    /// <summary>What of others stands before an order that comes to rest at <paramref name="price"/>.</summary>
    public virtual Quantity QueueAt(Price price, VenueRules rules) => Quantity.Zero;

    /// <summary>What of a trade at the order's own price is left for it once those before it are served.</summary>
    internal virtual Quantity Reaching(OpenOrder order, in Trade trade, Quantity quantity) => quantity;
}
