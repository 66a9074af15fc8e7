using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess.Recording;
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
    private readonly Queue<Envelope>[] _fromOthers = [.. Enumerable.Range(0, engine.Workers).Select(_ => new Queue<Envelope>())];
    private readonly Dictionary<int, ActorCell> _actors = [];
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

    public override long? NextRecovery(string entityId) => TryTakeResult(InputKind.Recovered) ? _entries.TakeCount() : null;

    public string NextId() => TryTakeResult(InputKind.Id) ? _entries.TakeString() : "";

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
        InputKind kind = _entries.Kind;
        switch (kind)
        {
            case InputKind.Actor:
                _entries.TakeActor();
                break;
            case InputKind.End:
                RunOut();
                _entries.TakeKind();
                HasEnded = true;
                break;
            case InputKind.Recovered or InputKind.Id:
                // What it came of has not been handled yet.
                if (!RunOneLocal())
                    Diverge($"nothing asks for the {kind} that was recorded");
                break;
            default:
                StepIn(kind);
                break;
        }
    }

    private void StepIn(InputKind kind)
    {
        if (_entries.Handled is >= 0 and var handled)
            RunTo(handled);
        else
            RunOut();
        if (engine.Problem is not null)
            return;
        _handled = 0;
        _micros = _entries.TakeHead().UnixMicros;
        engine.CountInput(_micros);
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
                int trader = _entries.TakeReceiver();
                Deliver(new Envelope { To = ActorOf(trader), Sender = engine.DeadLetters, Market = _entries.TakeTrade(trader) });
                break;
            case InputKind.Candle:
                Deliver(new Envelope { To = TakeActor(), Sender = engine.DeadLetters, Market = _entries.TakeCandle() });
                break;
            case InputKind.Message:
                Deliver(TakeMessage());
                break;
            case InputKind.FromWorker:
                Deliver(TakeFrom(_entries.TakeCount()));
                break;
            case InputKind.Conflated:
                _ = TakeFrom(_entries.TakeCount());
                break;
            case InputKind.Answer:
                Answer(TakeActor(), _entries.TakeString());
                break;
            case InputKind.Timer:
                Elapse(_entries.TakeCount());
                break;
            case InputKind.Clock:
                break;
            case InputKind.Start:
                Deliver(new Envelope { To = TakeActor(), Sender = engine.DeadLetters, Message = StartSignal.Instance });
                break;
            case InputKind.Lift:
                Deliver(new Envelope { To = TakeActor(), Sender = engine.DeadLetters, Message = LiftSignal.Instance });
                break;
            default:
                throw new FormatException($"no kind of entry has the number {(byte)kind}");
        }
    }

    private static void Deliver(Envelope envelope) => envelope.To?.Dispatch(ref envelope);

    private ActorCell TakeActor() => ActorOf(_entries.TakeReceiver());

    private ActorCell ActorOf(int number)
    {
        if (_actors.TryGetValue(number, out ActorCell? known))
            return known;
        string path = _entries.PathOf(number);
        ActorCell cell = engine.Find(path) as ActorCell ?? throw new ReplayDivergedException($"{path} was there, and is not now");
        _actors.Add(number, cell);
        return cell;
    }

    private Envelope TakeMessage()
    {
        ActorCell to = TakeActor();
        (SenderKind kind, string port, object message) = _entries.TakeMessage();
        ActorRef sender = kind switch
        {
            SenderKind.Nobody => engine.DeadLetters,
            SenderKind.Port => engine.FindPort(port),
            _ => engine.Asker,
        };
        return new Envelope { To = to, Sender = sender, Message = message };
    }

    private Envelope TakeFrom(long worker)
    {
        Queue<Envelope> waiting = worker < _fromOthers.Length ? _fromOthers[worker] : throw new FormatException($"there is no worker {worker}");
        while (waiting.Count == 0 && engine.Problem is null)
        {
            if (!engine.Advance((int)worker))
                throw new ReplayDivergedException($"a message came from worker {worker}, and does not now");
        }
        return waiting.TryDequeue(out Envelope envelope) ? envelope : default;
    }

    /// <summary>Does the next thing that is due here, for one who waits for a message of this worker. False when there is none.</summary>
    public bool Advance()
    {
        // An entry with messages left waiting comes after so many of them, not after all.
        bool isEntryDue = HasEntry && (Local.Count == 0 || _entries.Kind == InputKind.Actor || _entries.Handled == _handled);
        if (!isEntryDue)
            return RunOneLocal();
        Step();
        return true;
    }

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
    private bool TryTakeResult(InputKind kind)
    {
        if (IsBeyondRecording || engine.Problem is not null)
            return false;
        while (!HasEntry)
        {
            if (engine.Pull())
                continue;
            IsBeyondRecording = true;
            return false;
        }
        if (_entries.Kind != kind)
        {
            Diverge($"a {kind} is asked for, where {_entries.Kind} was recorded");
            return false;
        }
        _entries.TakeKind();
        return true;
    }

    private void Diverge(string reason) => engine.Diverge($"{reason} (worker {number} at {Now}, {_entries.Place})");

    protected override void TimersChanged()
    {
        // They ring when they rang.
    }
}
