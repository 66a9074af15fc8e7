using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>Takes rows in their source's order and finds what is odd about them.</summary>
internal sealed class CandleInspection(Symbol symbol, int intervalMinutes)
{
    private readonly TimeSpan _interval = TimeSpan.FromMinutes(intervalMinutes);
    private readonly List<CandleRow> _rows = [];
    private readonly List<CandleFlaw> _violations = [];
    private readonly List<CandleFlaw> _offGrid = [];
    private readonly List<OffTickPrice> _offTick = [];
    private double? _latestTick;

    public void Add(in CandleRow row)
    {
        _rows.Add(row);
        Candle candle = row.Candle;
        if (!candle.IsConsistent)
            _violations.Add(new CandleFlaw(candle.OpenTime, row.Position, CandleText.Write(candle)));
        if (candle.OpenTime != candle.OpenTime.FloorTo(_interval))
            _offGrid.Add(new CandleFlaw(candle.OpenTime, row.Position, $"not on a boundary of {intervalMinutes} minutes"));
        if (row.LastTick.IsSet)
            _latestTick = Math.Max(_latestTick ?? 0, (row.LastTick - (candle.OpenTime + _interval)).TotalSeconds);
        CheckTick(row, "open", candle.Open);
        CheckTick(row, "high", candle.High);
        CheckTick(row, "low", candle.Low);
        CheckTick(row, "close", candle.Close);
    }

    public CandleReport Finish(string source, string unit, TimeRanges complete)
    {
        bool newestFirst = _rows[0].Candle.OpenTime > _rows[^1].Candle.OpenTime;
        List<CandleRow> ordered = [.. _rows.OrderBy(r => r.Candle.OpenTime)];
        return new CandleReport(
            source, symbol, intervalMinutes, unit, _rows.Count, ordered[0].Candle.OpenTime, ordered[^1].Candle.OpenTime, newestFirst,
            [.. Gaps(ordered, complete)], [.. Duplicates(ordered)], [.. Disorder(newestFirst)], _violations, _offGrid, _offTick, _latestTick);
    }

    private void CheckTick(in CandleRow row, string field, Price price)
    {
        if (symbol.Code.Length == 0)
            return;
        Price step = TickHistory.StepAt(symbol, price, row.Candle.OpenTime);
        if (step.IsSet && price.Units % step.Units != 0)
            _offTick.Add(new OffTickPrice(row.Candle.OpenTime, row.Position, field, price, step));
    }

    private IEnumerable<CandleGap> Gaps(List<CandleRow> ordered, TimeRanges complete)
    {
        Timestamp next = ordered[0].Candle.OpenTime;
        if (complete.All is [var first, ..] && first.From < next)
            next = first.From;
        foreach (CandleRow row in ordered)
        {
            foreach (CandleGap gap in Split(new TimeRange(next, row.Candle.OpenTime), complete))
                yield return gap;
            next = row.Candle.OpenTime + _interval;
        }
        if (complete.All is [.., var last])
        {
            foreach (CandleGap gap in Split(new TimeRange(next, last.To), complete))
                yield return gap;
        }
    }

    private IEnumerable<CandleGap> Split(TimeRange hole, TimeRanges complete)
    {
        if (hole.IsEmpty)
            return [];
        IEnumerable<CandleGap> unknown = complete.Missing(hole).Select(r => GapOf(r, isKnownEmpty: false));
        IEnumerable<CandleGap> empty = complete.Within(hole).Select(r => GapOf(r, isKnownEmpty: true));
        return unknown.Concat(empty).Where(g => g.Intervals > 0).OrderBy(g => g.From);
    }

    private CandleGap GapOf(TimeRange range, bool isKnownEmpty) => new(range.From, (int)((range.To - range.From).Ticks / _interval.Ticks), isKnownEmpty);

    private static IEnumerable<CandleDuplicate> Duplicates(List<CandleRow> ordered)
    {
        for (int i = 1; i < ordered.Count; i++)
        {
            CandleRow one = ordered[i - 1], other = ordered[i];
            if (one.Candle.OpenTime == other.Candle.OpenTime)
                yield return new CandleDuplicate(one.Candle.OpenTime, one.Position, other.Position, one.Candle == other.Candle);
        }
    }

    private IEnumerable<CandleFlaw> Disorder(bool newestFirst)
    {
        for (int i = 1; i < _rows.Count; i++)
        {
            Timestamp before = _rows[i - 1].Candle.OpenTime, time = _rows[i].Candle.OpenTime;
            if (newestFirst ? time > before : time < before)
                yield return new CandleFlaw(time, _rows[i].Position, $"{(newestFirst ? "newer" : "older")} than the row before, {before}");
        }
    }
}
