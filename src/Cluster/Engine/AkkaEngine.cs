using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using CoinPilot.Actors.Contract;
using CoinPilot.Clustering.Wire;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Clustering.Engine;

/// <summary>
/// Runs actors on Akka: one Akka actor for each of ours, on an actor system that the caller owns and has given <see cref="Settings"/>.
/// Akka carries the messages, also between nodes; what an actor is promised is kept by the host around it.
/// </summary>
public sealed class AkkaEngine : IActorEngine
{
    internal const string MailboxId = "coinpilot.mailbox";
    private const int DefaultMailboxCapacity = 16_384;

    private readonly ConcurrentDictionary<string, AkkaRef> _addresses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IActorRef, AkkaRef> _byTarget = new();
    private readonly ConcurrentDictionary<string, Quarantined> _quarantines = new(StringComparer.Ordinal);
    private readonly Func<string> _newId;
    private readonly WorkerPool _workers;
    private readonly DeadLetterCounter _deadLetters;
    private readonly IActorRef _root;
    private readonly SemaphoreSlim _rested = new(0);
    private int _pendingPersists;
    private int _isClosed;

    /// <param name="system">Outlives the engine.</param>
    /// <param name="time">The clock of <see cref="IActorEngine.Now"/> and of timers.</param>
    /// <param name="newId">Makes a unique id; called on any thread.</param>
    public AkkaEngine(ActorSystem system, TimeProvider time, IJournal journal, Func<string> newId, AkkaEngineOptions? options = null)
    {
        Options = options ?? new AkkaEngineOptions();
        System = (ExtendedActorSystem)system;
        Time = time;
        Journal = journal;
        MailboxCapacity = Options.MailboxCapacity ?? DefaultMailboxCapacity;
        _newId = newId;
        EngineLink.Of(system).Attach(this);
        _deadLetters = new DeadLetterCounter(system, Counters);
        DeadLetters = new DeadLetterRef(_deadLetters) { Target = system.DeadLetters };
        system.EventStream.Subscribe(_deadLetters, typeof(DeadLetter));
        _workers = new WorkerPool(Options.Workers, WorkerRested, error => Report(DeadLetters, error));
        Partitions = new Partitions(system, _workers);
        _root = system.ActorOf(Props.Create<EngineRoot>(), "coinpilot");
    }

    /// <summary>What the actor system has to be configured with, as HOCON.</summary>
    public static Config Settings { get; } = ConfigurationFactory.ParseString($$"""
        {{MailboxId}}.mailbox-type = "{{typeof(ConflatingMailbox).AssemblyQualifiedName}}"
        """).WithFallback(ActorMessageSerializer.Settings);

    /// <inheritdoc/>
    public Timestamp Now => Timestamp.From(Time.GetUtcNow());

    /// <inheritdoc/>
    public EngineCounters Counters { get; } = new();

    /// <inheritdoc/>
    /// <remarks>Ordered by path.</remarks>
    public IReadOnlyList<Quarantined> Quarantines =>
        [.. _quarantines.Values.OrderBy(q => q.Actor.Path, StringComparer.Ordinal)];

    /// <summary>True when for a moment no message waited or was being handled anywhere. Timers and journals may still bring some.</summary>
    public bool IsIdle => Partitions.AreIdle;

    /// <summary>What an actor behind a shard region is to be sent to stop in order: after what was sent before, with its children, nothing half persisted.</summary>
    public static object StopMessage => StopSignal.Instance;

    internal ExtendedActorSystem System { get; }

    internal TimeProvider Time { get; }

    internal IJournal Journal { get; }

    internal AkkaEngineOptions Options { get; }

    internal int MailboxCapacity { get; }

    internal Partitions Partitions { get; }

    internal DeadLetterRef DeadLetters { get; }

    private bool IsClosed => Volatile.Read(ref _isClosed) == 1;

    /// <inheritdoc/>
    public ActorRef Spawn(string partition, string name, Func<IActor> create) => Start(partition, name, create, idleAfter: null);

    /// <inheritdoc/>
    public ActorRef SpawnOnDemand(string partition, string name, Func<IActor> create, TimeSpan idleAfter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(idleAfter, TimeSpan.FromMilliseconds(1));
        return Start(partition, name, create, idleAfter);
    }

    /// <summary>
    /// How Akka is to make the home of an actor that Akka itself starts, such as a shard's entity or a cluster singleton. It has the path and
    /// the partition that Spawn would have given it, and is stopped by <see cref="StopMessage"/>.
    /// </summary>
    public Props PropsOf(string partition, string name, Func<IActor> create) =>
        new HostSetup(this, partition, $"{partition}/{name}", Parent: null, create, IdleAfter: null).ToProps();

