using CoinPilot.Exchanges;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Contract;

/// <summary>A venue's client, and an exchange that it speaks to over a line that can fail. The market moves by itself, a minute in well under a second.</summary>
internal interface IVenuePair : IAsyncDisposable
{
    IMarketDataVenue Market { get; }

    IExecutionVenue Execution { get; }

    FaultyLine Line { get; }

    Symbol Symbol { get; }
}
