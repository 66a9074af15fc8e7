using CoinPilot.Actors.Wire;
using CoinPilot.Values;

namespace CoinPilot.Tests.Actors.Wire;

public sealed class WireMalformedTests
{
    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("8000")]
    [InlineData("FF00")]
    [InlineData("FFFFFFFFFFFFFFFFFF02")]
    [InlineData("FFFFFFFFFFFFFFFFFFFF01")]
    public void Long_CutOffNeedlesslyLongOrTooLarge_IsRefused(string hex) => Refused(hex, (ref WireReader r) => r.ReadLong());

    [Theory]
    [InlineData("")]
    [InlineData("8000")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF04")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF83")]
    [InlineData("80808080808080808080808080808080808000")]
    public void Int128_CutOffNeedlesslyLongOrTooLarge_IsRefused(string hex) => Refused(hex, (ref WireReader r) => r.ReadInt128());

    [Theory]
    [InlineData("02")]
    [InlineData("FF")]
    public void Bool_NeitherZeroNorOne_IsRefused(string hex) => Refused(hex, (ref WireReader r) => r.ReadBool());

    [Theory]
    [InlineData("8080808020")]
    public void Int_PastItsRange_IsRefused(string hex) => Refused(hex, (ref WireReader r) => r.ReadInt());

    [Theory]
    [InlineData("05AABB")]
    [InlineData("FFFFFFFF0F")]
    [InlineData("FFFFFFFFFFFFFFFFFF01")]
    public void Bytes_LongerThanTheInput_IsRefused(string hex)
    {
        Refused(hex, (ref WireReader r) => r.ReadBytes().Length);
        Refused(hex, (ref WireReader r) => r.ReadString());
    }

    [Theory]
    [InlineData("01FF")]
    [InlineData("02C080")]
    [InlineData("03EDA080")]
    public void String_NotUtf8_IsRefused(string hex) => Refused(hex, (ref WireReader r) => r.ReadString());

    [Fact]
    public void Price_Negative_IsRefused() => Refused("01", (ref WireReader r) => r.ReadPrice());

    [Fact]
    public void Quantity_Negative_IsRefused() => Refused("01", (ref WireReader r) => r.ReadQuantity());

    [Theory]
    [InlineData("036B7277")]
    [InlineData("012D")]
    public void Symbol_NotAMarketCode_IsRefused(string hex) => Refused(hex, (ref WireReader r) => r.ReadSymbol());

    [Theory]
    [InlineData("010000000000F87F")]
    [InlineData("010000000000F07F")]
    [InlineData("000000000000F87F")]
    public void Double_NanOfAnotherPattern_IsRefused(string hex) => Refused(hex, (ref WireReader r) => r.ReadDouble());

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void Raw_OutsideTheInput_IsRefused(int length) => Refused("AABB", (ref WireReader r) => r.ReadRaw(length).Length);

    [Fact]
    public void End_BytesLeft_IsRefused() =>
        Assert.Throws<FormatException>(() => new WireReader([0]).ExpectEnd());

    [Fact]
    public void AnyBytes_WhateverIsRead_GiveACanonicalValueOrAreRefused()
    {
        const int seed = 4711;
        var random = new Random(seed);
        for (int trial = 0; trial < 200_000; trial++)
        {
            var bytes = new byte[random.Next(24)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0)
                bytes.AsSpan(0, bytes.Length / 2).Fill((byte)random.Next(0x80, 0x100));
            int kind = random.Next(6);
            (byte[] Again, int Read)? result = TryReread(kind, bytes);
            if (result is { } read)
                Assert.True(read.Again.AsSpan().SequenceEqual(bytes.AsSpan(0, read.Read)), $"seed {seed}, trial {trial}, kind {kind}: {Convert.ToHexString(bytes)}");
        }
    }

    private static (byte[] Again, int Read)? TryReread(int kind, byte[] bytes)
    {
        var reader = new WireReader(bytes);
        try
        {
            byte[] again;
            switch (kind)
            {
                case 0:
                    long number = reader.ReadLong();
                    again = Wire.Of((in WireWriter w) => w.WriteLong(number));
                    break;
                case 1:
                    Int128 wide = reader.ReadInt128();
                    again = Wire.Of((in WireWriter w) => w.WriteInt128(wide));
                    break;
                case 2:
                    string text = reader.ReadString();
                    again = Wire.Of((in WireWriter w) => w.WriteString(text));
                    break;
                case 3:
                    Quantity quantity = reader.ReadQuantity();
                    again = Wire.Of((in WireWriter w) => w.WriteQuantity(quantity));
                    break;
                case 4:
                    double real = reader.ReadDouble();
                    again = Wire.Of((in WireWriter w) => w.WriteDouble(real));
                    break;
                default:
                    Price price = reader.ReadPrice();
                    again = Wire.Of((in WireWriter w) => w.WritePrice(price));
                    break;
            }
            return (again, reader.Position);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static void Refused<T>(string hex, Wire.Reading<T> read) =>
        Assert.Throws<FormatException>(() =>
        {
            var reader = new WireReader(Convert.FromHexString(hex));
            read(ref reader);
        });
}
