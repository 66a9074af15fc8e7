using CoinPilot.Values;

namespace CoinPilot.Positions;

/// <summary>How much one sale may offer: a larger one is made in several.</summary>
public static class LargestSale
{
    /// <summary>Room for the price to rise until the venue values the order.</summary>
    private const decimal Percent = 95m;

    public static Quantity At(Price price, Money largestOrder) => largestOrder.PercentDown(Percent).QuantityDown(price);
}
