using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.Tests.Storage.Candles;

public sealed class CandleCsvTests : IDisposable
{
    private const string Two = CandleCsv.Header + "\n"
        + "2025-09-01 00:00:00,150700000.0,150803000.0,150640000.0,150803000.0,1.51931528\n"
        + "2025-09-01 00:01:00.250000,1.5E8,1.6e8,0.00000001,150836000,7.9276E-4\n";

    private static readonly Candle[] TwoCandles =
    [
        new(Timestamp.Utc(2025, 9, 1), Price.Of(150_700_000m), Price.Of(150_803_000m), Price.Of(150_640_000m), Price.Of(150_803_000m), Quantity.Of(1.51931528m)),
        new(Timestamp.Utc(2025, 9, 1, 0, 1) + TimeSpan.FromMilliseconds(250), Price.Of(150_000_000m), Price.Of(160_000_000m), Price.Of(0.00000001m), Price.Of(150_836_000m), Quantity.Of(0.00079276m)),
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Two)]
    [InlineData("\uFEFF" + Two)]
    public void Read_PlainFile_GivesTheCandles(string text)
    {
        Assert.Equal(TwoCandles, CandleCsv.Open(Write(text)).Read());
        Assert.Equal(TwoCandles, CandleCsv.Open(Write(text.TrimEnd())).Read());
        Assert.Equal(TwoCandles, CandleCsv.Open(Write(text.Replace("\n", "\r\n", StringComparison.Ordinal))).Read());
    }

    [Fact]
    public void Read_GzippedUnderAnyName_GivesTheCandles()
    {
        string file = Write(Gzip(Two));
        CandleCsv csv = CandleCsv.Open(file);
        Assert.Equal(TwoCandles, csv.Read());
        Assert.Equal(TwoCandles, csv.Read());
    }

    [Fact]
    public void Sha256_OfAGzippedFile_IsOfTheStoredBytes()
    {
        byte[] stored = Gzip(Two);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(stored)), CandleCsv.Open(Write(stored)).Sha256, ignoreCase: true);
    }

    [Fact]
    public void Read_HeaderAlone_IsEmpty() => Assert.Empty(CandleCsv.Open(Write(CandleCsv.Header)).Read());

    [Fact]
    public void Read_VolumePastEightPlaces_IsCut() =>
        Assert.Equal(
            Quantity.Of(218102.59507500m),
            CandleCsv.Open(Write(CandleCsv.Header + "\n2025-09-01 00:00:00,1,1,1,1,218102.59507500002")).Read().Single().Volume);

    [Fact]
    public void Read_MoreThanTheBuffer_LosesNoLine()
    {
        var text = new StringBuilder(CandleCsv.Header + "\n");
        for (int i = 0; i < 20_000; i++)
            text.Append($"{Timestamp.Utc(2025, 1, 1).ToDateTimeOffset().AddMinutes(i):yyyy-MM-dd HH:mm:ss},2,3,1,2,{i + 1}\n");
        Candle[] candles = [.. CandleCsv.Open(Write(text.ToString())).Read()];
        Assert.Equal(20_000, candles.Length);
        Assert.Equal(Enumerable.Range(1, 20_000).Select(i => Quantity.Of(i)), candles.Select(candle => candle.Volume));
    }

    [Fact]
    public void Open_MissingFile_NamesIt()
    {
        string file = Path.Combine(_folder.Path, "nowhere", "KRW-BTC.csv");
        CandleFileException error = Assert.Throws<CandleFileException>(() => CandleCsv.Open(file));
        Assert.Equal(file, error.File);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("time,open,high,low,close,volume\n")]
    [InlineData("candleDateTimeKst,candleAccTradePrice,candleAccTradeVolume,candleDateTime,code,highPrice,lowPrice,openingPrice,timestamp,tradePrice,unit\n")]
    public void Read_WrongHeader_NamesTheExpectedOne(string text)
    {
        CandleFileException error = Assert.Throws<CandleFileException>(() => CandleCsv.Open(Write(text)).Read().Count());
        Assert.Equal(1, error.Line);
        Assert.Contains(CandleCsv.Header, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2025-09-01 00:02:00,1,1,1,1", null, null)]
    [InlineData("2025-09-01 00:02:00,1,1,1,1,1,1", null, null)]
    [InlineData("", null, null)]
    [InlineData("2025-09-31 00:02:00,1,1,1,1,1", "timestamp", "2025-09-31 00:02:00")]
    [InlineData("2025-09-01T00:02:00,1,1,1,1,1", "timestamp", "2025-09-01T00:02:00")]
    [InlineData("2025-09-01 24:00:00,1,1,1,1,1", "timestamp", "2025-09-01 24:00:00")]
    [InlineData("2025-09-01 00:02:00.5,1,1,1,1,1", "timestamp", "2025-09-01 00:02:00.5")]
    [InlineData("2025-09-01 00:00:00,1,1,1,1,1", "timestamp", "2025-09-01 00:00:00")]
    [InlineData("2025-09-01 00:01:00.250000,1,1,1,1,1", "timestamp", "2025-09-01 00:01:00.250000")]
    [InlineData("2025-09-01 00:02:00,x,1,1,1,1", "open", "x")]
    [InlineData("2025-09-01 00:02:00,1,,1,1,1", "high", "")]
    [InlineData("2025-09-01 00:02:00,1,1,0,1,1", "low", "0")]
    [InlineData("2025-09-01 00:02:00,1,1,1,-1,1", "close", "-1")]
    [InlineData("2025-09-01 00:02:00,1,1,1,NaN,1", "close", "NaN")]
    [InlineData("2025-09-01 00:02:00,1,1,1,1,-1", "volume", "-1")]
    [InlineData("2025-09-01 00:02:00,1,1,1,1.000000001,1", "close", "1.000000001")]
    [InlineData("2025-09-01 00:02:00,2,1.5,1,1,1", "high", "1.5")]
    [InlineData("2025-09-01 00:02:00,2,3,2.5,3,1", "low", "2.5")]
    public void Read_BadLine_NamesFileLineFieldAndText(string line, string? field, string? text)
    {
        string file = Write(Two + line + "\n2025-09-01 00:03:00,1,1,1,1,1\n");
        IEnumerator<Candle> candles = CandleCsv.Open(file).Read().GetEnumerator();
        Assert.True(candles.MoveNext() && candles.MoveNext());
        CandleFileException error = Assert.Throws<CandleFileException>(() => candles.MoveNext());
        Assert.Equal((file, 4, field, text), (error.File, error.Line, error.Field, error.Text));
        Assert.Contains($"{file} line 4", error.Message, StringComparison.Ordinal);
        Assert.Contains(field ?? "6 were expected", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LineWithoutEnd_IsRefused()
    {
        string file = Write(CandleCsv.Header + "\n" + new string('1', 100_000));
        Assert.Equal(2, Assert.Throws<CandleFileException>(() => CandleCsv.Open(file).Read().Count()).Line);
    }

    [Fact]
    public void Read_GzipCutOff_IsRefused()
    {
        byte[] whole = Gzip(Two);
        for (int length = 0; length < whole.Length; length++)
        {
            CandleCsv csv = CandleCsv.Open(Write(whole[..length]));
            Assert.True(Record.Exception(() => csv.Read().Count()) is CandleFileException, $"{length} of {whole.Length}");
        }
    }

    [Theory]
    [InlineData("BTC_KRW_1m.csv.gz", "KRW-BTC")]
    [InlineData("/data/KRW-BTC.csv", "KRW-BTC")]
    [InlineData("KRW-1INCH_2025.csv", "KRW-1INCH")]
    [InlineData("KRW-XRP-1m.csv.gz", "KRW-XRP")]
    [InlineData("BTC.csv.gz", null)]
    [InlineData("btc-perp-20211231-20220201_1m.csv.gz", null)]
    [InlineData("MY_NOTES.csv", null)]
    [InlineData("KRW-.csv", null)]
    public void Symbol_FromTheFileName_IsGuessed(string file, string? expected)
    {
        bool guessed = CandleFileName.TryGuessSymbol(file, out Symbol symbol);
        Assert.Equal(expected, guessed ? symbol.Code : null);
    }

    private string Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    private string Write(byte[] bytes)
    {
        string file = Path.Combine(_folder.Path, "candles");
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private static byte[] Gzip(string text)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return output.ToArray();
    }
}
