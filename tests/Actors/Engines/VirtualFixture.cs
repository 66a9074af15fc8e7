using CoinPilot.Actors.Contract;
using CoinPilot.Actors.InProcess;
using CoinPilot.Values;

namespace CoinPilot.Tests.Engines;

internal sealed class VirtualFixture(EngineSetup setup) : EngineFixture
{
    private readonly VirtualEngine _engine = new(7, setup.Journal, new EngineOptions
    {
        MailboxCapacity = setup.MailboxCapacity,
        SnapshotEvery = setup.SnapshotEvery,
        Supervision = EngineContractTests.Supervision,
    }, start: Timestamp.Utc(2025, 9, 1));

    public override IActorEngine Engine => _engine;

    public override Task Pass(TimeSpan time)
    {
        _engine.Advance(_engine.Now + time);
        return Task.CompletedTask;
    }

    public override void Run() => _engine.RunUntilIdle();

    public override ValueTask DisposeAsync() => _engine.DisposeAsync();
}
