using Akka.Actor;

namespace CoinPilot.Clustering.Engine;

/// <summary>An address that Akka knows how to reach, in this process or in another one.</summary>
internal class AkkaRef(string path) : ActorRef(path), IEquatable<AkkaRef>
{
    /// <summary>Whom Akka hands the messages to.</summary>
    public IActorRef Target { get; set; } = ActorRefs.Nobody;

    public virtual void Tell(object message, IActorRef sender) => Target.Tell(message, sender);

    public static AkkaRef Of(ActorRef address) =>
        address as AkkaRef ?? throw new ArgumentException($"{address} is an address of another engine", nameof(address));

    public virtual bool Equals(AkkaRef? other) => other is not null && Path == other.Path && Target.Equals(other.Target);

    public sealed override bool Equals(object? obj) => Equals(obj as AkkaRef);

    public sealed override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Path);
}

/// <summary>An actor behind another one that forwards, such as a shard region: <paramref name="wrap"/> tells it for whom a message is.</summary>
internal sealed class ForwardedRef(string path, Func<object, object> wrap) : AkkaRef(path)
{
    public override void Tell(object message, IActorRef sender) => base.Tell(wrap(message), sender);
}

/// <summary>The address of an actor of this engine; there is one for each life of an actor, and it outlives it.</summary>
internal sealed class HostRef(string path) : AkkaRef(path)
{
    private volatile bool _isDoomed;
    private volatile bool _hasEnded;

    /// <summary>True once its parent failed: it stops before its next message.</summary>
    public bool IsDoomed => _isDoomed;

    /// <summary>True once the actor has stopped for good.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Why it ended; null for an orderly stop.</summary>
    public string? EndReason { get; private set; }

    public void Doom() => _isDoomed = true;

    public void End(string? reason)
    {
        EndReason = reason;
        _hasEnded = true;
    }
}

/// <summary>Nobody: what is sent here is counted as dead.</summary>
internal sealed class DeadLetterRef(DeadLetterCounter counter) : AkkaRef("dead-letters")
{
    public override void Tell(object message, IActorRef sender) => counter.Count(message);
}
