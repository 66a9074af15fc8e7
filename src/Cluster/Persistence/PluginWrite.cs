using Akka.Actor;
using Akka.Persistence;

namespace CoinPilot.Clustering.Persistence;

/// <summary>One atomic write that a journal plugin of Akka.Persistence was asked for; it answers event by event.</summary>
/// <param name="system">Whose plugin.</param>
/// <param name="events">How many there are.</param>
/// <param name="done">Told once: null when all are durable.</param>
internal sealed class PluginWrite(ExtendedActorSystem system, int events, Action<Exception?> done) : MinimalActorRef
{
    private int _left = events;
    private int _isDone;

    public override ActorPath Path { get; } = system.DeadLetters.Path / "write";

    public override IActorRefProvider Provider => system.Provider;

    protected override void TellInternal(object message, IActorRef sender)
    {
        Exception? error = message switch
        {
            WriteMessagesFailed failed => failed.Cause,
            WriteMessageFailure failure => failure.Cause,
            WriteMessageRejected rejected => rejected.Cause,
            _ => null,
        };
        if (error is not null)
            Finish(error);
        else if (message is WriteMessageSuccess && Interlocked.Decrement(ref _left) == 0)
            Finish(error: null);
    }

    private void Finish(Exception? error)
    {
        if (Interlocked.Exchange(ref _isDone, 1) == 0)
            done(error);
    }
}
