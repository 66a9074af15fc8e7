using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Invariants;

/// <summary>Asks an actor how it stands, past every queue. It may answer and do nothing else: that would change what happens.</summary>
internal sealed class Question : IActorContext
{
    private static readonly ActorRef Asker = new AskerRef();

    private readonly Timestamp _now;
    private readonly long _sequence;
    private object? _answer;

    private Question(Timestamp now, long sequence)
    {
        _now = now;
        _sequence = sequence;
    }

    public ActorRef Self => Asker;

    public ActorRef Sender => Asker;

    public Timestamp Now => _now;

    public long JournalSequence => _sequence;

    /// <param name="sequence">The number of the last event that the actor has applied.</param>
    public static T Ask<T>(IActor actor, object query, Timestamp now, long sequence)
    {
        Question question = new(now, sequence);
        actor.Receive(query, question);
        return (T)question._answer!;
    }

    public void Send(ActorRef to, object message) => _answer = to == Asker ? message : throw Effect();

    public void Send(ActorRef to, in MarketEvent market) => throw Effect();

    public void Reply(object message) => _answer = message;

    public void Persist(IReadOnlyList<object> events, Action<IActorContext>? then = null) => throw Effect();

    public void Schedule(string key, TimeSpan delay, object message) => throw Effect();

    public void SchedulePeriodic(string key, TimeSpan interval, object message) => throw Effect();

    public void Cancel(string key) => throw Effect();

    public void Watch(ActorRef watched) => throw Effect();

    public ActorRef Spawn(string name, Func<IActor> create) => throw Effect();

    public void Stop(ActorRef stopped) => throw Effect();

    public string NewId() => throw Effect();

    public void Unhandled(object message) => throw new InvalidOperationException($"the actor does not answer {message}");

    private static InvalidOperationException Effect() => new("a question has an effect");

    private sealed class AskerRef() : ActorRef("question");
}
