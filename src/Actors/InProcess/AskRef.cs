using CoinPilot.Actors.Contract;

namespace CoinPilot.Actors.InProcess;

/// <summary>Where one reply to a question from outside is expected; later ones are dead letters.</summary>
internal sealed class AskRef<TReply>(InProcessEngine engine) : InProcessRef("ask")
{
    private readonly TaskCompletionSource<TReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TReply> Reply => _reply.Task;

    /// <summary>The time limit, lifted by the reply.</summary>
    public IDisposable? Limit { get; set; }

    public override void Accept(object message, ActorRef sender, Lane? from)
    {
        bool taken = message is TReply reply
            ? _reply.TrySetResult(reply)
            : _reply.TrySetException(new InvalidCastException($"{sender} replied {message.GetType().Name}, not {typeof(TReply).Name}"));
        if (taken)
            Limit?.Dispose();
        else
            engine.DeadLetters.Accept(message, sender, from);
    }

    public void TimeOut(ActorRef asked, TimeSpan timeout) =>
        _reply.TrySetException(new TimeoutException($"no reply from {asked} within {timeout}"));
}
