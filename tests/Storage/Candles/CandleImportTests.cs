using System.Text;
using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.Tests.Storage.Candles;

public sealed class CandleImportTests : IDisposable
{
    private const string JsonRow =
        """{"market":"KRW-BTC","candle_date_time_utc":"2020-02-20T11:19:00","candle_date_time_kst":"2020-02-20T20:19:00","opening_price":1.1509E7,"high_price":11511000.0,"low_price":11489000.0,"trade_price":11498000.0,"timestamp":1582197598691,"candle_acc_trade_price":30279009.54681,"candle_acc_trade_volume":2.63267824,"unit":1}""";

    private static readonly CandleImportOptions Nothing = new(null, null, CandleStamp.Open);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_RestAnswer_GivesItsCandles()
    {
        string older = JsonRow.Replace("11:19", "11:18", StringComparison.Ordinal);
        CandleImport import = CandleImport.Read(Write($"[{JsonRow},{older},{older}]"), Nothing);

        Candle expected = new(
            Timestamp.Utc(2020, 2, 20, 11, 19), Price.Of(11_509_000), Price.Of(11_511_000), Price.Of(11_489_000), Price.Of(11_498_000), Quantity.Of(2.63267824m));
        Assert.Equal([expected with { OpenTime = expected.OpenTime - TimeSpan.FromMinutes(1) }, expected], import.Candles);
        Assert.Equal((Symbol.Parse("KRW-BTC"), 1, 1, true), (import.Symbol, import.IntervalMinutes, import.Repeated, import.IsNewestFirst));
    }

    [Fact]
    public void Read_CloseStamps_AreMovedToTheOpen()
    {
        string file = Write(CandleCsv.Header + "\n2025-09-01 00:03:00,2,3,1,2,5\n2025-09-01 00:06:00,2,3,1,2,5\n", "KRW-XRP.csv");

        CandleImport import = CandleImport.Read(file, Nothing with { Stamp = CandleStamp.Close });

        Assert.Equal([Timestamp.Utc(2025, 9, 1), Timestamp.Utc(2025, 9, 1, 0, 3)], import.Candles.Select(c => c.OpenTime));
        Assert.Equal((Symbol.Parse("KRW-XRP"), 3), (import.Symbol, import.IntervalMinutes));
    }

    [Theory]
    [InlineData("2025-09-01 00:00:00,2,3,1,2,5\n2025-09-01 00:01:00,2,3,1,2,5\n2025-09-01 00:00:00,2,3,1,2,6\n", "line 4", "in line 2")]
    [InlineData("2025-09-01 00:00:00,2,3,1,2,5\n2025-09-01 00:01:00,2,1.5,1,2,5\n", "line 3", "high '1.5' is below the open or the close")]
    [InlineData("2025-09-01 00:00:00,2,3,1,2,5\n2025-09-01 00:01:00,2,3,2.5,3,5\n", "line 3", "low '2.5' is above the open or the close")]
    [InlineData("2025-09-01 00:00:00,2,3,1,2,5\n2025-09-01 00:01:00,2,x,1,2,5\n", "line 3", "high 'x' is not a price")]
    [InlineData("2025-09-01 00:00:00,2,3,1,2,5\n2025-09-01 00:01:30,2,3,1,2,5\n", "", "its rows do not tell the interval: say it with --interval")]
    [InlineData("2025-09-01 00:00:30,2,3,1,2,5\n2025-09-01 00:01:30,2,3,1,2,5\n", "line 2", "not on a boundary of 1 minutes")]
    [InlineData("", "", "it has no candles")]
    public void Read_BadRow_NamesWhereAndWhat(string rows, string where, string what)
    {
        string file = Write(CandleCsv.Header + "\n" + rows, "KRW-BTC.csv");

        CandleFileException error = Assert.Throws<CandleFileException>(() => CandleImport.Read(file, Nothing));

        Assert.Contains(where.Length > 0 ? $"{file} {where}: " : file, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"opening_price\":1.1509E7", "\"opening_price\":\"dear\"", "item 2: opening_price 'dear' is not a price")]
    [InlineData("\"low_price\":11489000.0", "\"low\":1", "item 2: low_price '' is not a price")]
    [InlineData("KRW-BTC", "KRW-ETH", "item 2: market 'KRW-ETH' is not KRW-BTC")]
    [InlineData("\"unit\":1", "\"unit\":3", "item 2: unit '3' is not 1")]
    [InlineData("2020-02-20T11:19:00", "2020-02-20", "item 2: candle_date_time_utc '2020-02-20' is not a time")]
    public void Read_BadItem_NamesItAndItsField(string part, string other, string expected)
    {
        string file = Write($"[{JsonRow},{JsonRow.Replace(part, other, StringComparison.Ordinal)}]");

        Assert.Contains(expected, Assert.Throws<CandleFileException>(() => CandleImport.Read(file, Nothing)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{]", "line 1")]
    [InlineData("{}", "a list of candles was expected")]
    [InlineData("hello", "the header is 'hello'")]
    public void Read_OtherFile_SaysWhatWasExpected(string text, string expected)
    {
        string file = Write(text);

        Assert.Contains(expected, Assert.Throws<CandleFileException>(() => CandleImport.Read(file, Nothing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NobodyTellsTheSymbol_AsksForIt()
    {
        string file = Write(CandleCsv.Header + "\n2025-09-01 00:00:00,2,3,1,2,5\n2025-09-01 00:01:00,2,3,1,2,5\n");

        Assert.Contains("--symbol", Assert.Throws<CandleFileException>(() => CandleImport.Read(file, Nothing)).Message, StringComparison.Ordinal);
        Assert.Equal("USDT-BTC", CandleImport.Read(file, Nothing with { Symbol = Symbol.Parse("USDT-BTC") }).Symbol.Code);
        Assert.Equal(1440, CandleImport.Read(
            Write(CandleCsv.Header + "\n2025-09-01 00:00:00,2,3,1,2,5\n"), new CandleImportOptions(Symbol.Parse("KRW-BTC"), 1440, CandleStamp.Open)).IntervalMinutes);
    }

    [Fact]
    public void Csv_WrittenAndRead_IsTheSame()
    {
        Candle[] candles = [.. CandleImport.Read(Write($"[{JsonRow}]"), Nothing).Candles, new(Timestamp.Utc(2025, 9, 1), new Price(1), new Price(3), new Price(1), new Price(2), Quantity.FromUnits(Int128.MaxValue / 1000))];
        string file = Path.Combine(_folder.Path, "out.csv");
        using (StreamWriter output = new(file))
            CandleCsv.Write(output, candles);

        Assert.Equal(candles, CandleCsv.Open(file).Read());
    }

    private string Write(string text, string name = "candles")
    {
        string file = Path.Combine(_folder.Path, name);
        File.WriteAllText(file, text, Encoding.UTF8);
        return file;
    }
}
