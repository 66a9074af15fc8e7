using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.Backtest;

/// <summary>The actors of a backtest in virtual time. Live, a failed actor is restarted; a backtest with a failure in it has no result.</summary>
internal sealed class Stage : IPort, IAsyncDisposable
{
    private readonly VirtualLane _lane;
    private readonly ActorRef _nobody;
    private readonly ActorRef _answers;
    private Exception? _failure;
    private object? _answer;

    /// <param name="start">The virtual clock's first time.</param>
    /// <param name="journal">Null for one in memory.</param>
    public Stage(Timestamp start, IJournal? journal)
    {
        Engine = new VirtualEngine(seed: 1, journal, start: start, options: new EngineOptions { SnapshotEvery = 0, Failed = Fail });
        _lane = Engine.Clock.Lane;
        _nobody = Engine.DeadLetters;
        _answers = Engine.OpenPort("answers", this);
    }

    public VirtualEngine Engine { get; }

    public long NowMicros => _lane.ElapsedMicros;

    /// <summary>When the first of what is under way or timed is due; <see cref="long.MaxValue"/> where nothing is.</summary>
    public long NextDue => _lane.NextDue;

    /// <summary>Tells an actor, and lets all happen that comes of it now.</summary>
    public void Tell(ActorRef to, object message)
    {
        Engine.Tell(to, message);
        Run();
    }

    /// <summary>Lets happen what is due by then, then tells an actor, and lets all happen that comes of it.</summary>
    public void TellAt(long micros, ActorRef to, in MarketEvent market)
    {
        _lane.TellAt(micros, (ActorCell)to, in market, _nobody);
        if (_failure is not null)
            Stop();
    }

    /// <summary>Lets happen what is due by then, each at its time.</summary>
    public void Advance(long micros)
    {
        _lane.RunTo(micros);
        if (_failure is not null)
            Stop();
    }

    public T Ask<T>(ActorRef actor, object query)
    {
        Engine.Tell(actor, query, _answers);
        Run();
        return _answer is T answer ? answer : throw new InvalidOperationException($"{actor} did not answer {query.GetType().Name}");
    }

    public void Deliver(object message, ActorRef sender) => _answer = message;

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    private void Run() => Advance(NowMicros);

    private void Stop() => throw new BacktestStoppedException($"the backtest stopped at {Engine.Now}: {_failure!.Message}", _failure);

    private void Fail(ActorRef actor, Exception error) =>
        _failure ??= new InvalidOperationException($"{actor}: {error.Message}", error);
}
