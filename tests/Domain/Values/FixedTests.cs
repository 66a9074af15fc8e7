using System.Globalization;
using System.Numerics;
using CoinPilot.Values;

namespace CoinPilot.Tests.Values;

public sealed class FixedTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("123450000000", "1234.5")]
    [InlineData("1", "0.00000001")]
    [InlineData("-1", "-0.00000001")]
    [InlineData("-300000000", "-3")]
    [InlineData("1000000000", "10")]
    [InlineData("110000000", "1.1")]
    [InlineData("170141183460469231731687303715884105727", "1701411834604692317316873037158.84105727")]
    [InlineData("-170141183460469231731687303715884105728", "-1701411834604692317316873037158.84105728")]
    public void Format_Units_ArePlainWithoutTrailingZeros(string units, string text) =>
        Assert.Equal(text, Fixed.Format(Int128.Parse(units, CultureInfo.InvariantCulture)));

    [Fact]
    public void FromDecimal_EightPlaces_AreKeptAndFinerThrows()
    {
        Assert.Equal(1, Fixed.FromDecimal(0.00000001m));
        Assert.Equal(-123456789, Fixed.FromDecimal(-1.23456789m));
        Assert.Throws<ArgumentException>(() => Fixed.FromDecimal(0.000000001m));
        Assert.Throws<ArgumentException>(() => Fixed.FromDecimal(7922816251426433759.354395033m));
    }

    [Fact]
    public void FromDecimal_BeyondDecimalsRange_Throws() =>
        Assert.Throws<OverflowException>(() => Fixed.FromDecimal(792281625142643375936m));

    [Fact]
    public void ToDecimal_OfFromDecimal_IsTheSameNumber() => Property.Holds(5_000, random =>
    {
        decimal value = new(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(8, 9));

        Assert.Equal(value, Fixed.ToDecimal(Fixed.FromDecimal(value)));
    });

    [Fact]
    public void MultiplyDivideDown_OfNumbersOfAnyLength_IsTheWholeQuotient() => Property.Holds(200_000, random =>
    {
        long a = Of(random.Next(64)), b = Of(random.Next(64)), d = random.Next(3) == 0 ? Fixed.One : Math.Max(1, Of(random.Next(64)));
        BigInteger expected = (BigInteger)a * b / d;

        Assert.Equal(expected, (BigInteger)Fixed.MultiplyDivideDown(a, b, d));
        // Where the quotient is whole, or one unit away from it.
        Assert.Equal(a, Fixed.MultiplyDivideDown(a, d, d));
        if (a > 0)
            Assert.Equal((BigInteger)(a - 1) * d / a, (BigInteger)Fixed.MultiplyDivideDown(a - 1, d, a));

        long Of(int bits) => bits == 0 ? 0 : random.NextInt64(1L << (bits - 1)) | 1L << (bits - 1);
    });

    [Fact]
    public void ToDecimal_BeyondDecimalsRange_Throws() =>
        Assert.Throws<OverflowException>(() => Fixed.ToDecimal(Int128.MaxValue));

    [Theory]
    [InlineData("1.5")]
    [InlineData("-0.00000001")]
    [InlineData("0.0007772")]
    [InlineData("165390000")]
    [InlineData("1000000000")]
    [InlineData("10000000000")]
    public void ToDouble_PricesOnTick_AreTheDoubleOfTheirText(string text)
    {
        Assert.True(Fixed.TryParse(text.AsSpan(), out Int128 units));
        Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), Fixed.ToDouble(units));
    }

    [Fact]
    public void ToDouble_AnyUnits_IsWithinTwoRoundings() => Property.Holds(20_000, random =>
    {
        Int128 units = random.NextInt128(120) * (random.Next(2) == 0 ? 1 : -1);
        double exact = double.Parse(Fixed.Format(units), CultureInfo.InvariantCulture);

        Assert.True(Math.Abs(Fixed.ToDouble(units) - exact) <= Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact), Fixed.Format(units));
    });

    [Fact]
    public void MultiplyDivideDown_AnySizes_EqualBigIntegerCutTowardZero() => Property.Holds(50_000, random =>
    {
        Int128 a = random.NextInt128(127) * (random.Next(2) == 0 ? 1 : -1);
        Int128 b = random.NextInt128(127) * (random.Next(2) == 0 ? 1 : -1);
        Int128 d = Int128.Max(1, random.NextInt128(127)) * (random.Next(2) == 0 ? 1 : -1);
        BigInteger expected = BigInteger.Divide((BigInteger)a * b, d);

        if (expected < Int128.MinValue || expected > Int128.MaxValue)
            Assert.Throws<OverflowException>(() => Fixed.MultiplyDivideDown(a, b, d));
        else
            Assert.Equal(expected, Fixed.MultiplyDivideDown(a, b, d));
    });

    [Fact]
    public void MultiplyDivideDown_ProductsAroundTheWidthOfInt128_AreExact()
    {
        for (int bits = 1; bits < 127; bits++)
        {
            Int128 a = (Int128.One << bits) - 1;
            for (int other = Math.Max(1, 124 - bits); other < Math.Min(127, 131 - bits); other++)
            {
                Int128 b = (Int128.One << other) - 1;
                BigInteger expected = (BigInteger)a * b / 1_000;
                if (expected <= Int128.MaxValue)
                    Assert.Equal(expected, Fixed.MultiplyDivideDown(a, b, 1_000));
            }
        }
    }

    [Fact]
    public void MultiplyDivideDown_ExtremesAndZero_AreExactOrThrow()
    {
        Assert.Equal(Int128.MinValue, Fixed.MultiplyDivideDown(Int128.MinValue, 1, 1));
        Assert.Equal(Int128.Zero, Fixed.MultiplyDivideDown(Int128.MinValue, 0, 1));
        Assert.Throws<OverflowException>(() => Fixed.MultiplyDivideDown(Int128.MinValue, -1, 1));
        Assert.Throws<OverflowException>(() => Fixed.MultiplyDivideDown(Int128.MaxValue, 2, 1));
        Assert.Throws<DivideByZeroException>(() => Fixed.MultiplyDivideDown(1, 1, 0));
        Assert.Throws<DivideByZeroException>(() => Fixed.MultiplyDivideDown(Int128.MaxValue, Int128.MaxValue, 0));
    }
}
