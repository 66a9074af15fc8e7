using Akka.Actor;

namespace CoinPilot.Clustering.Engine;

/// <summary>
/// Where one reply to a question from outside is expected, from this process or another one; later ones are dead letters. Akka's own Ask
/// keeps time by another clock and drops late replies without a word.
/// </summary>
internal sealed class AskTarget<TReply> : MinimalActorRef
{
    private readonly AkkaEngine _engine;
    private readonly TaskCompletionSource<TReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _limit;

    public AskTarget(AkkaEngine engine)
    {
        _engine = engine;
        Path = Provider.TempPath();
        Provider.RegisterTempActor(this, Path);
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider => _engine.System.Provider;

    public Task<TReply> Reply => _reply.Task;

    public void Limit(TimeProvider time, ActorRef asked, TimeSpan timeout) => _limit = time.CreateTimer(
        _ => End(_reply.TrySetException(new TimeoutException($"no reply from {asked} within {timeout}"))), null, timeout, Timeout.InfiniteTimeSpan);

    protected override void TellInternal(object message, IActorRef sender)
    {
        bool taken = message is TReply reply
            ? _reply.TrySetResult(reply)
            : _reply.TrySetException(new InvalidCastException($"{sender.Path.Name} replied {message.GetType().Name}, not {typeof(TReply).Name}"));
        if (!taken)
            _engine.DeadLetters.Tell(message, sender);
        End(taken);
    }

    private void End(bool isOver)
    {
        if (!isOver)
            return;
        _limit?.Dispose();
        Provider.UnregisterTempActor(Path);
    }
}
