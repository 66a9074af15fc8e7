using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Values;

namespace CoinPilot.Tests.Simulation;

public sealed class NodeFaultTests
{
    private static readonly Timestamp Start = Timestamp.Utc(2025, 9, 1);

    [Fact]
    public void Engine_PausedThenResumed_HandlesAllInOrderAfterwards()
    {
        VirtualClock clock = new(Start);
        VirtualEngine sleeper = new(1, clock: clock);
        VirtualEngine awake = new(2, clock: clock);
        List<string> seen = [];
        ActorRef sleeping = sleeper.Spawn("p", "a", () => new Listener("s", seen));
        ActorRef other = awake.Spawn("p", "a", () => new Listener("o", seen));
        clock.RunUntilIdle();

        sleeper.Pause();
        sleeper.Tell(sleeping, "1");
        awake.Tell(other, "1");
        clock.Advance(Start + TimeSpan.FromSeconds(2));
        sleeper.Tell(sleeping, "2");
        clock.RunUntilIdle();
        Assert.Equal(["o 1", "o tick"], seen);

        sleeper.Resume();
        clock.RunUntilIdle();
        Assert.Equal(["o 1", "o tick", "s 1", "s tick", "s 2"], seen);
    }

    [Fact]
    public void Engine_CrashedWhilePaused_HandlesNothingMore()
    {
        VirtualEngine engine = new(1, start: Start);
        List<string> seen = [];
        ActorRef actor = engine.Spawn("p", "a", () => new Listener("s", seen));
        engine.RunUntilIdle();
        engine.Pause();
        engine.Tell(actor, "1");
        engine.RunUntilIdle();

        engine.Crash();
        engine.Resume();
        engine.Advance(Start + TimeSpan.FromSeconds(2));

        Assert.Empty(seen);
    }

    [Fact]
    public void Engine_WrongClock_IsSeenByActorsButMovesNoTimer()
    {
        VirtualEngine engine = new(1, start: Start) { ClockSkew = TimeSpan.FromSeconds(-30) };
        List<string> seen = [];
        engine.Spawn("p", "a", () => new Listener("s", seen, tellsTime: true));

        engine.Advance(Start + TimeSpan.FromSeconds(1));

        Assert.Equal([$"s tick {Start - TimeSpan.FromSeconds(29)}"], seen);
        Assert.Equal(Start - TimeSpan.FromSeconds(29), engine.Now);
    }

    private sealed class Listener(string name, List<string> seen, bool tellsTime = false) : IActor
    {
        public void Start(IActorContext context) => context.Schedule("tick", TimeSpan.FromSeconds(1), "tick");

        public void Receive(object message, IActorContext context) => seen.Add(tellsTime ? $"{name} {message} {context.Now}" : $"{name} {message}");
    }
}
