using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;

namespace CoinPilot.Tests.Engines;

/// <summary>An actor that runs what a test gives it. Answers <see cref="Echo"/> itself.</summary>
internal sealed class Script(Action<object, IActorContext> receive) : IActor
{
    public Action<IActorContext>? OnStart { get; init; }

    public Action<MarketEvent, IActorContext>? OnMarket { get; init; }

    public void Start(IActorContext context) => OnStart?.Invoke(context);

    public void Receive(object message, IActorContext context)
    {
        if (message is Echo)
            context.Reply(message);
        else
            receive(message, context);
    }

    public void Receive(in MarketEvent market, IActorContext context)
    {
        if (OnMarket is null)
            context.Unhandled(market.Kind);
        else
            OnMarket(market, context);
    }
}
