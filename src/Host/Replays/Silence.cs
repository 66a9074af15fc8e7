using CoinPilot.Actors.Contract;

namespace CoinPilot.App.Replays;

/// <summary>The outside world of a replay: nobody is sent anything, and what came back is in the recording.</summary>
internal sealed class Silence : IPort
{
    public static readonly Silence Instance = new();

    private Silence()
    {
    }

    public void Deliver(object message, ActorRef sender)
    {
    }
}
