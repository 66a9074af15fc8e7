using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;

namespace CoinPilot.Benchmarks.Clustering;

internal sealed class Ping
{
    public static readonly Ping Instance = new();
}

/// <summary>Replied to with how many messages have come.</summary>
internal sealed class GetReceived
{
    public static readonly GetReceived Instance = new();
}

/// <summary>Counts what it gets.</summary>
internal sealed class MessageSink : IActor
{
    private long _received;

    public void Receive(object message, IActorContext context)
    {
        if (message is GetReceived)
            context.Reply(_received);
        else
            _received++;
    }

    public void Receive(in MarketEvent market, IActorContext context) => _received++;
}
