using CoinPilot.Actors.Contract;

namespace CoinPilot.Clustering.Node;

/// <summary>
/// What a node runs under a lease: a symbol, or the portfolio. The calls come one after the other; between <see cref="TryTake"/> and
/// <see cref="Release"/> nobody else in the cluster runs it.
/// </summary>
public interface ILeasedWork
{
    /// <summary>Takes the lease; false while another node has it. May wait for the database.</summary>
    bool TryTake();

    /// <summary>Makes an instance of the actor.</summary>
    IActor Create();

    /// <summary>The actor is there: connects it to the outside world.</summary>
    Task BeginAsync(ActorRef actor, CancellationToken cancellation);

    /// <summary>It is to run elsewhere: disconnects it, and waits for what is under way, for a while. The actor still answers.</summary>
    Task DrainAsync();

    /// <summary>The actor has stopped, nothing of it is still being written: gives the lease up. May wait for the database.</summary>
    void Release();
}
