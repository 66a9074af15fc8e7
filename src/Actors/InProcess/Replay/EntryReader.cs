using CoinPilot.Actors.InProcess.Recording;
using CoinPilot.Actors.Wire;
using CoinPilot.MarketData;

namespace CoinPilot.Actors.InProcess.Replay;

/// <summary>Reads one worker's entries, part by part, frame after frame as they are added. What is no entry throws <see cref="FormatException"/>.</summary>
internal sealed class EntryReader
{
    private readonly Queue<RecordedFrame> _frames = new();
    private readonly InputCodec _codec = new();
    private readonly List<string> _paths = [""];
    private TradeDelta[] _trades = new TradeDelta[16];
    private RecordedFrame _frame;
    private int _at;
    private long _micros;

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

    /// <summary>What the next entry is; there must be one.</summary>
    public InputKind Kind => (InputKind)(Head & ~LaneRecorder.LeftWaiting);

    /// <summary>How many messages of the worker's own queue are handled before the next entry, since the last; -1 for all.</summary>
    public long Handled => (Head & LaneRecorder.LeftWaiting) == 0 ? -1 : Peek(static (ref WireReader wire) =>
    {
        wire.ReadByte();
        return checked((long)wire.ReadUnsigned());
    });

    /// <summary>Where the entry in hand stands.</summary>
    public string Place => _frame.Place;

    private byte Head => _frame.Entries.Span[_at];

    public void Add(RecordedFrame frame) => _frames.Enqueue(frame);

    /// <summary>The path that the number of an actor stands for.</summary>
    public string PathOf(int actor) => _paths[actor];

    /// <summary>Goes over the entry that gives an actor its number.</summary>
    public void TakeActor()
    {
        TakeByte();
        _paths.Add(TakeString());
        if (_paths.Count > _trades.Length)
            Array.Resize(ref _trades, _trades.Length * 2);
    }

    /// <summary>The head of an input; gives the time at which it was taken in.</summary>
    public Values.Timestamp TakeHead()
    {
        if ((TakeByte() & LaneRecorder.LeftWaiting) != 0)
            _ = TakeCount();
        _micros += TakeLong();
        return new Values.Timestamp(_micros);
    }

    /// <summary>The number of the actor that an input went to.</summary>
    public int TakeReceiver()
    {
        long number = TakeCount();
        return number >= 1 && number < _paths.Count ? (int)number : throw new FormatException($"no actor was given the number {number}");
    }

    /// <summary>The rest of a trade to that actor.</summary>
    public MarketEvent TakeTrade(int receiver) => MarketEvent.Of(Take((ref WireReader wire) => _trades[receiver].Read(ref wire)));

    /// <summary>The rest of a candle.</summary>
    public MarketEvent TakeCandle()
    {
        int minutes = checked((int)TakeLong());
        return MarketEvent.OfClosed(Take(InputSchemas.ReadCandle), minutes);
    }

    /// <summary>The rest of any other message; <c>Port</c> is the path of the port that sent it.</summary>
    public (SenderKind Sender, string Port, object Message) TakeMessage()
    {
        SenderKind sender = Take(static (ref WireReader wire) => wire.ReadEnum<SenderKind>());
        string port = sender == SenderKind.Port ? TakeString() : "";
        string manifest = TakeString();
        int version = checked((int)TakeLong());
        return (sender, port, Take((ref WireReader wire) => _codec.Decode(manifest, version, wire.ReadBytes())));
    }

    /// <summary>An entry that is nothing but its kind, or whose rest is taken next.</summary>
    public void TakeKind() => TakeByte();

    public long TakeCount() => Take(static (ref WireReader wire) => checked((long)wire.ReadUnsigned()));

    public string TakeString() => Take(static (ref WireReader wire) => wire.ReadString());

    private byte TakeByte() => Take(static (ref WireReader wire) => wire.ReadByte());

    private long TakeLong() => Take(static (ref WireReader wire) => wire.ReadLong());

    private T Take<T>(Read<T> read)
    {
        WireReader wire = new(_frame.Entries.Span[_at..]);
        T value = read(ref wire);
        _at += wire.Position;
        return value;
    }

    private T Peek<T>(Read<T> read)
    {
        WireReader wire = new(_frame.Entries.Span[_at..]);
        return read(ref wire);
    }
}
