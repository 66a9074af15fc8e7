using System.Globalization;
using System.Text;
using CoinPilot.Values;

namespace CoinPilot.Tests.Values;

public sealed class PriceTests
{
    [Theory]
    [InlineData("0.00000001", 1L)]
    [InlineData("10000000000", 1_000_000_000_000_000_000L)]
    [InlineData("9999999999.99999999", 999_999_999_999_999_999L)]
    [InlineData("92233720368.54775807", long.MaxValue)]
    public void Of_VenueExtremes_AreExactAndRoundTrip(string text, long units)
    {
        Price price = Price.Of(decimal.Parse(text, CultureInfo.InvariantCulture));

        Assert.Equal(units, price.Units);
        Assert.Equal(text, price.ToString());
        Assert.True(Price.TryParse(text.AsSpan(), out Price ofChars));
        Assert.True(Price.TryParse(Encoding.ASCII.GetBytes(text), out Price ofBytes));
        Assert.Equal(price, ofChars);
        Assert.Equal(price, ofBytes);
        Assert.Equal(decimal.Parse(text, CultureInfo.InvariantCulture), price.ToDecimal());
    }

    [Fact]
    public void Of_NegativeFinerOrTooLarge_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Price.Of(-0.00000001m));
        Assert.Throws<ArgumentException>(() => Price.Of(0.000000001m));
        Assert.Throws<OverflowException>(() => Price.Of(92_233_720_368.54775808m));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0.000000001")]
    [InlineData("92233720368.54775808")]
    [InlineData("1e20")]
    [InlineData("x")]
    public void TryParse_NoPositivePriceInRange_RefusesAndGivesNone(string text)
    {
        Assert.False(Price.TryParse(text.AsSpan(), out Price ofChars));
        Assert.False(Price.TryParse(Encoding.ASCII.GetBytes(text), out Price ofBytes));
        Assert.Equal(Price.None, ofChars);
        Assert.Equal(Price.None, ofBytes);
    }

    [Fact]
    public void Default_Price_IsNoneAndNotSet()
    {
        Assert.Equal(Price.None, default);
        Assert.False(default(Price).IsSet);
        Assert.True(Price.Of(0.00000001m).IsSet);
    }

    [Fact]
    public void Comparison_TwoPrices_FollowsTheirValue()
    {
        Price low = Price.Of(99m), high = Price.Of(100m);

        Assert.True(low < high && low <= high && high > low && high >= low);
        Assert.False(low > high || low >= high || high < low || high <= low);
        Assert.True(low.CompareTo(high) < 0);
        Assert.Equal(low, Price.Min(low, high));
        Assert.Equal(high, Price.Max(low, high));
    }

    [Fact]
    public void Operators_OfPrice_OnlyCompare()
    {
        string[] operators = [.. typeof(Price).GetMethods().Where(m => m.IsSpecialName && m.Name.StartsWith("op_", StringComparison.Ordinal))
            .Select(m => m.Name).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(["op_Equality", "op_GreaterThan", "op_GreaterThanOrEqual", "op_Inequality", "op_LessThan", "op_LessThanOrEqual"], operators);
    }
}
