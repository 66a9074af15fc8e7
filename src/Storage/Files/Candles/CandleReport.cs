using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>So many intervals in a row without a candle. Known empty: the venue was asked and had none; else nobody knows.</summary>
public sealed record CandleGap(Timestamp From, int Intervals, bool IsKnownEmpty);

/// <summary>Two rows of one time.</summary>
public sealed record CandleDuplicate(Timestamp Time, int FirstPosition, int SecondPosition, bool IsSame);

/// <summary>Something about one row.</summary>
public sealed record CandleFlaw(Timestamp Time, int Position, string What);

/// <summary>A price that no order could have had at its time.</summary>
public sealed record OffTickPrice(Timestamp Time, int Position, string Field, Price Price, Price Step);

/// <summary>
/// What is odd about candles. Defects are what a good source does not have: <see cref="Duplicates"/>, <see cref="Disorder"/>,
/// <see cref="Violations"/> and <see cref="OffGrid"/>. Gaps and prices off the tick are real in real data and only reported.
/// </summary>
/// <param name="Source">The file, or the series in the store.</param>
/// <param name="PositionUnit">What positions count from 1: lines, items, or candles of the range.</param>
/// <param name="IsNewestFirst">The rows' order; disorder is what breaks it.</param>
/// <param name="LatestTickSeconds">How long after its candle's end the last trade of any was stored, 0 for never; null where the source does not say.</param>
public sealed record CandleReport(
    string Source, Symbol Symbol, int IntervalMinutes, string PositionUnit, int Rows, Timestamp From, Timestamp To, bool IsNewestFirst,
    IReadOnlyList<CandleGap> Gaps, IReadOnlyList<CandleDuplicate> Duplicates, IReadOnlyList<CandleFlaw> Disorder,
    IReadOnlyList<CandleFlaw> Violations, IReadOnlyList<CandleFlaw> OffGrid, IReadOnlyList<OffTickPrice> OffTick, double? LatestTickSeconds)
{
    public int MissingUnknown => Gaps.Where(g => !g.IsKnownEmpty).Sum(g => g.Intervals);

    public int MissingKnownEmpty => Gaps.Where(g => g.IsKnownEmpty).Sum(g => g.Intervals);

    public int Defects => Duplicates.Count + Disorder.Count + Violations.Count + OffGrid.Count;

    /// <summary>Looks at a file's rows as they stand. Throws <see cref="CandleFileException"/> for a row that cannot even be read.</summary>
    public static CandleReport OfFile(string path, CandleImportOptions options)
    {
        using ICandleRows rows = CandleImport.Open(DataFile.Open(path));
        List<CandleRow> read = [];
        while (rows.TryRead(out CandleRow row))
            read.Add(row);
        if (read.Count == 0)
            throw new CandleFileException(path, 0, "it has no candles");
        int interval = CandleImport.IntervalOf(path, read, options);
        TimeSpan shift = options.Stamp == CandleStamp.Close ? TimeSpan.FromMinutes(interval) : TimeSpan.Zero;
        Symbol symbol = options.Symbol ?? (read[0].Symbol.Code.Length > 0 ? read[0].Symbol : CandleFileName.TryGuessSymbol(path, out Symbol guessed) ? guessed : default);
        CandleInspection inspection = new(symbol, interval);
        foreach (CandleRow row in read)
            inspection.Add(row with { Candle = row.Candle with { OpenTime = row.Candle.OpenTime - shift } });
        return inspection.Finish(path, rows.Unit, TimeRanges.Empty);
    }

    /// <summary>Looks at stored candles; null when there are none.</summary>
    public static CandleReport? OfStore(StoredCandles candles)
    {
        CandleInspection inspection = new(candles.Key.Symbol, candles.Key.IntervalMinutes);
        int position = 0;
        foreach (Candle candle in candles)
            inspection.Add(new CandleRow(++position, candles.Key.Symbol, candles.Key.IntervalMinutes, candle, Timestamp.None));
        return position == 0 ? null : inspection.Finish(candles.Key.ToString(), "candle", candles.Complete);
    }
}
