using CoinPilot.Actors.Contract;

namespace CoinPilot.Simulation.Taps;

/// <summary>Taps the actors that a symbol makes, each by its name, which is its role.</summary>
internal sealed class ChildTap(Func<string, IActor, IActor> wrap) : Tap
{
    public override IActor OnSpawn(string name, IActor child) => wrap(name, child);
}
