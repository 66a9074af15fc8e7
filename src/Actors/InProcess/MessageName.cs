using CoinPilot.MarketData;

namespace CoinPilot.Actors.InProcess;

/// <summary>The name that counters know a message by: its type's, for market data its kind.</summary>
internal static class MessageName
{
    public static string Of(object message) => message switch
    {
        MarketEventKind kind => kind.ToString(),
        MarketEvent market => market.Kind.ToString(),
        _ => message.GetType().Name,
    };
}
