using CoinPilot.Actors.Contract;
using CoinPilot.Simulation.Taps;

namespace CoinPilot.Simulation.Bugs;

/// <summary>A bug in one of the actors: a tap for every new instance of that role.</summary>
internal sealed class TapBug(string name, string summary, int seeds, string role, Func<Tap> tap) : DeliberateBug(name, summary, seeds)
{
    public override IActor Wrap(string role, IActor actor) =>
        role == Role ? TappedActor.Of(actor, tap())
        : role == "symbol" ? TappedActor.Of(actor, new ChildTap(Wrap))
        : actor;

    private string Role => role;
}
