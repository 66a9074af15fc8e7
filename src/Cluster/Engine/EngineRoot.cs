using Akka.Actor;

namespace CoinPilot.Clustering.Engine;

/// <summary>The Akka parent of the engine's top-level actors.</summary>
internal sealed class EngineRoot : ActorBase
{
    private int _children;

    protected override SupervisorStrategy SupervisorStrategy() => Supervision.OfHosts;

    protected override bool Receive(object message)
    {
        if (message is not StartHost start)
            return false;
        try
        {
            // Akka frees a name later than we do.
            start.Address.Target = Context.ActorOf(start.Setup.ToProps(start.Address), $"{Uri.EscapeDataString(start.Address.Path)}~{++_children}");
            start.Started.SetResult();
        }
        catch (Exception error)
        {
            start.Started.SetException(error);
        }
        return true;
    }
}

internal sealed record StartHost(HostSetup Setup, HostRef Address, TaskCompletionSource Started);
