using System.Collections;
using System.Security.Cryptography;
using System.Text;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>
/// A series' candles of a time range, oldest first, read from memory-mapped files. What a writer stores meanwhile is not seen.
/// Any number of readers may read at once.
/// </summary>
public sealed class StoredCandles : IReadOnlyList<Candle>, IDisposable
{
    private readonly List<Part> _parts = [];
    private Part? _current;

    internal StoredCandles(CandleKey key, TimeRange range, IEnumerable<string> files)
    {
        Key = key;
        Complete = TimeRanges.Empty;
        try
        {
            foreach (string file in files)
                Add(file, range);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public CandleKey Key { get; }

    public int Count { get; private set; }

    /// <summary>Where every minute was asked of the venue: one without a candle had no trade.</summary>
    public TimeRanges Complete { get; private set; }

    public Candle this[int index]
    {
        get
        {
            Part? part = _current;
            if (part is null || (uint)(index - part.Start) >= (uint)part.Count)
                part = Find(index);
            return part.File.Record(part.RecordsAt, index - part.Start).ToCandle();
        }
    }

    /// <summary>
    /// Names the data: the SHA-256 in lower-case hex of the series' name as <c>venue/symbol/interval</c> in ASCII, then each candle's
    /// 56-byte record. Equal data have equal names, however they came into the store and however its files are cut.
    /// </summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(Key.ToString()));
        foreach (Part part in _parts)
            hash.AppendData(part.File.Bytes.Slice(part.RecordsAt, part.Count * CandleRecord.Size));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public IEnumerator<Candle> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        _current = null;
        foreach (Part part in _parts)
            part.File.Dispose();
        _parts.Clear();
        Count = 0;
    }

    private void Add(string path, TimeRange range)
    {
        MappedFile file = MappedFile.Open(path);
        try
        {
            CandleMonthLayout layout = CandleMonth.Read(path, file.Bytes, Key);
            foreach (TimeRange complete in layout.Complete)
                Complete = Complete.Add(complete.Intersect(range));
            int first = CountBefore(file, layout, range.From), end = CountBefore(file, layout, range.To);
            _parts.Add(new Part(file, layout.RecordsAt + first * CandleRecord.Size, Count, end - first));
            Count += end - first;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static int CountBefore(MappedFile file, CandleMonthLayout layout, Timestamp time)
    {
        int low = 0, high = layout.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (file.Record(layout.RecordsAt, middle).OpenTime < time.UnixMicros)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private Part Find(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        foreach (Part part in _parts)
        {
            if (index < part.Start + part.Count)
                return _current = part;
        }
        throw new InvalidOperationException($"no part of {Key} holds candle {index}");
    }

    private sealed record Part(MappedFile File, int RecordsAt, int Start, int Count);
}
