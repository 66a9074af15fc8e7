using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Strategies;

namespace CoinPilot.Actors.Trading;

/// <summary>Runs one strategy on one symbol: market data in, signals to risk out, one at a time.</summary>
public sealed class StrategyActor(StrategyChoice choice, ActorRef market, ActorRef position, ActorRef risk) : IActor
{
    /// <summary>How long an intent may go without an answer.</summary>
    internal static readonly TimeSpan IntentTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How many intents in a row may follow from changes alone, without an event of the market between them.</summary>
    private const int MostInARow = 100;

    private readonly StrategyFeed _feed = new(choice.Create());
    private StrategyView _view;
    private bool _knowsPosition;
    private bool _waiting;
    private int _inARow;

    public void Start(IActorContext context)
    {
        context.Send(market, new SubscribeMarket(_feed.WantsTrades));
        context.Send(position, new JoinStrategy(choice.Name));
    }

    public void Receive(in MarketEvent market, IActorContext context)
    {
        Intent? intent = market.Kind == MarketEventKind.ClosedCandle
            ? _feed.OnCandle(market.Candle, _view)
            : _feed.OnTrade(market.Trade, _view);
        _inARow = 0;
        if (intent is not null && _knowsPosition && !_waiting)
            Raise(intent, context);
    }

    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case StrategyPosition now:
                _view = now.View;
                _knowsPosition = true;
                Wait(now.HasOpenOrder, context);
                OnChange(context);
                break;
            case OrderDenied:
                Wait(false, context);
                break;
            case WarmUp history:
                foreach (Candle candle in history.Candles)
                    _feed.OnCandle(candle, _view);
                break;
            case IntentTimedOut:
                context.Send(position, new JoinStrategy(choice.Name));
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private void OnChange(IActorContext context)
    {
        if (_waiting || _inARow >= MostInARow || _feed.OnChange(_view) is not { } intent)
            return;
        _inARow++;
        Raise(intent, context);
    }

    // Only what may cost money needs permission.
    private void Raise(Intent intent, IActorContext context)
    {
        Wait(true, context);
        context.Schedule(nameof(IntentTimedOut), IntentTimeout, new IntentTimedOut());
        IntentTerms terms = intent.Terms;
        switch (intent.Kind)
        {
            case IntentKind.Withdraw:
                context.Send(position, new ChangePosition(choice.Name, new WithdrawOrders(choice.Name, terms.Tag, $"{CancelCause.Strategy}: {intent.Reason}")));
                break;
            case IntentKind.Amend:
                context.Send(position, new ChangePosition(choice.Name, new AmendOrder(choice.Name, terms.Tag, terms.Limit)));
                break;
            default:
                context.Send(risk, new Signal(choice.Name, intent, _view.Held));
                break;
        }
    }

    private void Wait(bool waiting, IActorContext context)
    {
        _waiting = waiting;
        if (!waiting)
            context.Cancel(nameof(IntentTimedOut));
    }
}
