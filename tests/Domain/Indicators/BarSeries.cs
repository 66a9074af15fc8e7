using System.Globalization;
using System.IO.Compression;
using CoinPilot.Indicators;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Indicators;

/// <summary>Bars for the tests of indicators.</summary>
internal static class BarSeries
{
    /// <summary>
    /// A walk in quarters, which doubles hold exactly: with stretches of one price, jumps, bars without volume and days of 30 to 40 bars.
    /// </summary>
    public static Bar[] Walk(Random random, int count)
    {
        Bar[] bars = new Bar[count];
        Timestamp time = Timestamp.Utc(2025, 9, 1);
        int price = 4_000;
        int still = 0;
        for (int i = 0; i < count; i++)
        {
            if (still == 0 && random.Next(60) == 0)
                still = random.Next(5, 60);
            int step = random.Next(50) == 0 ? 400 : 12;
            int open = price, close = still > 0 ? price : Math.Max(400, price + random.Next(-step, step + 1));
            int high = Math.Max(open, close) + (still > 0 ? 0 : random.Next(8)), low = Math.Min(open, close) - (still > 0 ? 0 : random.Next(8));
            still = Math.Max(0, still - 1);
            double volume = random.Next(10) == 0 ? 0 : random.Next(1, 1_000) / 8.0;
            bars[i] = new Bar(time, open / 4.0, high / 4.0, low / 4.0, close / 4.0, volume);
            price = close;
            time += TimeSpan.FromMinutes(random.Next(35, 50));
        }
        return bars;
    }

    /// <summary>The first real one-minute candles of a coin, or null where this machine does not have them.</summary>
    public static Bar[]? Real(string coin, int count) => RealCandles(coin, count)?.Select(candle => Bar.Of(candle)).ToArray();

    /// <inheritdoc cref="Real"/>
    public static Candle[]? RealCandles(string coin, int count)
    {
        string? path = Find(coin);
        if (path is null)
            return null;
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        List<Candle> candles = [];
        while (candles.Count < count && reader.ReadLine() is { } line)
        {
            string[] fields = line.Split(',');
            Price[] prices = [.. fields[1..5].Select(f => Price.TryParse(f, out Price price) ? price : throw new FormatException(f))];
            candles.Add(new Candle(
                Timestamp.From(DateTimeOffset.ParseExact(fields[0], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
                prices[0], prices[1], prices[2], prices[3], Quantity.TryParse(fields[5], out Quantity volume) ? volume : throw new FormatException(fields[5])));
        }
        return [.. candles];
    }

    private static string? Find(string coin)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", "upbit-krw-1m-2025-09", $"{coin}_KRW_1m.csv.gz");
            if (File.Exists(path))
                return path;
        }
        return null;
    }
}
