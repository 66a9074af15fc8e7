using CoinPilot.Actors.InProcess.Recording;
using CoinPilot.Actors.Wire;

namespace CoinPilot.Actors.InProcess.Replay;

/// <summary>Reads one worker's entries, frame after frame as they are added.</summary>
internal sealed class EntryReader
{
    private readonly Queue<RecordedFrame> _frames = new();
    private RecordedFrame _frame;
    private int _at;

    public delegate T Read<out T>(ref WireReader wire);

    /// <summary>True while there is an entry.</summary>
    public bool HasEntry
    {
        get
        {
            while (_at == _frame.Entries.Length)
            {
                if (!_frames.TryDequeue(out RecordedFrame next))
                    return false;
                (_frame, _at) = (next, 0);
            }
            return true;
        }
    }

    /// <summary>The head of the next entry; there must be one.</summary>
    public byte Head => _frame.Entries.Span[_at];

    /// <summary>Where the entry in hand stands.</summary>
    public string Place => _frame.Place;

    public void Add(RecordedFrame frame) => _frames.Enqueue(frame);

    /// <summary>Reads on in the entry in hand. Throws <see cref="FormatException"/> for what is no entry.</summary>
    public T Take<T>(Read<T> read)
    {
        WireReader wire = new(_frame.Entries.Span[_at..]);
        T value = read(ref wire);
        _at += wire.Position;
        return value;
    }

    /// <summary>Reads in the entry in hand without going on.</summary>
    public T Peek<T>(Read<T> read)
    {
        WireReader wire = new(_frame.Entries.Span[_at..]);
        return read(ref wire);
    }

    public byte TakeByte() => Take(static (ref WireReader wire) => wire.ReadByte());

    public int TakeNumber() => Take(static (ref WireReader wire) => checked((int)wire.ReadUnsigned()));

    public long TakeLong() => Take(static (ref WireReader wire) => wire.ReadLong());

    public string TakeString() => Take(static (ref WireReader wire) => wire.ReadString());

    /// <summary>What kind a head says.</summary>
    public static InputKind KindOf(byte head) => (InputKind)(head & ~LaneRecorder.LeftWaiting);
}
