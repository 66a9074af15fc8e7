using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Risk;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>
/// Stands between signals and orders of one symbol. Entries are checked here, then at the portfolio, which sizes and reserves them;
/// exits only shrink a position and go straight on.
/// </summary>
public sealed class RiskActor(Symbol symbol, RiskLimits limits, ActorRef market, ActorRef position, ActorRef portfolio) : IActor
{
    private readonly Dictionary<string, (Signal Signal, ActorRef Strategy)> _reserving = new(StringComparer.Ordinal);
    private MarketView _market;

    // Until the portfolio has spoken, the account counts as missing.
    private string? _halted = RiskCode.NoAccount;

    public void Start(IActorContext context)
    {
        context.Send(market, new SubscribeMarket(WantsTrades: true));
        context.Send(portfolio, new JoinRisk());
    }

    public void Receive(in MarketEvent market, IActorContext context) =>
        _market = new MarketView(market.LastPrice, context.Now);

    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case Signal signal:
                OnSignal(signal, context);
                break;
            case ExposureReserved reserved:
                OnReserved(reserved, context);
                break;
            case ExposureDenied denied:
                if (_reserving.Remove(denied.ReservationId, out (Signal Signal, ActorRef Strategy) entry))
                    Deny(entry.Signal, entry.Strategy, denied.Denial, context);
                break;
            case EntriesHalted halted:
                _halted = halted.Code;
                break;
            case WarmUp:
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private void OnSignal(Signal signal, IActorContext context)
    {
        bool exit = signal.Intent.Kind == IntentKind.Exit;
        OrderProposal proposal = exit
            ? new OrderProposal(OrderSide.Sell, IsReduction: true, ExitValue(signal.Held), Price.None)
            : new OrderProposal(OrderSide.Buy, IsReduction: false, limits.MinOrder, Price.None);
        if (RiskChecks.OfSymbol(proposal, _halted, _market, limits, context.Now) is { } denial)
            Deny(signal, context.Sender, denial, context);
        else if (exit)
            Place(signal, OrderSide.Sell, signal.Held, Money.Zero, "", context);
        else
            Reserve(signal, context);
    }

    // Without a price a reduction cannot be valued; it passes, and the venue judges it.
    private Money ExitValue(Quantity held) =>
        _market.LastPrice.IsSet ? Money.NotionalDown(_market.LastPrice, held) : limits.MinOrder;

    private void Reserve(Signal signal, IActorContext context)
    {
        // A strategy asks again when it was not answered in time: the answer to its earlier wish, should it still come, is given back.
        foreach (string earlier in _reserving.Where(r => r.Value.Signal.Strategy == signal.Strategy).Select(r => r.Key).ToList())
            _reserving.Remove(earlier);
        string id = context.NewId();
        _reserving[id] = (signal, context.Sender);
        context.Send(portfolio, new ReserveExposure(id, symbol));
    }

    private void OnReserved(ExposureReserved reserved, IActorContext context)
    {
        if (_reserving.Remove(reserved.ReservationId, out (Signal Signal, ActorRef Strategy) entry))
            Place(entry.Signal, OrderSide.Buy, Quantity.Zero, reserved.Funds, reserved.ReservationId, context);
        else
            context.Send(portfolio, new ReleaseExposure(reserved.ReservationId));
    }

    private void Place(Signal signal, OrderSide side, Quantity quantity, Money funds, string reservationId, IActorContext context) =>
        context.Send(position, new PlaceOrder(reservationId, context.Now, new IntendOrder(
            signal.Strategy, side, OrderType.Market, TimeInForce.Gtc, quantity, Price.None, funds, _market.LastPrice, signal.Intent.Reason)));

    private void Deny(Signal signal, ActorRef strategy, Denial denial, IActorContext context)
    {
        OrderDenied denied = new(signal.Strategy, denial.Code, denial.Detail);
        context.Send(strategy, denied);
        context.Send(portfolio, new DenialCounted(symbol, denied));
    }
}
