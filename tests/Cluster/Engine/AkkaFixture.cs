using Akka.Actor;
using CoinPilot.Actors.Contract;
using CoinPilot.Clustering.Engine;
using CoinPilot.Tests.Engines;

namespace CoinPilot.Tests.Clustering.Engine;

/// <summary>The engine on an actor system of its own, two workers and a manual clock.</summary>
internal sealed class AkkaFixture : EngineFixture
{
    private readonly ManualTime _time = new();
    private readonly ActorSystem _system = ActorSystem.Create("contract", AkkaEngine.Settings);
    private readonly AkkaEngine _engine;
    private int _ids;

    public AkkaFixture(EngineSetup setup) =>
        _engine = new AkkaEngine(_system, _time, setup.Journal, () => $"id-{Interlocked.Increment(ref _ids)}", new AkkaEngineOptions
        {
            Workers = 2,
            MailboxCapacity = setup.MailboxCapacity,
            SnapshotEvery = setup.SnapshotEvery,
            Supervision = EngineContractTests.Supervision,
        });

    public override IActorEngine Engine => _engine;

    public override async Task Pass(TimeSpan time)
    {
        // In steps, so that what one timer sets off can set the next.
        for (int step = 0; step < 10; step++)
        {
            await Idle();
            _time.Pass(time / 10);
        }
        await Idle();
    }

    public override async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _system.Terminate();
    }

    private Task Idle() => Until(() => _engine.IsIdle, "an idle engine");
}
