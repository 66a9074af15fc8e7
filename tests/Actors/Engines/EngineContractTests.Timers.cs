using CoinPilot.Actors.Contract;

namespace CoinPilot.Tests.Engines;

public abstract partial class EngineContractTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Schedule_Once_ArrivesOnceWhenDue()
    {
        await using EngineFixture fixture = Start();
        (Probe probe, ActorRef actor) = await SpawnTimed(fixture);
        fixture.Engine.Tell(actor, Do(c => c.Schedule("t", 2 * s_second, "ring")));
        await fixture.Flush(actor);

        await fixture.Pass(s_second);
        Assert.Empty(probe.Messages);
        await fixture.Pass(10 * s_second);

        Assert.Equal(["ring"], await fixture.Received(probe, 1));
    }

    [Fact]
    public async Task Schedule_SeveralTimers_ArriveInOrderOfTheirTimes()
    {
        await using EngineFixture fixture = Start();
        (Probe probe, ActorRef actor) = await SpawnTimed(fixture);
        int[] seconds = [7, 3, 9, 1, 8, 2, 6, 4, 5];
        fixture.Engine.Tell(actor, Do(c =>
        {
            foreach (int s in seconds)
                c.Schedule($"{s}", s * s_second, s);
            c.Cancel("6");
        }));
        await fixture.Flush(actor);

        for (int i = 0; i < 10; i++)
            await fixture.Pass(s_second);

        Assert.Equal([1, 2, 3, 4, 5, 7, 8, 9], await fixture.Received(probe, 8));
    }

    [Fact]
    public async Task SchedulePeriodic_UntilCancelled_ArrivesAgainAndAgain()
    {
        await using EngineFixture fixture = Start();
        (Probe probe, ActorRef actor) = await SpawnTimed(fixture);
        fixture.Engine.Tell(actor, Do(c => c.SchedulePeriodic("t", s_second, "ring")));
        await fixture.Flush(actor);

        for (int i = 1; i <= 3; i++)
        {
            await fixture.Pass(s_second);
            await fixture.Received(probe, i);
        }
        fixture.Engine.Tell(actor, Do(c => c.Cancel("t")));
        await fixture.Flush(actor);
        await fixture.Pass(10 * s_second);

        Assert.Equal(["ring", "ring", "ring"], probe.Messages);
    }

    [Fact]
    public async Task Schedule_SameKeyAgain_ReplacesTheTimer()
    {
        await using EngineFixture fixture = Start();
        (Probe probe, ActorRef actor) = await SpawnTimed(fixture);
        fixture.Engine.Tell(actor, Do(c =>
        {
            c.SchedulePeriodic("t", s_second, "old");
            c.Schedule("t", 3 * s_second, "new");
        }));
        await fixture.Flush(actor);

        await fixture.Pass(10 * s_second);

        Assert.Equal(["new"], await fixture.Received(probe, 1));
    }

    [Fact]
    public async Task Cancel_WhileTheMessageWaits_NothingArrives()
    {
        var journal = new HeldJournal();
        await using EngineFixture fixture = Start(new EngineSetup(journal));
        var probe = new Probe();
        ActorRef port = fixture.Engine.OpenPort("probe", probe);
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "timed", () => new TimedLedger(port));
        await fixture.Flush(actor);
        journal.Hold();

        fixture.Engine.Tell(actor, "schedule and persist");
        await fixture.Until(() => journal.Held == 1, "an append");
        fixture.Engine.Tell(actor, "cancel a");
        await fixture.Pass(2 * s_second);
        await journal.ReleaseOne();
        await fixture.Received(probe, 1);
        await fixture.Flush(actor);

        Assert.Equal(["ring b"], probe.Messages);
    }

    [Fact]
    public async Task Timers_OfAnActorThatStops_Die()
    {
        await using EngineFixture fixture = Start();
        (Probe probe, ActorRef actor) = await SpawnTimed(fixture);
        fixture.Engine.Tell(actor, Do(c =>
        {
            c.SchedulePeriodic("t", s_second, "ring");
            c.Stop(c.Self);
        }));

        await fixture.Pass(10 * s_second);

        Assert.Empty(probe.Messages);
    }

    [Fact]
    public async Task Timers_OfAnActorThatIsRestarted_Die()
    {
        await using EngineFixture fixture = Start();
        (Probe probe, ActorRef actor) = await SpawnTimed(fixture);
        fixture.Engine.Tell(actor, Do(c =>
        {
            c.SchedulePeriodic("t", s_second, "ring");
            throw new InvalidOperationException("exploded");
        }));

        await fixture.Pass(10 * s_second);
        await fixture.Flush(actor);

        Assert.Empty(probe.Messages);
        Assert.Equal(1, fixture.Engine.Counters.Restarts);
    }

    private static Action<IActorContext> Do(Action<IActorContext> action) => action;

    private static async Task<(Probe Probe, ActorRef Actor)> SpawnTimed(EngineFixture fixture)
    {
        var probe = new Probe();
        ActorRef port = fixture.Engine.OpenPort("probe", probe);
        ActorRef actor = fixture.Engine.Spawn("KRW-BTC", "timed", () => new Script((m, c) =>
        {
            if (m is Action<IActorContext> action)
                action(c);
            else
                c.Send(port, m);
        }));
        await fixture.Flush(actor);
        return (probe, actor);
    }

    private sealed class TimedLedger(ActorRef probe) : IEventSourced
    {
        public string EntityId => "timed";

        public void Receive(object message, IActorContext context)
        {
            switch (message)
            {
                case "schedule and persist":
                    context.Schedule("a", TimeSpan.FromSeconds(1), "ring a");
                    context.Schedule("b", TimeSpan.FromSeconds(1), "ring b");
                    context.Persist(["event"]);
                    break;
                case "cancel a":
                    context.Cancel("a");
                    break;
                case Echo:
                    context.Reply(message);
                    break;
                default:
                    context.Send(probe, message);
                    break;
            }
        }

        public void Apply(object @event)
        {
        }
    }
}
