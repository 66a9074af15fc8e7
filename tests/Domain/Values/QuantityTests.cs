using System.Text;
using CoinPilot.Values;

namespace CoinPilot.Tests.Values;

public sealed class QuantityTests
{
    [Fact]
    public void Of_TenTrillionWithEightPlaces_IsExact()
    {
        Quantity quantity = Quantity.Of(10_000_000_000_000.12345678m);

        Assert.Equal("10000000000000.12345678", quantity.ToString());
        Assert.True(Quantity.TryParse("10000000000000.12345678"u8, out Quantity parsed));
        Assert.Equal(quantity, parsed);
        Assert.Equal(10_000_000_000_000.12345678m, quantity.ToDecimal());
    }

    [Fact]
    public void Quantity_Negative_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantity.Of(-1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantity.FromUnits(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantity.Of(1m) - Quantity.Of(1.00000001m));
        Assert.Throws<ArgumentException>(() => Quantity.Of(0.000000001m));
    }

    [Fact]
    public void Addition_PastTheRange_Throws() =>
        Assert.Throws<OverflowException>(() => Quantity.FromUnits(Int128.MaxValue) + Quantity.FromUnits(1));

    [Theory]
    [InlineData("0", true)]
    [InlineData("7.9276E-4", true)]
    [InlineData("-0.1", false)]
    [InlineData("0.000000001", false)]
    [InlineData("", false)]
    public void TryParse_Text_IsTakenUnlessNegativeOrTooFine(string text, bool taken)
    {
        Assert.Equal(taken, Quantity.TryParse(text.AsSpan(), out Quantity ofChars));
        Assert.Equal(taken, Quantity.TryParse(Encoding.ASCII.GetBytes(text), out Quantity ofBytes));
        Assert.Equal(ofChars, ofBytes);
        if (!taken)
            Assert.True(ofChars.IsZero);
    }

    [Fact]
    public void Comparison_TwoQuantities_FollowsTheirValue()
    {
        Quantity low = Quantity.Of(0.5m), high = Quantity.Of(0.50000001m);

        Assert.True(low < high && low <= high && high > low && high >= low);
        Assert.False(low > high || low >= high || high < low || high <= low);
        Assert.True(low.CompareTo(high) < 0);
        Assert.Equal(low, Quantity.Min(low, high));
        Assert.Equal(Quantity.Of(0.00000001m), high - low);
        Assert.Equal(Quantity.Of(1.00000001m), high + low);
    }

    [Fact]
    public void Default_Quantity_IsZero()
    {
        Assert.Equal(Quantity.Zero, default);
        Assert.True(default(Quantity).IsZero);
        Assert.Equal("0", default(Quantity).ToString());
    }
}
