using System.Globalization;
using CoinPilot.Values;

namespace CoinPilot.Tests.Values;

public sealed class FeeRateTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.0005", 500)]
    [InlineData("0.00139", 1390)]
    [InlineData("0.000001", 1)]
    [InlineData("0.1", 100_000)]
    public void OfFraction_InRange_IsExactBothWays(string fraction, int partsPerMillion)
    {
        FeeRate rate = FeeRate.OfFraction(decimal.Parse(fraction, CultureInfo.InvariantCulture));

        Assert.Equal(partsPerMillion, rate.PartsPerMillion);
        Assert.Equal(decimal.Parse(fraction, CultureInfo.InvariantCulture), rate.ToFraction());
    }

    [Theory]
    [InlineData("-0.000001")]
    [InlineData("0.100001")]
    [InlineData("0.0000005")]
    public void OfFraction_NegativeTooHighOrTooFine_Throws(string fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FeeRate.OfFraction(decimal.Parse(fraction, CultureInfo.InvariantCulture)));

    [Fact]
    public void UpbitKrw_Rate_IsFiveHundredthsOfAPercent() => Assert.Equal(FeeRate.OfFraction(0.0005m), FeeRate.UpbitKrw);
}
