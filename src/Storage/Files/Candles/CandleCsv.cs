using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>
/// Candles in a CSV file, plain or gzipped, under the header <c>timestamp,open,high,low,close,volume</c>. The timestamp is the
/// candle's open in UTC, <c>yyyy-MM-dd HH:mm:ss</c> with or without <c>.ffffff</c>; volume counts base currency. Times ascend;
/// a minute without trades has no row. Prices off the venue's tick are real and pass; volume is cut to eight places.
/// </summary>
public sealed class CandleCsv
{
    public const string Header = "timestamp,open,high,low,close,volume";

    private readonly DataFile _file;

    private CandleCsv(DataFile file) => _file = file;

    public string File => _file.Path;

    /// <summary>Of the file's bytes as they are on the disk, in lower-case hex; the very bytes that <see cref="Read"/> reads.</summary>
    public string Sha256 => _file.Sha256;

    /// <summary>Takes the file in. Throws <see cref="CandleFileException"/> when it is not there or cannot be read.</summary>
    public static CandleCsv Open(string file) => new(DataFile.Open(file));

    /// <summary>
    /// The candles one by one. Throws <see cref="CandleFileException"/> at the first line that is not one: a bad number or time,
    /// a time not after the one before, a low above or a high below the other prices.
    /// </summary>
    public IEnumerable<Candle> Read()
    {
        using var rows = new CsvCandleRows(_file, CsvFormat.Plain);
        Timestamp previous = Timestamp.None;
        bool isFirst = true;
        while (rows.TryRead(out CandleRow row))
        {
            rows.RequireConsistent(row.Candle);
            if (!isFirst && row.Candle.OpenTime <= previous)
                throw rows.Error(CandleField.Time, row.Candle.OpenTime == previous ? "comes twice" : "is before the line above");
            (previous, isFirst) = (row.Candle.OpenTime, false);
            yield return row.Candle;
        }
    }

    /// <summary>Writes the header and the candles, so that <see cref="Read"/> gives the same ones.</summary>
    public static void Write(TextWriter output, IEnumerable<Candle> candles)
    {
        output.Write(Header + "\n");
        foreach (Candle c in candles)
            output.Write($"{c.OpenTime.ToDateTimeOffset():yyyy-MM-dd HH:mm:ss},{c.Open},{c.High},{c.Low},{c.Close},{c.Volume}\n");
    }
}
