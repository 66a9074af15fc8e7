using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess.Recording;
using CoinPilot.Actors.Wire;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess.Replay;

/// <summary>
/// A recorded worker: takes in what it took in then, in the same order and at the same times. What its actors tell each other is handled when
/// the next entry, or another worker that waits for a message of this one, asks for it.
/// </summary>
internal sealed class ReplayLane(int number, ReplayEngine engine) : Lane(mailboxCapacity: engine.MailboxCapacity)
{
    private readonly EntryReader _entries = new();
    private readonly InputCodec _codec = new();
    private readonly Queue<Envelope>[] _fromOthers = [.. Enumerable.Range(0, engine.Workers).Select(_ => new Queue<Envelope>())];
    private readonly List<(string Path, ActorCell? Cell)> _actors = [("", null)];
    private TradeDelta[] _trades = new TradeDelta[16];
    private long _handled;
    private long _micros;

    public override int Number => number;

    public override Timestamp Now => new(_micros);

    public override long ElapsedMicros => _micros;

    public override bool TakesAnswersAtOnce => false;

    /// <summary>True once the worker's recorded end was reached.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>True once more was asked for than was recorded: what its actors do from here on is not what they did.</summary>
    private bool IsBeyondRecording { get; set; }

    public bool HasEntry => _entries.HasEntry;

    /// <summary>Where in the recording it stands.</summary>
    public string Place => _entries.Place;

    public void Add(RecordedFrame frame) => _entries.Add(frame);

    // From another worker it waits until the entry that took it; from outside everything is in the entries.
    public override void Post(ActorCell to, object message, ActorRef sender)
    {
        if (sender is ActorCell cell)
            _fromOthers[cell.Lane.Number].Enqueue(new Envelope { To = to, Sender = sender, Message = message });
    }

    public override void Post(ActorCell to, in MarketEvent market, ActorRef sender)
    {
        if (sender is ActorCell cell)
            _fromOthers[cell.Lane.Number].Enqueue(new Envelope { To = to, Sender = sender, Market = market });
    }

    public override void PostCompletion(ActorCell to, SystemMessage completion) =>
        throw new InvalidOperationException("a recorded journal answers nothing");

    public override long? NextRecovery(string entityId)
    {
        if (!TryTakeResult(InputKind.Recovered, out long sequence, static (ref WireReader wire) => checked((long)wire.ReadUnsigned())))
            return null;
        return sequence;
    }

    public string NextId() => TryTakeResult(InputKind.Id, out string? id, static (ref WireReader wire) => wire.ReadString()) ? id! : "";

    /// <summary>Handles all that waits between its own actors.</summary>
    public void RunOut()
    {
        while (engine.Problem is null && RunOneLocal())
        {
        }
    }

    /// <summary>Takes in the next entry; there must be one.</summary>
    public void Step()
    {
        byte head = _entries.Head;
        InputKind kind = EntryReader.KindOf(head);
        switch (kind)
        {
            case InputKind.Actor:
                _entries.TakeByte();
                _actors.Add((_entries.TakeString(), null));
                return;
            case InputKind.End:
                RunOut();
                _entries.TakeByte();
                HasEnded = true;
                return;
            case InputKind.Recovered or InputKind.Id:
                // What it came of has not been handled yet.
                if (!RunOneLocal())
                    Diverge($"nothing asks for the {kind} that was recorded");
                return;
        }
        if ((head & LaneRecorder.LeftWaiting) == 0)
        {
            RunOut();
            _entries.TakeByte();
        }
        else
        {
            _entries.TakeByte();
            RunTo(_entries.Take(static (ref WireReader wire) => checked((long)wire.ReadUnsigned())));
        }
        _handled = 0;
        _micros += _entries.TakeLong();
        engine.CountInput(_micros);
        if (engine.Problem is null)
            TakeIn(kind);
    }

    private void RunTo(long handled)
    {
        while (_handled < handled && engine.Problem is null)
        {
            if (!RunOneLocal())
                Diverge($"{handled} messages were handled between two inputs, now {_handled}");
        }
    }

    private bool RunOneLocal()
    {
        if (!DispatchOne(Local))
            return false;
        _handled++;
        return true;
    }

    private void TakeIn(InputKind kind)
    {
        switch (kind)
        {
            case InputKind.Trade:
                ActorCell trader = TakeActor(out int trades);
                Deliver(new Envelope { To = trader, Sender = engine.DeadLetters, Market = MarketEvent.Of(_entries.Take((ref WireReader wire) => _trades[trades].Read(ref wire))) });
                break;
            case InputKind.Candle:
                ActorCell market = TakeActor(out _);
                int minutes = checked((int)_entries.TakeLong());
                Deliver(new Envelope { To = market, Sender = engine.DeadLetters, Market = MarketEvent.OfClosed(_entries.Take(InputSchemas.ReadCandle), minutes) });
                break;
            case InputKind.Message:
                Deliver(TakeMessage());
                break;
            case InputKind.FromWorker:
                Deliver(TakeFrom(_entries.TakeNumber()));
                break;
            case InputKind.Conflated:
                _ = TakeFrom(_entries.TakeNumber());
                break;
            case InputKind.Answer:
                Answer(TakeActor(out _), _entries.TakeString());
                break;
            case InputKind.Timer:
                Elapse(_entries.Take(static (ref WireReader wire) => checked((long)wire.ReadUnsigned())));
                break;
            case InputKind.Clock:
                break;
            case InputKind.Start:
                Deliver(new Envelope { To = TakeActor(out _), Sender = engine.DeadLetters, Message = StartSignal.Instance });
                break;
            case InputKind.Lift:
                Deliver(new Envelope { To = TakeActor(out _), Sender = engine.DeadLetters, Message = LiftSignal.Instance });
                break;
            default:
                throw new FormatException($"no kind of entry has the number {(byte)kind}");
        }
    }

