using System.Text;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.Tests.Storage.Candles;

/// <summary>The expected figures of the real files were counted elsewhere, by a script of its own with decimals; those tests are skipped without shared/data.</summary>
public sealed class CandleReportTests
{
    private static readonly CandleImportOptions Nothing = new(null, null, CandleStamp.Open);

    [Theory]
    [InlineData("BTC", 47_598, 2, 2, 0)]
    [InlineData("ETH", 47_599, 1, 1, 0)]
    [InlineData("SOL", 47_587, 13, 13, 12)]
    [InlineData("XRP", 47_600, 0, 0, 0)]
    [InlineData("DOGE", 47_385, 213, 189, 34)]
    public void Report_OfSeptember2025_HasExactlyItsOddities(string coin, int rows, int missing, int gaps, int offTick)
    {
        CandleReport report = CandleReport.OfFile(SharedData.Require($"upbit-krw-1m-2025-09/{coin}_KRW_1m.csv.gz"), Nothing);

        Assert.Equal((rows, missing, gaps, offTick), (report.Rows, report.MissingUnknown, report.Gaps.Count, report.OffTick.Count));
        Assert.Equal((0, false, "KRW-" + coin), (report.Defects, report.IsNewestFirst, report.Symbol.Code));
    }

    [Fact]
    public void Report_OfJanuary2018_FindsTheOneRepeatedMinuteAndTheOrder()
    {
        CandleReport report = CandleReport.OfFile(SharedData.Require("upbit-krw-btc-1m-2018-01/BTC.csv.gz"), Nothing);

        Assert.Equal((10_000, 0, 0, true), (report.Rows, report.MissingUnknown, report.OffTick.Count, report.IsNewestFirst));
        Assert.Equal([new CandleDuplicate(Timestamp.Utc(2018, 2, 1, 2, 1), 201, 202, true)], report.Duplicates);
        Assert.Equal(1, report.Defects);
        Assert.Equal(15.732, report.LatestTickSeconds!.Value, 6);
    }

    [Theory]
    [InlineData("upbit_1m_20200220_170000-20200220_202000", 200, 1)]
    [InlineData("upbit_1m_20200220_202000-20200220_210000", 40, 1)]
    [InlineData("upbit_3m_20200220_000000-20200220_100000", 200, 3)]
    [InlineData("upbit_3m_20200220_100000-20200220_120000", 40, 3)]
    [InlineData("upbit_3m_20200220_170000-20200220_200000", 60, 3)]
    public void Report_OfRestAnswers_IsClean(string name, int rows, int interval)
    {
        CandleReport report = CandleReport.OfFile(SharedData.Require($"upbit-rest-json-2020-02/{name}.json"), Nothing);

        Assert.Equal((rows, interval, "KRW-BTC"), (report.Rows, report.IntervalMinutes, report.Symbol.Code));
        Assert.Equal((0, 0, 0), (report.Defects, report.Gaps.Count, report.OffTick.Count));
    }

    [Fact]
    public void Report_OfThePerpetual_IsGapFreeOneMinuteEarlier()
    {
        CandleReport report = CandleReport.OfFile(SharedData.Require("btc-perp-1m-2022-01/btc-perp-20211231-20220201_1m.csv.gz"), Nothing with { Stamp = CandleStamp.Close });

        Assert.Equal((45_031, 0, 0), (report.Rows, report.Defects, report.Gaps.Count));
        Assert.Equal((Timestamp.Utc(2021, 12, 31, 23, 0), Timestamp.Utc(2022, 2, 1, 5, 30)), (report.From, report.To));
    }

    [Fact]
    public void Report_OfABadFile_ListsEveryDefectWithItsLine()
    {
        using TempFolder folder = new();
        string file = Path.Combine(folder.Path, "KRW-BTC.csv");
        File.WriteAllText(file, CandleCsv.Header + "\n"
            + "2025-09-01 00:00:00,150700000,150803000,150640000,150803000,1\n"
            + "2025-09-01 00:03:00,150700500,150803000,150640000,150803000,1\n"
            + "2025-09-01 00:01:00,150700000,150600000,150640000,150803000,1\n"
            + "2025-09-01 00:03:00,150700000,150803000,150640000,150803000,2\n"
            + "2025-09-01 00:04:30,150700000,150803000,150640000,150803000,1\n", Encoding.UTF8);

        CandleReport report = CandleReport.OfFile(file, Nothing with { IntervalMinutes = 1 });

        Assert.Equal([new CandleDuplicate(Timestamp.Utc(2025, 9, 1, 0, 3), 3, 5, false)], report.Duplicates);
        Assert.Equal([4], report.Disorder.Select(d => d.Position));
        Assert.Equal([4], report.Violations.Select(v => v.Position));
        Assert.Equal([6], report.OffGrid.Select(v => v.Position));
        Assert.Equal([new OffTickPrice(Timestamp.Utc(2025, 9, 1, 0, 3), 3, "open", Price.Of(150_700_500), Price.Of(1_000))], report.OffTick);
        Assert.Contains(new CandleGap(Timestamp.Utc(2025, 9, 1, 0, 2), 1, false), report.Gaps);
        Assert.Equal(4, report.Defects);
    }

    // upbit.md §5.1's tables, row by row, at a price inside the bracket.
    [Theory]
    [InlineData("KRW-BTC", "2018-01-25", "11273000", "1000")]
    [InlineData("KRW-BTC", "2020-02-20", "1500000", "500")]
    [InlineData("KRW-XRP", "2023-06-01", "3000", "5")]
    [InlineData("KRW-XRP", "2023-06-01", "500", "1")]
    [InlineData("KRW-XRP", "2023-06-01", "50", "0.1")]
    [InlineData("KRW-XRP", "2024-01-28", "3000", "5")]
    [InlineData("KRW-XRP", "2024-01-29", "3000", "1")]
    [InlineData("KRW-XRP", "2025-07-30", "700000", "100")]
    [InlineData("KRW-XRP", "2025-07-31", "700000", "500")]
    [InlineData("KRW-DOGE", "2025-07-30", "300", "0.1")]
    [InlineData("KRW-DOGE", "2025-07-31", "300", "1")]
    [InlineData("KRW-USDT", "2025-03-20", "1400", "1")]
    [InlineData("KRW-USDT", "2025-03-21", "1400", "0.5")]
    [InlineData("KRW-USDT", "2025-08-01", "1400", "1")]
    public void Tick_AtADate_IsThatOfItsTable(string symbol, string day, string price, string expected) => Assert.Equal(
        Price.Of(decimal.Parse(expected)),
        TickHistory.StepAt(Symbol.Parse(symbol), Price.Of(decimal.Parse(price)), Timestamp.From(DateTimeOffset.Parse(day + "T00:00:00Z"))));

    [Fact]
    public void Tick_OfAnotherCurrency_IsNotKnown() =>
        Assert.False(TickHistory.StepAt(Symbol.Parse("USDT-BTC"), Price.Of(60_000.01m), Timestamp.Utc(2025, 9, 1)).IsSet);
}
