using System.Collections.Concurrent;

namespace CoinPilot.Actors.Contract;

/// <summary>What an engine counted since it started. Readable from any thread.</summary>
public sealed class EngineCounters
{
    private readonly ConcurrentDictionary<string, long> _unhandled = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _deadLetters = new(StringComparer.Ordinal);
    private long _conflated;
    private long _overflowed;
    private long _restarts;
    private long _persistFailures;

    /// <summary>Messages that their receiver had no use for, by message type.</summary>
    public IReadOnlyDictionary<string, long> Unhandled => _unhandled;

    /// <summary>Messages to actors that are gone or quarantined, by message type.</summary>
    public IReadOnlyDictionary<string, long> DeadLetters => _deadLetters;

    /// <summary>Trades replaced by a newer one because a mailbox was full.</summary>
    public long Conflated => Interlocked.Read(ref _conflated);

    /// <summary>Messages that found a mailbox full and had to wait behind it.</summary>
    public long Overflowed => Interlocked.Read(ref _overflowed);

    public long Restarts => Interlocked.Read(ref _restarts);

    public long PersistFailures => Interlocked.Read(ref _persistFailures);

    public void CountUnhandled(string type) => _unhandled.AddOrUpdate(type, 1, static (_, n) => n + 1);

    public void CountDeadLetter(string type) => _deadLetters.AddOrUpdate(type, 1, static (_, n) => n + 1);

    public void CountConflated() => Interlocked.Increment(ref _conflated);

    public void CountOverflow() => Interlocked.Increment(ref _overflowed);

    public void CountRestart() => Interlocked.Increment(ref _restarts);

    public void CountPersistFailure() => Interlocked.Increment(ref _persistFailures);
}
