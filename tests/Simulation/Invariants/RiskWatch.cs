using CoinPilot.Actors.Contract;
using CoinPilot.Actors.Trading;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Risk;
using CoinPilot.Simulation.Taps;
using CoinPilot.Simulation.World;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Invariants;

/// <summary>Looks at what a risk actor lets pass: no entry while it has been told, or has not been told otherwise, that they are denied.</summary>
internal sealed class RiskWatch(InvariantWatch watch, int process) : Tap
{
    private string? _denied = RiskCode.NoAccount;
    private Timestamp _priceAt = Timestamp.None;

    public override object? OnReceive(object message, IActorContext context)
    {
        if (message is EntriesHalted halted)
            _denied = halted.Code;
        return message;
    }

    public override void OnMarket(in MarketEvent market, IActorContext context) => _priceAt = context.Now;

    public override void Send(IActorContext context, ActorRef to, object message)
    {
        switch (message)
        {
            case ReserveExposure reserve:
                watch.Entries.OnAsked(reserve, process, context.Now);
                break;
            case ReleaseExposure release:
                watch.Entries.OnGivenBack(release.ReservationId);
                break;
            case PlaceOrder { Order.Side: OrderSide.Buy } place:
                OnEntry(place, context.Now);
                break;
        }
        base.Send(context, to, message);
    }

    private void OnEntry(PlaceOrder place, Timestamp now)
    {
        if (_denied is not null)
            watch.Fail("no entry while halted", $"{place.Order.Reason}, though its symbol was told {_denied}");
        if (_priceAt == Timestamp.None || now - _priceAt > Scenario.Limits.MaxPriceAge)
            watch.Fail("no limit exceeded", $"{place.Order.Reason} at {now}, with a price of {_priceAt}");
        watch.Entries.OnAllowed(place, now);
    }
}
