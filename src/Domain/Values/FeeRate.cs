namespace CoinPilot.Values;

/// <summary>A fee as parts per million of the traded value: 500 is 0.05 %. <c>default</c> is no fee.</summary>
public readonly record struct FeeRate(int PartsPerMillion)
{
    /// <summary>Upbit's KRW markets: 0.05 %, maker and taker.</summary>
    public static FeeRate UpbitKrw => new(500);

    /// <summary>From a fraction such as 0.0005; throws when negative, above 10 % or finer than one part per million.</summary>
    public static FeeRate OfFraction(decimal fraction)
    {
        decimal parts = fraction * 1_000_000m;
        if (parts < 0 || parts > 100_000 || decimal.Truncate(parts) != parts)
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "a fee rate is 0 to 0.1 in steps of 0.000001");
        return new FeeRate((int)parts);
    }

    /// <summary>The rate as a fraction: 0.0005.</summary>
    public decimal ToFraction() => PartsPerMillion / 1_000_000m;
}
