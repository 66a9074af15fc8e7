using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Orders;
using CoinPilot.Positions;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>
/// Runs one strategy on one symbol: market data, fills and timers in, signals to risk out, one at a time. What the strategy remembers is journaled before
/// what it decided goes out; what history gives back is not. It decides nothing before it is warm: with history, its saved state, and the fills
/// that came after that was saved.
/// </summary>
public sealed class StrategyActor : IEventSourced
{
    /// <summary>How long an intent may go without an answer.</summary>
    internal static readonly TimeSpan IntentTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How many intents in a row may follow from changes alone, without an event of the market between them.</summary>
    private const int MostInARow = 100;

    /// <summary>How many fills may be told without saving that they were; the position keeps more for a restart.</summary>
    private const int MostUnsavedFills = FillLog.Kept / 4;

    private readonly Symbol _symbol;
    private readonly StrategyChoice _choice;
    private readonly SymbolRefs _refs;
    private readonly StrategyFeed _feed;
    private readonly Strategy _strategy;
    private readonly bool _savesState;
    private readonly List<Fill> _early = [];
    private StrategyStateSaved? _saved;
    private StrategyView _view;
    private StrategyDecision? _last;
    private Timestamp _marketStart;
    private Timestamp _marketTime;
    private Timestamp _lastTimer;
    private long? _lastFill;
    private bool _isLoaded;
    private bool _isSubscribed;
    private bool _isWarm;
    private bool _waiting;
    private long _signals;
    private long _awaited;
    private int _inARow;

    public StrategyActor(Symbol symbol, StrategyChoice choice, SymbolRefs refs)
    {
        (_symbol, _choice, _refs) = (symbol, choice, refs);
        _feed = new StrategyFeed(choice.Create());
        _strategy = _feed.Strategy;
        _savesState = _strategy.StateVersion > 0;
    }

    public string EntityId => EntityOf(_symbol, _choice.Name);

    /// <summary>The journal's name for a strategy's state on a symbol.</summary>
    public static string EntityOf(Symbol symbol, string strategy) => $"strategy/{symbol.Code}/{strategy}";

    public void Apply(object @event) => _saved = (StrategyStateSaved)@event;

    public void Start(IActorContext context)
    {
        if (_saved?.Kind != _choice.Descriptor.Name || !_savesState)
            _saved = null;
        _lastFill = _saved?.LastFill;
        context.Send(_refs.Market, new SubscribeMarket(_strategy.WantsTicks) { WarmUpMinutes = _strategy.WarmUpMinutes });
        Join(context);
        AlignTimer(context);
    }

    public void Receive(in MarketEvent market, IActorContext context)
    {
        // What was under way while the actor was started anew is part of the history that it is sent.
        if (!_isSubscribed)
            return;
        Intent? intent = _isWarm ? null : Warm();
        intent = StrategyFeed.Stronger(intent, market.Kind == MarketEventKind.ClosedCandle
            ? _feed.OnCandle(market.Candle, _view)
            : _strategy.OnTick(market.Trade, _view));
        Reach(market.Time);
        _inARow = 0;
        Conclude(intent, context);
    }

    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case StrategyPosition now:
                OnPosition(now, context);
                break;
            case OrderDenied denied:
                Note($"denied: {denied.Code} {denied.Detail}");
                _awaited = 0;
                Wait(false, context);
                break;
            case WarmUp history:
                OnHistory(history, context);
                break;
            case TimerDue due:
                OnTimer(due, context);
                break;
            case IntentTimedOut:
                Note(StrategyDecision.NoAnswer);
                _awaited = 0;
                Join(context);
                break;
            case PositionRestarted:
                _awaited = 0;
                Join(context);
                break;
            case GetStrategyStatus:
                context.Reply(Status());
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private void Join(IActorContext context) => context.Send(_refs.Position, new JoinStrategy(_choice.Name) { AfterFill = _lastFill });

    private void OnPosition(StrategyPosition now, IActorContext context)
    {
        if (now.Answers == _awaited)
            _awaited = 0;
        if (now.AfterFill > _lastFill)
        {
            // What was said while the actor was started anew comes before the answer to its own question.
            Join(context);
            return;
        }
        _view = now.View;
        foreach (Fill fill in now.Fills)
        {
            if (fill.Number > (_lastFill ?? now.LastFill))
                _early.Add(fill);
        }
        _lastFill = Math.Max(_lastFill ?? 0, now.LastFill);
        Answer(now, context);
        if (_isWarm)
            Conclude(TellFills() ?? Change(), context);
    }

    // What the venue says of earlier orders meanwhile is no answer to the newest signal.
    private void Answer(StrategyPosition now, IActorContext context)
    {
        if (_awaited != 0)
            return;
        Wait(now.HasOpenOrder, context);
        if (!_waiting)
            Note(StrategyDecision.CarriedOut);
    }

    private Intent? TellFills()
    {
        Intent? intent = null;
        foreach (Fill fill in _early)
            intent = StrategyFeed.Stronger(intent, _strategy.OnFill(fill, _view));
        _early.Clear();
        return intent;
    }

