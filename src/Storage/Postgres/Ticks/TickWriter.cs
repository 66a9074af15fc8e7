using System.Diagnostics;
using CoinPilot.MarketData;
using CoinPilot.Storage.Postgres.Journal;
using CoinPilot.Values;

namespace CoinPilot.Storage.Postgres.Ticks;

/// <summary>
/// Writes trades in batches, from a thread of its own. What comes while the database is slow or away waits up to a bound; past it the newest
/// are dropped and counted.
/// </summary>
public sealed class TickWriter : IDisposable
{
    private const int MostWaiting = 65_536;
    private const int BatchRows = 4_096;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    private readonly TickInsert _insert;
    private readonly TickRing _ring;
    private readonly Action<string> _warn;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private long _dropped;
    private long _droppedBefore;
    private bool _warned;
    private string? _trouble;

    /// <summary>Throws <see cref="FormatException"/> for a connection string that is none.</summary>
    /// <param name="warn">Told once when ticks begin to be dropped, and again only after all that waited was written; from the table's thread.</param>
    /// <param name="mostWaiting">How many may wait; rounded up to a power of two.</param>
    public TickWriter(string connectionString, Action<string> warn, int mostWaiting = MostWaiting)
    {
        _insert = new TickInsert(connectionString);
        _ring = new TickRing(mostWaiting);
        _warn = warn;
        _thread = new Thread(Run) { IsBackground = true, Name = "ticks" };
        _thread.Start();
    }

    /// <summary>How many were not written, and never will be.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Returns at once and allocates nothing; one thread at a time.</summary>
    public void Add(Symbol symbol, in Trade trade)
    {
        if (!_ring.TryAdd(new Tick(symbol, trade)))
            Interlocked.Increment(ref _dropped);
    }

    /// <summary>Writes what is waiting, for some seconds at most; the rest is dropped. Nothing may be added any more.</summary>
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
        _insert.Dispose();
    }

    private void Run()
    {
        bool hasMore = false;
        while (!_stop.Wait(hasMore ? TimeSpan.Zero : Interval))
        {
            hasMore = TryWriteBatch() && _ring.Count >= BatchRows;
            Warn();
        }
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < LongestEnd && TryWriteBatch())
        {
        }
        Drop(_ring.Count);
        Warn();
    }

    // Trading must not depend on what is only kept for looking at: what fails is tried again in a second, what can never succeed is dropped.
    private bool TryWriteBatch()
    {
        Tick[] batch = _ring.Peek(BatchRows);
        if (batch.Length == 0)
            return false;
        try
        {
            _insert.Write(batch);
            _ring.Remove(batch.Length);
            _trouble = null;
            return true;
        }
        catch (Exception failed)
        {
            _trouble = failed.Message;
            if (Database.IsAway(failed))
                return false;
            Drop(batch.Length);
            return true;
        }
    }

    private void Drop(int count)
    {
        _ring.Remove(count);
        Interlocked.Add(ref _dropped, count);
    }

    private void Warn()
    {
        long dropped = Dropped;
        if (dropped > _droppedBefore && !_warned)
            _warn($"ticks are dropped: {_trouble ?? "the database does not take them fast enough"}");
        _warned = dropped > _droppedBefore || (_warned && (_trouble is not null || _ring.Count > 0));
        _droppedBefore = dropped;
    }
}
