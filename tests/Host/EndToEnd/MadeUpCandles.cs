using System.Globalization;
using System.IO.Compression;

namespace CoinPilot.Tests.EndToEnd;

/// <summary>A candle file of a slow wave, so that a moving average cross has something to do.</summary>
internal static class MadeUpCandles
{
    public static string Write(string path, int minutes)
    {
        using Stream file = File.Create(path);
        using Stream target = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Compress) : file;
        using StreamWriter text = new(target);
        text.Write("timestamp,open,high,low,close,volume\n");
        DateTime time = new(2025, 9, 1, 0, 0, 0, DateTimeKind.Utc);
        for (int i = 0; i < minutes; i++)
        {
            long open = PriceAt(i), close = PriceAt(i + 1);
            text.Write(string.Create(CultureInfo.InvariantCulture,
                $"{time.AddMinutes(i):yyyy-MM-dd HH:mm:ss},{open}.0,{Math.Max(open, close) + 1000}.0,{Math.Min(open, close) - 1000}.0,{close}.0,1.5\n"));
        }
        return path;
    }

    private static long PriceAt(int minute) => 150_000_000 + (long)(Math.Sin(minute / 9.0) * 900) * 1000;
}
