using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;

namespace CoinPilot.Tests.Engines;

/// <summary>The live engine on two workers and a manual clock.</summary>
internal sealed class LiveFixture : EngineFixture
{
    private readonly ManualTime _time = new();
    private readonly LiveEngine _engine;
    private int _ids;

    public LiveFixture(EngineSetup setup) =>
        _engine = new LiveEngine(_time, setup.Journal, () => $"id-{Interlocked.Increment(ref _ids)}", new LiveEngineOptions
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

    public override ValueTask DisposeAsync() => _engine.DisposeAsync();

    private Task Idle() => Until(() => _engine.IsIdle, "an idle engine");
}
