using CoinPilot.Tests.Engines;

namespace CoinPilot.Tests.Clustering.Engine;

public sealed class AkkaEngineContractTests : EngineContractTests
{
    protected override EngineFixture Start(EngineSetup setup) => new AkkaFixture(setup);
}
