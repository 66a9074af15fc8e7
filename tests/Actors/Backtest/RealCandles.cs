using System.Globalization;
using System.IO.Compression;
using CoinPilot.MarketData;
using CoinPilot.Tests.Architecture;
using CoinPilot.Values;

namespace CoinPilot.Tests.Backtest;

/// <summary>Real one-minute candles of Upbit, read from outside the repository.</summary>
internal static class RealCandles
{
    private const string Folder = "upbit-krw-1m-2025-09";

    /// <summary>The file's path, or null where this machine does not have it.</summary>
    public static string? Find(string coin)
    {
        if (Repository.Data is null)
            return null;
        string path = Path.Combine(Repository.Data, Folder, $"{coin}_KRW_1m.csv.gz");
        return File.Exists(path) ? path : null;
    }

    public static Candle[] Read(string path)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        List<Candle> candles = [];
        while (reader.ReadLine() is { } line)
            candles.Add(Parse(line.Split(',')));
        return [.. candles];
    }

    // timestamp,open,high,low,close,volume; the timestamp is the candle's opening, in UTC.
    private static Candle Parse(string[] fields) => new(
        Timestamp.From(DateTimeOffset.ParseExact(fields[0], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
        PriceOf(fields[1]), PriceOf(fields[2]), PriceOf(fields[3]), PriceOf(fields[4]),
        Quantity.TryParse(fields[5], out Quantity volume) ? volume : throw new FormatException(fields[5]));

    private static Price PriceOf(string text) => Price.TryParse(text, out Price price) ? price : throw new FormatException(text);
}