    private Intent? Change()
    {
        if (_waiting || _inARow >= MostInARow || _strategy.OnChange(_view) is not { } intent)
            return null;
        _inARow++;
        return intent;
    }

    // A candle that ended before the position was opened was seen by a strategy that held nothing.
    private void OnHistory(WarmUp history, IActorContext context)
    {
        _isSubscribed |= history.IsAnswer;
        if (!_isSubscribed)
            return;
        foreach (Candle candle in history.Candles)
        {
            Timestamp end = candle.OpenTime + TimeSpan.FromMinutes(1);
            if (_saved is { } saved && end > saved.MarketTime)
                Load(saved);
            _feed.OnCandle(candle, end <= _view.OpenedAt ? default : _view);
            Reach(end);
        }
        // The market's own history may come only when it has been fetched.
        if (!_isWarm && history.Candles.Count > 0)
            Conclude(Warm(), context);
    }

    private Intent? Warm()
    {
        if (_saved is { } saved)
            Load(saved);
        _isWarm = true;
        return TellFills();
    }

    private void Load(StrategyStateSaved saved)
    {
        if (_isLoaded)
            return;
        _isLoaded = true;
        _feed.Load(saved.Version, saved.State);
    }

    private void AlignTimer(IActorContext context)
    {
        if (_strategy.TimerPeriod is { } period)
            context.Schedule(nameof(TimerDue), context.Now.FloorTo(period) + period - context.Now, TimerDue.First);
    }

    // Timers count elapsed time and may come early or late by a little; the strategy is told the boundary that was meant, once.
    private void OnTimer(TimerDue due, IActorContext context)
    {
        TimeSpan period = _strategy.TimerPeriod!.Value;
        Timestamp boundary = (context.Now + period / 2).FloorTo(period);
        if (due == TimerDue.First)
            context.SchedulePeriodic(nameof(TimerDue), period, TimerDue.Next);
        else if ((context.Now - boundary).Duration() > TimerDue.MostDrift)
            AlignTimer(context);
        if (boundary <= _lastTimer || !_isWarm)
            return;
        _lastTimer = boundary;
        Conclude(_strategy.OnTimer(boundary, _view), context);
    }

    // An intent while another is under way, or before the position is known, is dropped.
    private void Conclude(Intent? intent, IActorContext context)
    {
        if (_waiting || _lastFill is null)
            intent = null;
        if (_savesState && MustSave())
            SaveThenRaise(intent, context);
        else if (intent is not null)
            Raise(intent, context);
    }

    private bool MustSave() => _lastFill is { } told && _isWarm
        && (_strategy.HasChanged || _saved is null || told - _saved.LastFill >= MostUnsavedFills);

    private void SaveThenRaise(Intent? intent, IActorContext context)
    {
        StrategyStateSaved state = new(
            _choice.Name, _choice.Descriptor.Name, _strategy.StateVersion, _feed.Save(), _lastFill!.Value, _marketTime, context.Now);
        context.Persist([state], then =>
        {
            if (intent is not null)
                Raise(intent, then);
        });
    }

    private void Reach(Timestamp marketTime)
    {
        if (!_marketStart.IsSet)
            _marketStart = marketTime - TimeSpan.FromMinutes(1);
        _marketTime = marketTime;
    }

    // Only what may cost money needs permission.
    private void Raise(Intent intent, IActorContext context)
    {
        _last = new StrategyDecision(intent, _marketTime, StrategyDecision.UnderWay);
        Wait(true, context);
        context.Schedule(nameof(IntentTimedOut), IntentTimeout, new IntentTimedOut());
        IntentTerms terms = intent.Terms;
        switch (intent.Kind)
        {
            case IntentKind.Withdraw:
                context.Send(_refs.Position, new ChangePosition(_choice.Name, new WithdrawOrders(_choice.Name, terms.Tag, $"{CancelCause.Strategy}: {intent.Reason}")));
                break;
            case IntentKind.Amend:
                context.Send(_refs.Position, new ChangePosition(_choice.Name, new AmendOrder(_choice.Name, terms.Tag, terms.Limit)));
                break;
            default:
                _awaited = ++_signals;
                context.Send(_refs.Risk, new Signal(_choice.Name, intent, _view.Held) { Number = _awaited });
                break;
        }
    }

    private void Note(string outcome)
    {
        if (_last is { Outcome: StrategyDecision.UnderWay })
            _last = _last with { Outcome = outcome };
    }

    private StrategyStatus Status() => new(
        _choice.Name, _view, Math.Min(_strategy.WarmUpMinutes, (int)(_marketTime - _marketStart).TotalMinutes), _strategy.WarmUpMinutes, _isWarm, _marketTime,
        _saved?.State ?? ValueList<StateField>.Empty, _strategy.Explain(_view), _last);

    private void Wait(bool waiting, IActorContext context)
    {
        _waiting = waiting;
        if (!waiting)
            context.Cancel(nameof(IntentTimedOut));
    }
}
