using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>What a candle file's times mark.</summary>
public enum CandleStamp { Open, Close }

/// <summary>What the user says of a file that the file may not say itself.</summary>
public sealed record CandleImportOptions(Symbol? Symbol, int? IntervalMinutes, CandleStamp Stamp);

/// <summary>
/// A file's candles ready for the store: in order of time, none twice. Reads the plain CSV (<see cref="CandleCsv.Header"/>), the CSV with the
/// venue's early JSON fields, and raw REST answers, each plain or gzipped, oldest or newest first.
/// </summary>
/// <param name="Repeated">Rows that repeat another one to the last digit; left out.</param>
public sealed record CandleImport(
    string File, Symbol Symbol, int IntervalMinutes, IReadOnlyList<Candle> Candles, IReadOnlyList<int> Positions, string PositionUnit, int Repeated, bool IsNewestFirst)
{
    /// <summary>
    /// Throws <see cref="CandleFileException"/> for the first row that is no candle, for two different ones of one time, and for a file that
    /// does not tell its symbol or interval where the options do not either.
    /// </summary>
    public static CandleImport Read(string path, CandleImportOptions options)
    {
        using ICandleRows rows = Open(DataFile.Open(path));
        List<CandleRow> read = [];
        while (rows.TryRead(out CandleRow row))
        {
            rows.RequireConsistent(row.Candle);
            RequireSame(rows, options, read.Count > 0 ? read[0] : row, row);
            read.Add(row);
        }
        if (read.Count == 0)
            throw new CandleFileException(path, 0, "it has no candles");
        int interval = IntervalOf(path, read, options);
        TimeSpan shift = options.Stamp == CandleStamp.Close ? TimeSpan.FromMinutes(interval) : TimeSpan.Zero;
        List<CandleRow> ordered = [.. read.Select(r => r with { Candle = r.Candle with { OpenTime = r.Candle.OpenTime - shift } }).OrderBy(r => r.Candle.OpenTime)];
        List<CandleRow> once = Once(path, rows.Unit, interval, ordered);
        return new CandleImport(
            path, SymbolOf(path, read[0], options), interval, [.. once.Select(r => r.Candle)], [.. once.Select(r => r.Position)], rows.Unit,
            ordered.Count - once.Count, read[0].Candle.OpenTime > read[^1].Candle.OpenTime);
    }

    /// <summary>Where in the file the candle of that time stands: <c>FILE line 7</c>.</summary>
    public string PlaceOf(Timestamp openTime)
    {
        for (int i = 0; i < Candles.Count; i++)
        {
            if (Candles[i].OpenTime == openTime)
                return $"{File} {PositionUnit} {Positions[i]}";
        }
        return File;
    }

    internal static ICandleRows Open(DataFile file)
    {
        using Stream stream = file.OpenStream();
        int first;
        try
        {
            do
                first = stream.ReadByte();
            while (first is ' ' or '\n' or '\r' or '\t' or 0xEF or 0xBB or 0xBF);
        }
        catch (InvalidDataException e)
        {
            throw new CandleFileException(file.Path, 0, e.Message, inner: e);
        }
        return first is '[' or '{' ? new JsonCandleRows(file) : new CsvCandleRows(file, CsvFormat.Plain, CsvFormat.JsonFields);
    }

    private static void RequireSame(ICandleRows rows, CandleImportOptions options, in CandleRow first, in CandleRow row)
    {
        Symbol expected = row.Symbol.Code.Length > 0 && options.Symbol is { } given ? given : first.Symbol;
        if (row.Symbol != expected)
            throw rows.Error(CandleField.Symbol, $"is not {expected}");
        int interval = row.IntervalMinutes > 0 && options.IntervalMinutes is { } minutes ? minutes : first.IntervalMinutes;
        if (row.IntervalMinutes != interval)
            throw rows.Error(CandleField.Interval, $"is not {interval}");
    }

    private static Symbol SymbolOf(string path, in CandleRow first, CandleImportOptions options) =>
        options.Symbol ?? (first.Symbol.Code.Length > 0 ? first.Symbol
            : CandleFileName.TryGuessSymbol(path, out Symbol guessed) ? guessed
            : throw new CandleFileException(path, 0, "neither the file nor its name tells the symbol: say it with --symbol"));

    /// <summary>The shortest step between two rows is the interval, where nobody says it.</summary>
    internal static int IntervalOf(string path, IReadOnlyList<CandleRow> rows, CandleImportOptions options)
    {
        if (options.IntervalMinutes is { } given)
            return given;
        if (rows[0].IntervalMinutes > 0)
            return rows[0].IntervalMinutes;
        long shortest = long.MaxValue;
        for (int i = 1; i < rows.Count; i++)
        {
            long step = Math.Abs(rows[i].Candle.OpenTime.UnixMicros - rows[i - 1].Candle.OpenTime.UnixMicros);
            if (step > 0)
                shortest = Math.Min(shortest, step);
        }
        return shortest % 60_000_000 == 0 && CandleKey.IsInterval(shortest / 60_000_000)
            ? (int)(shortest / 60_000_000)
            : throw new CandleFileException(path, 0, "its rows do not tell the interval: say it with --interval");
    }

    private static List<CandleRow> Once(string path, string unit, int interval, List<CandleRow> ordered)
    {
        List<CandleRow> once = [];
        foreach (CandleRow row in ordered)
        {
            Timestamp time = row.Candle.OpenTime;
            if (time != time.FloorTo(TimeSpan.FromMinutes(interval)))
                throw new CandleFileException(path, row.Position, $"a candle that opens at {time} is not on a boundary of {interval} minutes", unit: unit);
            if (once.Count == 0 || once[^1].Candle.OpenTime != time)
                once.Add(row);
            else if (once[^1].Candle != row.Candle)
                throw new CandleFileException(path, row.Position,
                    $"the candle of {time} is {CandleText.Write(row.Candle)}, but {CandleText.Write(once[^1].Candle)} in {unit} {once[^1].Position}", unit: unit);
        }
        return once;
    }
}
