using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;

namespace CoinPilot.Simulation.Network;

/// <summary>Stands on one node for an actor of another.</summary>
internal sealed class RemotePort(int here, int there, string path, SimNetwork network, Action<ActorRef> seen) : IPort
{
    public void Deliver(object message, ActorRef sender)
    {
        // Marks do not travel one by one; a position's totals carry them.
        if (message is MarketEvent)
            return;
        seen(sender);
        network.Send(there, new Letter(here, sender.Path, path, message));
    }
}
