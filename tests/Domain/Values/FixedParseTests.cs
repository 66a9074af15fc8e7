using System.Globalization;
using System.Numerics;
using System.Text;
using CoinPilot.Values;

namespace CoinPilot.Tests.Values;

public sealed class FixedParseTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("1", "100000000")]
    [InlineData("-3", "-300000000")]
    [InlineData("1.", "100000000")]
    [InlineData(".5", "50000000")]
    [InlineData("0.00000001", "1")]
    [InlineData("-0.00000001", "-1")]
    [InlineData("0.00077720", "77720")]
    [InlineData("00012.50", "1250000000")]
    [InlineData("1.0000000000000", "100000000")]
    [InlineData("1.16539E8", "11653900000000000")]
    [InlineData("7.9276E-4", "79276")]
    [InlineData("1e-8", "1")]
    [InlineData("100000000e-16", "1")]
    [InlineData("1E+2", "10000000000")]
    [InlineData("1e0", "100000000")]
    [InlineData("0E64", "0")]
    [InlineData("0e-64", "0")]
    [InlineData("1e29", null)]
    [InlineData("1e28", "1000000000000000000000000000000000000")]
    [InlineData("9999999999999999999", "999999999999999999900000000")]
    [InlineData("18446744073709551616", "1844674407370955161600000000")]
    [InlineData("123456789012.12345678", "12345678901212345678")]
    [InlineData("10000000000000.12345678", "1000000000000012345678")]
    [InlineData("99999999999999999999999999999.99999999", "9999999999999999999999999999999999999")]
    [InlineData("100000000000000000000000000000", null)]
    [InlineData("0.000000001", null)]
    [InlineData("1.123456789", null)]
    [InlineData("1e-9", null)]
    [InlineData("", null)]
    [InlineData("-", null)]
    [InlineData(".", null)]
    [InlineData("-.", null)]
    [InlineData("+1", null)]
    [InlineData("--1", null)]
    [InlineData("1-", null)]
    [InlineData("1..2", null)]
    [InlineData("1.2.3", null)]
    [InlineData(" 1", null)]
    [InlineData("1 ", null)]
    [InlineData("1,5", null)]
    [InlineData("1_000", null)]
    [InlineData("0x10", null)]
    [InlineData("NaN", null)]
    [InlineData("null", null)]
    [InlineData("e5", null)]
    [InlineData("1e", null)]
    [InlineData("1e+", null)]
    [InlineData("1e-", null)]
    [InlineData("1e1.5", null)]
    [InlineData("1ee5", null)]
    [InlineData("1e65", null)]
    [InlineData("0e65", null)]
    [InlineData("1e99999999999999999999", null)]
    public void TryParse_Text_GivesUnitsOrRefuses(string text, string? units)
    {
        bool ofBytes = Fixed.TryParse(Encoding.ASCII.GetBytes(text), out Int128 bytes);
        bool ofChars = Fixed.TryParse(text.AsSpan(), out Int128 chars);

        Assert.Equal(units is not null, ofBytes);
        Assert.Equal(units is not null, ofChars);
        if (units is not null)
        {
            Assert.Equal(Int128.Parse(units, CultureInfo.InvariantCulture), bytes);
            Assert.Equal(bytes, chars);
        }
    }

    [Theory]
    [InlineData("1.123456789", "112345678")]
    [InlineData("1.999999999999", "199999999")]
    [InlineData("-1.999999999", "-199999999")]
    [InlineData("0.000000009", "0")]
    [InlineData("9e-64", "0")]
    [InlineData("12345.6789", "1234567890000")]
    [InlineData("1..2", null)]
    [InlineData("", null)]
    public void TryParseTruncating_DigitsPastTheEighthPlace_AreCutTowardZero(string text, string? units)
    {
        bool ok = Fixed.TryParseTruncating(Encoding.ASCII.GetBytes(text), out Int128 got);

        Assert.Equal(units is not null, ok);
        if (units is not null)
            Assert.Equal(Int128.Parse(units, CultureInfo.InvariantCulture), got);
    }

    [Fact]
    public void TryParse_DigitsOfAnotherScript_Refuses() => Assert.False(Fixed.TryParse("١٢٣".AsSpan(), out _));

    [Fact]
    public void TryParse_TextPast64Characters_Refuses()
    {
        Assert.True(Fixed.TryParse(("1".PadLeft(64, '0')).AsSpan(), out Int128 units));
        Assert.Equal(Fixed.One, units);
        Assert.False(Fixed.TryParse(("1".PadLeft(65, '0')).AsSpan(), out _));
    }

    [Fact]
    public void Format_AnyUnitsOf37Digits_ParsesBackToTheSame() => Property.Holds(20_000, random =>
    {
        Int128 units = random.NextInt128(122) * (random.Next(2) == 0 ? 1 : -1);
        string text = Fixed.Format(units);

        Assert.True(Fixed.TryParse(text.AsSpan(), out Int128 ofChars), text);
        Assert.True(Fixed.TryParse(Encoding.ASCII.GetBytes(text), out Int128 ofBytes), text);
        Assert.Equal(units, ofChars);
        Assert.Equal(units, ofBytes);
        Assert.False(text.Contains('.', StringComparison.Ordinal) && text.EndsWith('0'), text);
    });

    [Fact]
    public void TryParse_DecimalsAsTheFrameworkWritesThem_AreExact() => Property.Holds(20_000, random =>
    {
        byte scale = (byte)random.Next(9);
        decimal mantissa = new(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, 0);
        decimal value = mantissa / (decimal)BigInteger.Pow(10, scale);

        Assert.True(Fixed.TryParse(value.ToString(CultureInfo.InvariantCulture).AsSpan(), out Int128 units));
        Assert.Equal((BigInteger)mantissa * BigInteger.Pow(10, 8 - scale), units);
    });

    [Fact]
    public void TryParse_ExponentNotation_MeansMantissaTimesPowerOfTen() => Property.Holds(20_000, random =>
    {
        Int128 mantissa = random.NextInt128(80) * (random.Next(2) == 0 ? 1 : -1);
        int exponent = random.Next(-12, 5);
        string text = string.Create(CultureInfo.InvariantCulture, $"{mantissa}{(random.Next(2) == 0 ? "e" : "E")}{exponent}");
        BigInteger scaled = (BigInteger)mantissa * BigInteger.Pow(10, Math.Max(0, exponent + 8));
        BigInteger divisor = BigInteger.Pow(10, Math.Max(0, -exponent - 8));

        bool ok = Fixed.TryParse(text.AsSpan(), out Int128 exact);
        bool okTruncating = Fixed.TryParseTruncating(Encoding.ASCII.GetBytes(text), out Int128 cut);

        Assert.Equal(scaled % divisor == 0, ok);
        if (ok)
            Assert.Equal(scaled / divisor, exact);
        Assert.True(okTruncating, text);
        Assert.Equal(scaled / divisor, cut);
    });

    [Fact]
    public void TryParse_Bytes_AllocatesNothing()
    {
        byte[][] texts = [.. new[] { "1.16539E8", "0.00077720", "123456789012345678901.12345678", "not a number", "1e-20" }.Select(Encoding.ASCII.GetBytes)];

        int parsed = 0;

        long allocated = Allocation.BytesOfWarmRun(() =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                parsed += Fixed.TryParse(texts[i % texts.Length], out _) ? 1 : 0;
                parsed += Fixed.TryParseTruncating(texts[i % texts.Length], out _) ? 1 : 0;
            }
        });

        Assert.Equal(0, allocated);
        Assert.Equal(2 * 2_000 * (3 + 4), parsed);
    }
}
