using System.Text;

namespace CoinPilot.Storage.Files.Journal;

/// <summary>Where one append stands. 24 bytes of memory an append.</summary>
internal readonly record struct FrameLocation(int Segment, int Offset, int Length, long FirstSequence);

/// <summary>
/// What the journal knows of one entity. The head belongs to the writer's thread and may be ahead of the disk;
/// the durable part is shared under the lock.
/// </summary>
internal sealed class EntityLog(string entityId)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Lock _gate = new();
    private readonly List<FrameLocation> _durable = [];
    private long _durableSequence;

    public string EntityId { get; } = entityId;

    public byte[] EntityIdUtf8 { get; } = StrictUtf8.GetBytes(entityId);

    public long HeadSequence { get; private set; }

    public Hash256 HeadHash { get; private set; }

    public long DurableSequence
    {
        get
        {
            lock (_gate)
                return _durableSequence;
        }
    }

    public void Advance(long sequence, Hash256 hash)
    {
        HeadSequence = sequence;
        HeadHash = hash;
    }

    public void AddDurable(in FrameLocation location, long lastSequence)
    {
        lock (_gate)
        {
            _durable.Add(location);
            _durableSequence = lastSequence;
        }
    }

    /// <summary>The appends that hold events after <paramref name="afterSequence"/>, in order.</summary>
    public FrameLocation[] DurableAfter(long afterSequence)
    {
        lock (_gate)
        {
            if (afterSequence >= _durableSequence)
                return [];
            int first = _durable.Count - 1;
            int low = 0;
            while (low < first)
            {
                int middle = (low + first + 1) / 2;
                if (_durable[middle].FirstSequence <= afterSequence + 1)
                    low = middle;
                else
                    first = middle - 1;
            }
            return [.. _durable[low..]];
        }
    }
}
