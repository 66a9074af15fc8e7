using System.Numerics;
using CoinPilot.Values;

namespace CoinPilot.Tests.Values;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("100000000", "0.00012345", "12345")]
    [InlineData("0.00000001", "1000000000", "10")]
    [InlineData("0.00000001", "0.5", "0")]
    [InlineData("3", "0.33333333", "0.99999999")]
    [InlineData("0.0123", "0.00000081", "0")]
    [InlineData("0.0123", "0.00000082", "0.00000001")]
    [InlineData("10000000000", "10000000000000.12345678", "100000000000001234567800")]
    public void NotionalDown_PriceTimesQuantity_IsCutTo1EMinus8(string price, string quantity, string notional) =>
        Assert.Equal(notional, Money.NotionalDown(PriceOf(price), QuantityOf(quantity)).ToString());

    [Fact]
    public void NotionalDown_AnyPriceAndQuantity_EqualsBigInteger() => Property.Holds(20_000, random =>
    {
        Price price = new((long)random.NextInt128(60));
        Quantity quantity = Quantity.FromUnits(random.NextInt128(74));

        Assert.Equal((BigInteger)price.Units * quantity.Units / 100_000_000, Money.NotionalDown(price, quantity).Units);
    });

    [Theory]
    [InlineData("5000", 500, "2.5")]
    [InlineData("0.00001999", 500, "0")]
    [InlineData("0.00002", 500, "0.00000001")]
    [InlineData("-5000", 500, "-2.5")]
    [InlineData("1000000000", 1390, "1390000")]
    [InlineData("12345.67891234", 0, "0")]
    public void FeeDown_Rate_IsCutTowardZero(string amount, int partsPerMillion, string fee) =>
        Assert.Equal(fee, MoneyOf(amount).FeeDown(new FeeRate(partsPerMillion)).ToString());

    [Theory]
    [InlineData("1000000000", "0.00000001", "100000000000000000")]
    [InlineData("10000", "3", "3333.33333333")]
    [InlineData("0.00000001", "1", "0.00000001")]
    [InlineData("0.00000001", "2", "0")]
    [InlineData("5000", "165390000", "0.00003023")]
    public void QuantityDown_AmountAtPrice_IsCutTo1EMinus8(string amount, string price, string quantity) =>
        Assert.Equal(quantity, MoneyOf(amount).QuantityDown(PriceOf(price)).ToString());

    [Fact]
    public void QuantityDown_AnyAmount_IsTheMostThatItBuys() => Property.Holds(20_000, random =>
    {
        Price price = new((long)Int128.Max(1, random.NextInt128(60)));
        Money amount = new(random.NextInt128(57));

        Quantity most = amount.QuantityDown(price);

        Assert.True(Money.NotionalDown(price, most) <= amount);
        Assert.True((BigInteger)price.Units * (most.Units + 1) > (BigInteger)amount.Units * 100_000_000);
    });

    [Fact]
    public void QuantityDown_WithoutPriceOrOfNegativeAmount_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => Money.Of(1m).QuantityDown(Price.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => Money.Of(-1m).QuantityDown(Price.Of(1m)));
    }

    [Theory]
    [InlineData("80500", "0.2", "0.8", "20125")]
    [InlineData("100", "1", "3", "33.33333333")]
    [InlineData("-100", "1", "3", "-33.33333333")]
    [InlineData("100", "3", "3", "100")]
    [InlineData("100", "0", "3", "0")]
    public void ShareDown_PartOfWhole_IsCutTowardZero(string amount, string part, string whole, string share) =>
        Assert.Equal(share, MoneyOf(amount).ShareDown(QuantityOf(part), QuantityOf(whole)).ToString());

    [Fact]
    public void ShareDown_PartAndRest_NeverTakeMoreThanAllAndLoseAtMostOneUnit() => Property.Holds(20_000, random =>
    {
        Money amount = new(random.NextInt128(80));
        Quantity part = Quantity.FromUnits(random.NextInt128(74)), rest = Quantity.FromUnits(random.NextInt128(74) + 1);

        Money shares = amount.ShareDown(part, part + rest) + amount.ShareDown(rest, part + rest);

        Assert.True(shares <= amount);
        Assert.True((amount - shares).Units <= 1);
        Assert.Equal((BigInteger)amount.Units * part.Units / (part + rest).Units, amount.ShareDown(part, part + rest).Units);
    });

    [Fact]
    public void ShareDown_OfNothing_Throws() =>
        Assert.Throws<DivideByZeroException>(() => Money.Of(1m).ShareDown(Quantity.Zero, Quantity.Zero));

    [Theory]
    [InlineData("1000000", "20", "200000")]
    [InlineData("1000000", "0.01", "100")]
    [InlineData("1000000", "0.019", "100")]
    [InlineData("0.00000099", "1", "0")]
    [InlineData("-150", "33.33", "-49.995")]
    [InlineData("123.45", "100", "123.45")]
    public void PercentDown_TwoPlacesOfPercent_IsCutTowardZero(string amount, string percent, string result) =>
        Assert.Equal(result, MoneyOf(amount).PercentDown(decimal.Parse(percent)).ToString());

    [Fact]
    public void Arithmetic_PastTheRange_Throws()
    {
        Money largest = new(Int128.MaxValue), smallest = new(Int128.MinValue), unit = new(1);

        Assert.Throws<OverflowException>(() => largest + unit);
        Assert.Throws<OverflowException>(() => smallest - unit);
        Assert.Throws<OverflowException>(() => -smallest);
        Assert.Throws<OverflowException>(() => Money.NotionalDown(new Price(long.MaxValue), Quantity.FromUnits(Int128.MaxValue)));
    }

    [Fact]
    public void Arithmetic_SignedAmounts_AreExact()
    {
        Assert.Equal("-0.5", (Money.Of(1.5m) - Money.Of(2m)).ToString());
        Assert.Equal(Money.Of(2m), -Money.Of(-2m));
        Assert.True(Money.Zero.IsZero);
        Assert.Equal(Money.Zero, default);
        Assert.Equal(Money.Of(-1m), Money.Min(Money.Of(1m), Money.Of(-1m)));
        Assert.Equal(Money.Of(1m), Money.Max(Money.Of(1m), Money.Of(-1m)));
        Assert.True(Money.Of(-1m) < Money.Zero && Money.Zero <= Money.Zero && Money.Zero > Money.Of(-1m) && Money.Zero >= Money.Zero);
        Assert.True(Money.Of(-1m).CompareTo(Money.Zero) < 0);
        Assert.Equal(-0.5, Money.Of(-0.5m).ToDouble());
        Assert.Equal(-0.5m, Money.Of(-0.5m).ToDecimal());
        Assert.Throws<ArgumentException>(() => Money.Of(0.000000001m));
    }

    [Fact]
    public void TryParse_Text_TakesSignedAmounts()
    {
        Assert.True(Money.TryParse("-1.5E3"u8, out Money ofBytes));
        Assert.True(Money.TryParse("-1500".AsSpan(), out Money ofChars));
        Assert.Equal(Money.Of(-1500m), ofBytes);
        Assert.Equal(ofBytes, ofChars);
        Assert.False(Money.TryParse("1,500".AsSpan(), out _));
        Assert.False(Money.TryParse("0.000000001"u8, out _));
    }

    private static Money MoneyOf(string text) => Money.Of(decimal.Parse(text));

    private static Price PriceOf(string text) => Price.Of(decimal.Parse(text));

    private static Quantity QuantityOf(string text) => Quantity.Of(decimal.Parse(text));
}
