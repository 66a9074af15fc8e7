using CoinPilot.Actors.Contract;

namespace CoinPilot.Simulation.Bugs;

/// <summary>A bug in one of the actors: a tap for every new instance of that role.</summary>
internal sealed class TapBug(string name, string summary, int seeds, string role, Func<Tap> tap) : DeliberateBug(name, summary, seeds)
{
    public override IActor Wrap(string role, IActor actor) =>
        role == Role ? TappedActor.Of(actor, tap())
        : role == "symbol" ? TappedActor.Of(actor, new ChildTap(this))
        : actor;

    private string Role => role;

    // The symbol's actors are made by the symbol.
    private sealed class ChildTap(TapBug bug) : Tap
    {
        public override IActor OnSpawn(string name, IActor child) => bug.Wrap(name, child);
    }
}
