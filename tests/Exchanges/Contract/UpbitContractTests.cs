namespace CoinPilot.Tests.Exchanges.Contract;

/// <summary>Upbit's client on the local exchange.</summary>
public sealed class UpbitMarketDataContractTests : MarketDataContract
{
    private protected override Task<IVenuePair> StartPairAsync() => UpbitPair.StartAsync();
}

/// <inheritdoc cref="UpbitMarketDataContractTests"/>
public sealed class UpbitExecutionContractTests : ExecutionContract
{
    private protected override Task<IVenuePair> StartPairAsync() => UpbitPair.StartAsync();
}
