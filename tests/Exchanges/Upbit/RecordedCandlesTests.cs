using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

/// <summary>True answers of the venue, recorded in February 2020.</summary>
public sealed class RecordedCandlesTests
{
    [Fact]
    public void RecordedAnswers_OfThePast_AreReadWhole()
    {
        string folder = Folder();
        byte[] newest = File.ReadAllBytes(Path.Combine(folder, "upbit_1m_20200220_170000-20200220_202000.json"));

        List<UpbitCandle>? page = UpbitCandles.TryReadPage(newest, UpbitTime.Minute);

        Assert.NotNull(page);
        Assert.Equal(200, page.Count);
        var expected = new Candle(
            Timestamp.Utc(2020, 2, 20, 11, 19), Price.Of(11_509_000m), Price.Of(11_511_000m), Price.Of(11_489_000m), Price.Of(11_498_000m),
            Quantity.Of(2.63267824m));
        Assert.Equal(new UpbitCandle(expected, Timestamp.FromUnixMillis(1582197598691)), page[0]);
        Assert.Equal(Timestamp.Utc(2020, 2, 20, 8), page[^1].Candle.OpenTime);
    }

    [Fact]
    public void RecordedAnswers_OfEveryFile_AreReadable()
    {
        int candles = 0;
        foreach (string file in Directory.GetFiles(Folder(), "*.json"))
        {
            UpbitCandleUnit unit = file.Contains("_3m_") ? UpbitCandleUnit.Minute3 : UpbitCandleUnit.Minute1;
            candles += UpbitCandles.TryReadPage(File.ReadAllBytes(file), UpbitCandlePaths.GridOf(unit))?.Count ?? throw new InvalidDataException(file);
        }
        Assert.Equal(540, candles);
    }

    private static string Folder()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "shared", "data", "upbit-rest-json-2020-02");
            if (Directory.Exists(folder))
                return folder;
        }
        Assert.Skip("shared/data/upbit-rest-json-2020-02 is not on this machine");
        return "";
    }
}
