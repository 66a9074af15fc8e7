namespace CoinPilot.Tests.Engines;

public sealed class LiveEngineContractTests : EngineContractTests
{
    protected override EngineFixture Start(EngineSetup setup) => new LiveFixture(setup);
}

public sealed class VirtualEngineContractTests : EngineContractTests
{
    protected override int OutsideThreads => 1;

    protected override EngineFixture Start(EngineSetup setup) => new VirtualFixture(setup);
}
