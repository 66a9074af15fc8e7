using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.Tests.Storage.Candles;

/// <summary>Real published candles; skipped where the shared data is not there.</summary>
public sealed class RealCandleFileTests
{
    [Theory]
    [InlineData("upbit-krw-1m-2025-09/BTC_KRW_1m.csv.gz", 47_598, "KRW-BTC")]
    [InlineData("upbit-krw-1m-2025-09/ETH_KRW_1m.csv.gz", 47_599, "KRW-ETH")]
    [InlineData("upbit-krw-1m-2025-09/SOL_KRW_1m.csv.gz", 47_587, "KRW-SOL")]
    [InlineData("upbit-krw-1m-2025-09/XRP_KRW_1m.csv.gz", 47_600, "KRW-XRP")]
    [InlineData("upbit-krw-1m-2025-09/DOGE_KRW_1m.csv.gz", 47_385, "KRW-DOGE")]
    [InlineData("btc-perp-1m-2022-01/btc-perp-20211231-20220201_1m.csv.gz", 45_031, null)]
    public void Read_RealFile_GivesEveryRow(string path, int rows, string? symbol)
    {
        string file = SharedData.Require(path);
        Candle[] candles = [.. CandleCsv.Open(file).Read()];
        Assert.Equal(rows, candles.Length);
        Assert.Equal(symbol, CandleFileName.TryGuessSymbol(file, out Symbol guessed) ? guessed.Code : null);
        Assert.All(candles, candle => Assert.Equal(candle.OpenTime, candle.OpenTime.FloorTo(TimeSpan.FromMinutes(1))));
        if (symbol is null)
            return;
        Assert.Equal(Timestamp.Utc(2025, 9, 1), candles[0].OpenTime);
        // DOGE had no trade in the last two minutes.
        Assert.InRange(candles[^1].OpenTime.UnixMicros, Timestamp.Utc(2025, 10, 4, 1, 17).UnixMicros, Timestamp.Utc(2025, 10, 4, 1, 19).UnixMicros);
    }

    [Fact]
    public void Read_FirstRealCandle_IsAsPublished()
    {
        Candle first = CandleCsv.Open(SharedData.Require("upbit-krw-1m-2025-09/BTC_KRW_1m.csv.gz")).Read().First();
        Assert.Equal(
            new Candle(Timestamp.Utc(2025, 9, 1), Price.Of(150_700_000m), Price.Of(150_803_000m), Price.Of(150_640_000m), Price.Of(150_803_000m), Quantity.Of(1.51931528m)),
            first);
    }

    [Fact]
    public void Read_NewestFirstJsonFields_IsRefusedNamingTheHeader()
    {
        CandleCsv csv = CandleCsv.Open(SharedData.Require("upbit-krw-btc-1m-2018-01/BTC.csv.gz"));
        Assert.Contains(CandleCsv.Header, Assert.Throws<CandleFileException>(() => csv.Read().Count()).Message, StringComparison.Ordinal);
    }
}
