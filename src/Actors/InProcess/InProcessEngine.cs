using System.Collections.Concurrent;
using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.InProcess;

/// <summary>What the live and the virtual engine share: all but the scheduling.</summary>
public abstract class InProcessEngine : IActorEngine
{
    private readonly ConcurrentDictionary<string, ActorRef> _addresses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Quarantined> _quarantines = new(StringComparer.Ordinal);
    private int _isClosed;

    private protected InProcessEngine(IJournal journal, EngineOptions options, int defaultMailboxCapacity)
    {
        Journal = journal;
        Options = options;
        MailboxCapacity = options.MailboxCapacity ?? defaultMailboxCapacity;
        DeadLetters = new DeadLetterRef(Counters);
    }

    public abstract Timestamp Now { get; }

    public EngineCounters Counters { get; } = new();

    /// <summary>Ordered by path.</summary>
    public IReadOnlyList<Quarantined> Quarantines =>
        [.. _quarantines.Values.OrderBy(q => q.Actor.Path, StringComparer.Ordinal)];

    /// <summary>Added to the lane's clock, by which several engines of one virtual time may disagree.</summary>
    internal long SkewMicros { get; private protected set; }

    internal IJournal Journal { get; }

    internal EngineOptions Options { get; }

    internal int MailboxCapacity { get; }

    internal DeadLetterRef DeadLetters { get; }

    /// <summary>True where what comes from outside is written down.</summary>
    private protected virtual bool IsRecording => false;

    private protected bool IsClosed => Volatile.Read(ref _isClosed) == 1;

    private protected IEnumerable<ActorCell> Cells => _addresses.Values.OfType<ActorCell>();

    internal ActorRef? Find(string path) => _addresses.GetValueOrDefault(path);

    public ActorRef Spawn(string partition, string name, Func<IActor> create)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        ActorCell cell = Register(NewCell(partition, name, create, idleAfter: null));
        cell.Accept(StartSignal.Instance, DeadLetters, from: null);
        return cell;
    }

    public ActorRef SpawnOnDemand(string partition, string name, Func<IActor> create, TimeSpan idleAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(idleAfter, TimeSpan.FromMilliseconds(1));
        ObjectDisposedException.ThrowIf(IsClosed, this);
        return Register(NewCell(partition, name, create, idleAfter));
    }

    public ActorRef OpenPort(string name, IPort port) => Register(new PortRef(name, port, this));

    public void Tell(ActorRef to, object message, ActorRef? sender = null)
    {
        if (IsRecording && sender is ActorCell)
            throw new ArgumentException($"told in the name of {sender}: a recording would take it for a message of that actor", nameof(sender));
        if (IsClosed)
            DeadLetters.Accept(message, DeadLetters, from: null);
        else
            InProcessRef.Of(to).Accept(message, sender ?? DeadLetters, from: null);
    }

    public void Tell(ActorRef to, in MarketEvent market)
    {
        if (to is ActorCell cell && !IsClosed)
            cell.Lane.Post(cell, in market, DeadLetters);
        else if (!IsClosed)
            InProcessRef.Of(to).Accept(in market, DeadLetters, from: null);
        else
            Counters.CountDeadLetter(MessageName.Of(market.Kind));
    }

    public Task<TReply> Ask<TReply>(ActorRef to, object query, TimeSpan timeout)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        var ask = new AskRef<TReply>(this);
        ask.Limit = RunAfter(timeout, () => ask.TimeOut(to, timeout));
        Tell(to, query, ask);
        return ask.Reply;
    }

    public bool LiftQuarantine(string path)
    {
        if (!_quarantines.TryRemove(path, out Quarantined? quarantined))
            return false;
        InProcessRef.Of(quarantined.Actor).Accept(LiftSignal.Instance, DeadLetters, from: null);
        return true;
    }

    public abstract ValueTask DisposeAsync();

    internal abstract Lane LaneOf(string partition);

    internal abstract string NewId(Lane lane);

    internal T Register<T>(T address) where T : ActorRef
    {
        if (!_addresses.TryAdd(address.Path, address))
            throw new InvalidOperationException($"the name {address.Path} is taken");
        return address;
    }

    internal void Unregister(ActorCell cell) => _addresses.TryRemove(new(cell.Path, cell));

    internal void AddQuarantine(Quarantined quarantined) => _quarantines[quarantined.Actor.Path] = quarantined;

    internal void ForgetQuarantine(ActorCell cell) => _quarantines.TryRemove(cell.Path, out _);

    internal void Report(ActorRef source, Exception error)
    {
        try
        {
            Options.Failed?.Invoke(source, error);
        }
        catch (Exception)
        {
            // A log that fails must not end a worker thread, and there is nobody else to tell.
        }
    }

    private protected abstract IDisposable RunAfter(TimeSpan delay, Action action);

    /// <summary>False when it was closed before.</summary>
    private protected bool Close() => Interlocked.Exchange(ref _isClosed, 1) == 0;

    private ActorCell NewCell(string partition, string name, Func<IActor> create, TimeSpan? idleAfter) =>
        new($"{partition}/{name}", this, LaneOf(partition), parent: null, create, idleAfter);
}
