using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Recordings;

/// <summary>
/// Trades in a CSV file, plain or gzipped, under the header <c>timestamp,price,quantity,side,id</c>: UTC as in <see cref="CandleCsv"/>,
/// the taker's side as <c>buy</c> or <c>sell</c>, the venue's number (0 where it has none). Times do not go back.
/// </summary>
public static class TradeCsv
{
    public const string Header = "timestamp,price,quantity,side,id";

    private static readonly string[] Fields = Header.Split(',');

    /// <summary>True when the file begins with the header.</summary>
    public static bool IsTradeCsv(string file)
    {
        using Stream stream = DataFile.Open(file).OpenStream();
        var lines = new CsvLines(stream);
        try
        {
            return lines.TryAdvance() && lines.Line.SequenceEqual("timestamp,price,quantity,side,id"u8);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>The trades one by one. Throws <see cref="CandleFileException"/> that names the line and field of the first that is none.</summary>
    public static IEnumerable<Trade> Read(string path)
    {
        DataFile file = DataFile.Open(path);
        using Stream stream = file.OpenStream();
        var lines = new CsvLines(stream);
        if (!lines.TryAdvance() || !lines.Line.SequenceEqual("timestamp,price,quantity,side,id"u8))
            throw new CandleFileException(path, 1, $"the header '{Header}' was expected");
        Timestamp previous = Timestamp.None;
        while (TryAdvance(path, lines))
        {
            Trade trade = Parse(path, lines);
            if (trade.Time < previous)
                throw Bad(path, lines, 0, "is before the line above");
            previous = trade.Time;
            yield return trade;
        }
        file.VerifyLength(lines.BytesRead, lines.Number + 1);
    }

    private static bool TryAdvance(string path, CsvLines lines)
    {
        try
        {
            return lines.TryAdvance();
        }
        catch (InvalidDataException e)
        {
            throw new CandleFileException(path, lines.Number + 1, e.Message, inner: e);
        }
    }

    private static Trade Parse(string path, CsvLines lines)
    {
        int fields = lines.Line.Count((byte)',') + 1;
        if (fields != Fields.Length)
            throw new CandleFileException(path, lines.Number, $"{fields} fields; {Fields.Length} were expected");
        return new Trade(
            CsvTime.TryParse(lines.Field(0), out Timestamp time) ? time : throw Bad(path, lines, 0, "is not a time like 2025-09-01 00:00:00"),
            Price.TryParse(lines.Field(1), out Price price) ? price : throw Bad(path, lines, 1, "is not a price"),
            Quantity.TryParse(lines.Field(2), out Quantity quantity) && !quantity.IsZero ? quantity : throw Bad(path, lines, 2, "is not a quantity above 0"),
            lines.Field(3).SequenceEqual("buy"u8) ? OrderSide.Buy : lines.Field(3).SequenceEqual("sell"u8) ? OrderSide.Sell : throw Bad(path, lines, 3, "is not buy or sell"),
            System.Buffers.Text.Utf8Parser.TryParse(lines.Field(4), out long id, out int used) && used == lines.Field(4).Length && id >= 0
                ? id : throw Bad(path, lines, 4, "is not a whole number of 0 or more"));
    }

    private static CandleFileException Bad(string path, CsvLines lines, int field, string reason) =>
        new(path, lines.Number, reason, Fields[field], System.Text.Encoding.UTF8.GetString(lines.Field(field)));
}
