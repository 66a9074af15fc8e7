using Akka.Actor;

namespace CoinPilot.Clustering.Engine;

/// <summary>Market data that came while its actor was busy, in order, as one message; answered once the actor's host has taken it all in.</summary>
internal sealed class MarketBatch(IReadOnlyList<MarketMessage> events) : HostSignal
{
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when more may come; never fails.</summary>
    public Task Taken => _taken.Task;

    public override void Handle(ActorHost host, IActorRef sender)
    {
        foreach (MarketMessage market in events)
            host.Dispatch(market, sender);
        _taken.SetResult();
    }

    /// <summary>The actor is gone.</summary>
    public void Drop(DeadLetterCounter counter)
    {
        foreach (MarketMessage market in events)
            counter.Count(market);
        _taken.SetResult();
    }
}
