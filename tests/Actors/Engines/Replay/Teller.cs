using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;

namespace CoinPilot.Tests.Engines.Replay;

/// <summary>What a teller asks the vault, on another worker.</summary>
internal sealed record Ask(string Id, long Trades);

/// <summary>The vault's answer.</summary>
internal sealed record Given(string Id, long Number);

/// <summary>
/// Does all that depends on luck in a live engine: counts trades, makes ids, asks another worker, sets timers, chatters with a child, fails
/// when told, and journals whatever it saw of it with its time.
/// </summary>
internal sealed class Teller(string name, ActorRef vault, int askEvery = 7) : IEventSourced
{
    private long _trades;
    private long _events;
    private ActorRef? _child;

    public string EntityId => name;

    public void Apply(object @event) => _events++;

    public void Start(IActorContext context)
    {
        _child = context.Spawn("child", () => new Script((m, c) => c.Reply($"{m} at {c.Now.UnixMicros}")));
        context.SchedulePeriodic("beat", TimeSpan.FromMilliseconds(3), "beat");
    }

    public void Receive(in MarketEvent market, IActorContext context)
    {
        _trades++;
        if (_trades % askEvery != 0)
            return;
        string id = context.NewId();
        context.Send(vault, new Ask(id, _trades));
        context.Send(_child!, id);
        context.Schedule("late", TimeSpan.FromMilliseconds(1), $"late {_trades}");
    }

    public void Receive(object message, IActorContext context)
    {
        if (message is EngageKillSwitch { Reason: "fail" })
            throw new InvalidOperationException("told to fail");
        if (message is not Restarted)
            context.Persist([$"{message} by {context.Sender.Path} at {context.Now.UnixMicros} after {_trades} trades and {_events} events"]);
    }
}

/// <summary>Numbers what it is asked, whoever asks, so that the order between workers shows.</summary>
internal sealed class Vault : IEventSourced
{
    private long _number;

    public string EntityId => "vault";

    public void Apply(object @event) => _number++;

    public void Receive(object message, IActorContext context)
    {
        if (message is Ask ask)
            context.Persist([$"{ask.Id} of {context.Sender.Path} at {context.Now.UnixMicros}"], then => then.Reply(new Given(ask.Id, _number)));
        else
            context.Persist([$"{message}"], then => then.Reply(message));
    }
}
