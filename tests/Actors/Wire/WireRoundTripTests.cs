using System.Buffers;
using System.Numerics;
using CoinPilot.Actors.Wire;
using CoinPilot.Values;

namespace CoinPilot.Tests.Actors.Wire;

public sealed class WireRoundTripTests
{
    [Theory]
    [InlineData(0L, "00")]
    [InlineData(-1L, "01")]
    [InlineData(1L, "02")]
    [InlineData(63L, "7E")]
    [InlineData(64L, "8001")]
    [InlineData(-64L, "7F")]
    [InlineData(long.MaxValue, "FEFFFFFFFFFFFFFFFF01")]
    [InlineData(long.MinValue, "FFFFFFFFFFFFFFFFFF01")]
    public void Long_Written_HasTheseBytes(long value, string hex)
    {
        Assert.Equal(hex, Convert.ToHexString(Wire.Of((in WireWriter w) => w.WriteLong(value))));
        Assert.Equal(hex, Convert.ToHexString(Wire.Of((in WireWriter w) => w.WriteInt128(value))));
        Assert.Equal(value, new WireReader(Convert.FromHexString(hex)).ReadLong());
        Assert.Equal(value, new WireReader(Convert.FromHexString(hex)).ReadInt128());
    }

    [Fact]
    public void Numbers_AroundEveryPowerOfTwo_ComeBack()
    {
        for (int bit = 0; bit < 128; bit++)
        {
            foreach (BigInteger near in new[] { BigInteger.One << bit, (BigInteger.One << bit) - 1, -(BigInteger.One << bit), -(BigInteger.One << bit) - 1 })
            {
                if (near < (BigInteger)Int128.MinValue || near > (BigInteger)Int128.MaxValue)
                    continue;
                var value = (Int128)near;
                byte[] bytes = Wire.Of((in WireWriter w) => w.WriteInt128(value));
                Assert.Equal(value, Wire.Whole(bytes, (ref WireReader r) => r.ReadInt128()));
                Assert.Equal(value, Wire.Whole(Wire.Of((in WireWriter w) => w.WriteMoney(new Money(value))), (ref WireReader r) => r.ReadMoney()).Units);
                if (near >= long.MinValue && near <= long.MaxValue)
                    Assert.Equal((long)near, Wire.Whole(bytes, (ref WireReader r) => r.ReadLong()));
            }
        }
    }

    [Fact]
    public void Unsigned_Extremes_ComeBack()
    {
        foreach (ulong value in new ulong[] { 0, 127, 128, uint.MaxValue, ulong.MaxValue })
            Assert.Equal(value, Wire.Whole(Wire.Of((in WireWriter w) => w.WriteUnsigned(value)), (ref WireReader r) => r.ReadUnsigned()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("KRW-BTC")]
    [InlineData("비트코인 😀")]
    public void String_Written_ComesBack(string text) =>
        Assert.Equal(text, Wire.Whole(Wire.Of((in WireWriter w) => w.WriteString(text)), (ref WireReader r) => r.ReadString()));

    [Fact]
    public void String_UnpairedSurrogate_IsRefused() =>
        Assert.ThrowsAny<ArgumentException>(() => Wire.Of((in WireWriter w) => w.WriteString("\ud800")));

    [Theory]
    [InlineData(-0.0)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.Epsilon)]
    [InlineData(double.NaN)]
    public void Double_Written_ComesBackBitByBit(double value)
    {
        double back = Wire.Whole(Wire.Of((in WireWriter w) => w.WriteDouble(value)), (ref WireReader r) => r.ReadDouble());
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(back));
    }

    [Fact]
    public void Record_OfEveryKind_ComesBack()
    {
        byte[] bytes = Wire.Of((in WireWriter w) =>
        {
            w.WriteBool(true);
            w.WriteByte(200);
            w.WriteInt(int.MinValue);
            w.WritePrice(Price.Of(150_803_000.5m));
            w.WriteQuantity(Quantity.Of(10_000_000_000_000.00000001m));
            w.WriteTimestamp(Timestamp.Utc(2025, 9, 1));
            w.WriteSymbol(Symbol.Parse("KRW-BTC"));
            w.WriteSymbol(default);
            w.WriteBytes([1, 2, 3]);
        });
        var reader = new WireReader(bytes);
        Assert.True(reader.ReadBool());
        Assert.Equal(200, reader.ReadByte());
        Assert.Equal(int.MinValue, reader.ReadInt());
        Assert.Equal(Price.Of(150_803_000.5m), reader.ReadPrice());
        Assert.Equal(Quantity.Of(10_000_000_000_000.00000001m), reader.ReadQuantity());
        Assert.Equal(Timestamp.Utc(2025, 9, 1), reader.ReadTimestamp());
        Assert.Equal(Symbol.Parse("KRW-BTC"), reader.ReadSymbol());
        Assert.Equal(default, reader.ReadSymbol());
        Assert.Equal([1, 2, 3], reader.ReadBytes().ToArray());
        reader.ExpectEnd();
    }
}

/// <summary>Writes and reads in one expression.</summary>
internal static class Wire
{
    public delegate void Writing(in WireWriter writer);

    public delegate T Reading<T>(ref WireReader reader);

    public static byte[] Of(Writing write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new WireWriter(output));
        return output.WrittenSpan.ToArray();
    }

    public static T Whole<T>(byte[] bytes, Reading<T> read)
    {
        var reader = new WireReader(bytes);
        T value = read(ref reader);
        reader.ExpectEnd();
        return value;
    }
}
