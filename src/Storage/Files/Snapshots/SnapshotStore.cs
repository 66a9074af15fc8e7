using System.Data.Common;
using CoinPilot.Actors.Wire;

namespace CoinPilot.Storage.Files.Snapshots;

/// <summary>
/// The latest snapshot of each entity, written by a thread of its own. A snapshot that is damaged, unreadable or ahead of the journal
/// is passed over and counted: losing one only slows recovery.
/// </summary>
internal sealed class SnapshotStore : IAsyncDisposable
{
    private readonly ISnapshotPlace _place;
    private readonly object _gate = new();
    private readonly Dictionary<string, (long Sequence, object Snapshot)> _unwritten = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _closed;
    private long _failed;

    public SnapshotStore(ISnapshotPlace place)
    {
        _place = place;
        new Thread(Run) { IsBackground = true, Name = "snapshots" }.Start();
    }

    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Keeps the newest only: of an entity at most one waits to be written.</summary>
    public void Save(string entityId, long sequence, object snapshot)
    {
        lock (_gate)
        {
            _unwritten[entityId] = (sequence, snapshot);
            Monitor.Pulse(_gate);
        }
    }

    public (long Sequence, object Snapshot)? Read(string entityId, long journalSequence)
    {
        lock (_gate)
        {
            if (_unwritten.TryGetValue(entityId, out (long Sequence, object Snapshot) waiting))
                return waiting;
        }
        try
        {
            if (_place.Read(entityId) is not { } found)
                return null;
            if (found.Sequence <= journalSequence)
                return found;
        }
        catch (Exception e) when (e is FormatException or IOException or UnknownManifestException or UnauthorizedAccessException
            or DbException)
        {
            // Counted below: the events are the truth and are all there.
        }
        Interlocked.Increment(ref _failed);
        return null;
    }

    /// <summary>Writes what is waiting.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
        await _ended.Task;
    }

    private void Run()
    {
        while (Next() is { } next)
        {
            TryWrite(next.EntityId, next.Sequence, next.Snapshot);
            lock (_gate)
            {
                (long sequence, object snapshot) = _unwritten[next.EntityId];
                if (sequence == next.Sequence && ReferenceEquals(snapshot, next.Snapshot))
                    _unwritten.Remove(next.EntityId);
            }
        }
        _ended.SetResult();
    }

    private (string EntityId, long Sequence, object Snapshot)? Next()
    {
        lock (_gate)
        {
            while (_unwritten.Count == 0 && !_closed)
                Monitor.Wait(_gate);
            foreach ((string entityId, (long sequence, object snapshot)) in _unwritten)
                return (entityId, sequence, snapshot);
            return null;
        }
    }

    private void TryWrite(string entityId, long sequence, object snapshot)
    {
        try
        {
            _place.Write(entityId, sequence, snapshot);
        }
        catch (Exception)
        {
            // Whatever went wrong, a codec or a full disk, costs recovery time and nothing else.
            Interlocked.Increment(ref _failed);
        }
    }
}