    private static void Deliver(Envelope envelope) => envelope.To?.Dispatch(ref envelope);

    private ActorCell TakeActor(out int number)
    {
        number = _entries.TakeNumber();
        if (number < 1 || number >= _actors.Count)
            throw new FormatException($"no actor was given the number {number}");
        if (number >= _trades.Length)
            Array.Resize(ref _trades, number * 2);
        (string path, ActorCell? cell) = _actors[number];
        if (cell is null)
            _actors[number] = (path, cell = engine.Find(path) as ActorCell ?? throw new ReplayDivergedException($"{path} was there, and is not now"));
        return cell;
    }

    private Envelope TakeMessage()
    {
        ActorCell to = TakeActor(out _);
        SenderKind kind = _entries.Take(static (ref WireReader wire) => wire.ReadEnum<SenderKind>());
        ActorRef sender = kind switch
        {
            SenderKind.Nobody => engine.DeadLetters,
            SenderKind.Port => engine.FindPort(_entries.TakeString()),
            _ => engine.Asker,
        };
        string manifest = _entries.TakeString();
        int version = checked((int)_entries.TakeLong());
        object message = _entries.Take((ref WireReader wire) => _codec.Decode(manifest, version, wire.ReadBytes()));
        return new Envelope { To = to, Sender = sender, Message = message };
    }

    private Envelope TakeFrom(int worker)
    {
        Queue<Envelope> waiting = worker < _fromOthers.Length ? _fromOthers[worker] : throw new FormatException($"there is no worker {worker}");
        while (waiting.Count == 0 && engine.Problem is null)
        {
            if (!engine.Advance(worker))
                throw new ReplayDivergedException($"a message came from worker {worker}, and does not now");
        }
        return waiting.TryDequeue(out Envelope envelope) ? envelope : default;
    }

    /// <summary>Does the next thing that is due here, for one who waits for a message of this worker. False when there is none.</summary>
    public bool Advance()
    {
        bool isEntryDue = HasEntry && (Local.Count == 0 || EntryReader.KindOf(_entries.Head) == InputKind.Actor || IsEntryDueBeforeLocal());
        if (!isEntryDue)
            return RunOneLocal();
        Step();
        return true;
    }

    // An entry with messages left waiting comes after so many of them, not after all.
    private bool IsEntryDueBeforeLocal() => (_entries.Head & LaneRecorder.LeftWaiting) != 0
        && _entries.Peek(static (ref WireReader wire) =>
        {
            wire.ReadByte();
            return checked((long)wire.ReadUnsigned());
        }) == _handled;

    private void Answer(ActorCell cell, string error)
    {
        if (cell.Actor is IEventSourced actor && engine.Recorded.OnAnswer(actor.EntityId, error.Length == 0) is { } difference)
        {
            Diverge(difference);
            return;
        }
        if (cell.State != CellState.Persisting)
            throw new ReplayDivergedException($"the journal answered {cell.Path}, which has nothing to journal now");
        cell.Context.Pending.Replay(new AppendResult(error.Length == 0 ? null : new IOException(error)));
    }

    private void Elapse(long sequence)
    {
        TimerNode timer = Timers.Find(sequence) ?? throw new ReplayDivergedException($"timer {sequence} of worker {number} rang, and is not set now");
        Timers.Remove(timer);
        timer.Elapsed();
    }

    // In the middle of a handler: what is wrong is kept, since the handler's actor would be blamed for what is thrown.
    private bool TryTakeResult<T>(InputKind kind, out T? result, EntryReader.Read<T> read)
    {
        result = default;
        if (IsBeyondRecording || engine.Problem is not null)
            return false;
        while (!HasEntry)
        {
            if (engine.Pull())
                continue;
            IsBeyondRecording = true;
            return false;
        }
        if (EntryReader.KindOf(_entries.Head) != kind)
        {
            Diverge($"a {kind} is asked for, where {EntryReader.KindOf(_entries.Head)} was recorded");
            return false;
        }
        _entries.TakeByte();
        result = _entries.Take(read);
        return true;
    }

    private void Diverge(string reason) => engine.Diverge($"{reason} (worker {number} at {Now}, {_entries.Place})");

    protected override void TimersChanged()
    {
        // They ring when they rang.
    }
}