    /// <summary>
    /// The address of any of Akka's actors, here or on another node, as actors of ours see it. Where it only forwards, as a shard region does,
    /// <paramref name="wrap"/> tells it for whom a message is.
    /// </summary>
    public ActorRef AddressOf(string path, IActorRef target, Func<object, object>? wrap = null) =>
        wrap is null ? new AkkaRef(path) { Target = target } : new ForwardedRef(path, wrap) { Target = target };

    /// <inheritdoc/>
    public ActorRef OpenPort(string name, IPort port)
    {
        AkkaRef address = Register(new AkkaRef(name));
        address.Target = new PortTarget(port, address, this);
        return address;
    }

    /// <inheritdoc/>
    public void Tell(ActorRef to, object message, ActorRef? sender = null)
    {
        if (IsClosed)
            DeadLetters.Tell(message, ActorRefs.NoSender);
        else
            AkkaRef.Of(to).Tell(message, sender is null ? ActorRefs.NoSender : AkkaRef.Of(sender).Target);
    }

    /// <inheritdoc/>
    public void Tell(ActorRef to, in MarketEvent market) => Tell(to, new MarketMessage(in market));

    /// <inheritdoc/>
    public Task<TReply> Ask<TReply>(ActorRef to, object query, TimeSpan timeout)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        var ask = new AskTarget<TReply>(this);
        ask.Limit(Time, to, timeout);
        AkkaRef.Of(to).Tell(query, ask);
        return ask.Reply;
    }

    /// <inheritdoc/>
    public bool LiftQuarantine(string path)
    {
        if (!_quarantines.TryRemove(path, out Quarantined? quarantined))
            return false;
        AkkaRef.Of(quarantined.Actor).Tell(LiftSignal.Instance, ActorRefs.NoSender);
        return true;
    }

    /// <summary>
    /// Takes no more messages from outside, handles what is queued and what journals still owe, for as long as the drain limit, then ends
    /// its actors and threads. Disposes neither the journal nor the actor system.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 1)
            return;
        try
        {
            using var limit = new CancellationTokenSource(Options.DrainLimit, Time);
            while (!(IsIdle && Volatile.Read(ref _pendingPersists) == 0))
                await _rested.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Report(DeadLetters, new TimeoutException($"messages were left after {Options.DrainLimit} of draining"));
        }
        await _root.GracefulStop(Options.DrainLimit);
        System.EventStream.Unsubscribe(_deadLetters);
        _workers.Dispose();
    }

    /// <summary>The address of who sent a message.</summary>
    internal AkkaRef AddressOf(IActorRef sender) => sender switch
    {
        null => DeadLetters,
        PortTarget port => port.Address,
        _ when _byTarget.TryGetValue(sender, out AkkaRef? known) => known,
        _ when sender.IsNobody() || sender.Equals(System.DeadLetters) => DeadLetters,
        _ => new AkkaRef(PathOf(sender.Path)) { Target = sender },
    };

    internal T Register<T>(T address) where T : AkkaRef
    {
        if (!_addresses.TryAdd(address.Path, address))
            throw new InvalidOperationException($"the name {address.Path} is taken");
        return address;
    }

    /// <summary>The host is there; what it sends bears its address.</summary>
    internal void Started(HostRef address) => _byTarget[address.Target] = address;

    internal void Unregister(HostRef address)
    {
        _addresses.TryRemove(new(address.Path, address));
        _byTarget.TryRemove(address.Target, out _);
    }

    internal void AddQuarantine(Quarantined quarantined) => _quarantines[quarantined.Actor.Path] = quarantined;

    internal void ForgetQuarantine(HostRef address) => _quarantines.TryRemove(address.Path, out _);

    internal string NewId() => _newId();

    internal void PersistBegun() => Interlocked.Increment(ref _pendingPersists);

    internal void PersistEnded() => Interlocked.Decrement(ref _pendingPersists);

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

    // Hosts number their names, for Akka frees a name later than we do.
    private static string PathOf(ActorPath path) => string.Join('/', path.Elements.Select(e => Uri.UnescapeDataString(e.Split('~')[0])));

    private HostRef Start(string partition, string name, Func<IActor> create, TimeSpan? idleAfter)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        HostRef address = Register(new HostRef($"{partition}/{name}"));
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _root.Tell(new StartHost(new HostSetup(this, partition, address.Path, Parent: null, create, idleAfter), address, started));
        started.Task.GetAwaiter().GetResult();
        return address;
    }

    private void WorkerRested()
    {
        if (IsClosed)
            _rested.Release();
    }
}
