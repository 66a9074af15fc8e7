using CoinPilot.Storage.Files.Journal;

namespace CoinPilot.Clustering.Persistence;

/// <summary>
/// One entity's end of the chain and the appends that wait for the one under way: a second one is not written before the first is
/// durable, so that no failure leaves a hole.
/// </summary>
internal sealed class EntityChain
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingAppend> _waiting = new();
    private bool _isWriting;

    /// <summary>Null until it was read.</summary>
    public ChainHead? Head { get; set; }

    /// <summary>True when the append is to be written now; else it waits for <see cref="TryNext"/>.</summary>
    public bool Begin(in PendingAppend append)
    {
        lock (_gate)
        {
            if (!_isWriting)
                return _isWriting = true;
            _waiting.Enqueue(append);
            return false;
        }
    }

    /// <summary>The append to be written after the one that has ended; false when none waits.</summary>
    public bool TryNext(out PendingAppend append)
    {
        lock (_gate)
            return _isWriting = _waiting.TryDequeue(out append);
    }
}
