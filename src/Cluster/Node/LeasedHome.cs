using Akka.Actor;
using CoinPilot.Clustering.Engine;

namespace CoinPilot.Clustering.Node;

/// <summary>
/// Where the cluster puts a symbol, or the portfolio: takes the lease, runs the actor below itself, hands it all that is sent here, and lets it
/// come to its end before the lease is given up. What is sent before the actor runs is dropped: all that matters is repeated.
/// </summary>
internal sealed class LeasedHome : ReceiveActor, IWithTimers, IDisposable
{
    private readonly AkkaEngine _engine;
    private readonly (string Partition, string Name) _path;
    private readonly ILeasedWork _work;
    private readonly TimeSpan _takeInterval;
    private readonly CancellationTokenSource _stop = new();
    private IActorRef _actor = ActorRefs.Nobody;
    private bool _isTaking;
    private bool _isEnding;

    public LeasedHome(AkkaEngine engine, (string Partition, string Name) path, ILeasedWork work, TimeSpan takeInterval)
    {
        _engine = engine;
        _path = path;
        _work = work;
        _takeInterval = takeInterval;
        Waiting();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Self.Tell(new TakeDue());

    protected override void PostStop()
    {
        _stop.Cancel();
        Dispose();
    }

    public void Dispose() => _stop.Dispose();

    private void Waiting()
    {
        Receive<TakeDue>(due =>
        {
            _isTaking = true;
            _ = Task.Run(_work.TryTake).PipeTo(Self, success: taken => new TakeAnswered(taken), failure: _ => new TakeAnswered(false));
        });
        Receive<TakeAnswered>(OnTakeAnswered);
        Receive<EndWork>(_ =>
        {
            _isEnding = true;
            if (!_isTaking)
                Context.Stop(Self);
        });
        ReceiveAny(_ => { });
    }

    private void OnTakeAnswered(TakeAnswered answer)
    {
        _isTaking = false;
        if (answer.IsTaken && _isEnding)
            Release();
        else if (_isEnding)
            Context.Stop(Self);
        else if (answer.IsTaken)
            Run();
        else
            Timers.StartSingleTimer(nameof(TakeDue), new TakeDue(), _takeInterval);
    }

    // Whatever ended it, it is begun anew as long as the cluster wants it here.
    private void Run()
    {
        _actor = Context.Watch(Context.ActorOf(_engine.PropsOf(_path.Partition, _path.Name, _work.Create), _path.Name));
        Become(Running);
        _ = _work.BeginAsync(_engine.AddressOf($"{_path.Partition}/{_path.Name}", _actor), _stop.Token).PipeTo(Self, success: () => new Begun(true), failure: _ => new Begun(false));
    }

    private void Running()
    {
        bool hasBegun = false;
        Receive<Begun>(begun =>
        {
            hasBegun = true;
            if (_isEnding || !begun.IsWell)
                Drain();
        });
        Receive<EndWork>(_ =>
        {
            _isEnding = true;
            _stop.Cancel();
            if (hasBegun)
                Drain();
        });
        Receive<Akka.Actor.Terminated>(_ => Release());
        Receive<Wake>(_ => { });
        ReceiveAny(_actor.Forward);
    }

    private void Drain()
    {
        Become(Draining);
        _ = _work.DrainAsync().PipeTo(Self, success: () => new Drained(), failure: _ => new Drained());
    }

    private void Draining()
    {
        Receive<Drained>(_ => _actor.Tell(AkkaEngine.StopMessage));
        Receive<Akka.Actor.Terminated>(_ => Release());
        Receive<EndWork>(_ => _isEnding = true);
        Receive<Wake>(_ => { });
        ReceiveAny(_actor.Forward);
    }

    private void Release()
    {
        Become(() =>
        {
            Receive<EndWork>(_ => _isEnding = true);
            Receive<Released>(_ => OnReleased());
            ReceiveAny(_ => { });
        });
        _ = Task.Run(_work.Release).PipeTo(Self, success: () => new Released(), failure: _ => new Released());
    }

    private void OnReleased()
    {
        if (_isEnding)
        {
            Context.Stop(Self);
            return;
        }
        Become(Waiting);
        Timers.StartSingleTimer(nameof(TakeDue), new TakeDue(), _takeInterval);
    }

    private sealed record TakeDue;

    private sealed record TakeAnswered(bool IsTaken);

    private sealed record Begun(bool IsWell);

    private sealed record Drained;

    private sealed record Released;
}
