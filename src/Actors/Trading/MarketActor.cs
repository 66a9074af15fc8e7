using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;

namespace CoinPilot.Actors.Trading;

/// <summary>A symbol's market: takes trades and closed candles from the venue, drops what was seen before, hands the rest on.</summary>
public sealed class MarketActor : IActor
{
    /// <summary>A candle that ends this long before the newest known time is history: acting on it would be acting late.</summary>
    private const long StaleAfterMicros = 60_000_000;

    private readonly MarketMemory _memory;
    private long _trades;
    private long _candles;
    private long _duplicates;
    private long _stale;

    public MarketActor()
        : this(new MarketMemory())
    {
    }

    internal MarketActor(MarketMemory memory) => _memory = memory;

    public void Receive(in MarketEvent market, IActorContext context)
    {
        if (market.Kind == MarketEventKind.Trade)
            OnTrade(market, context);
        else
            OnCandle(market, context);
    }

    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case SubscribeMarket subscribe:
                Subscribe(subscribe, context);
                break;
            case WarmUp history:
                OnHistory(history.Candles, context);
                break;
            case GetMarketStatus:
                context.Reply(new MarketStatus(_memory.Last, _trades, _candles, _duplicates, _stale));
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private void OnTrade(in MarketEvent market, IActorContext context)
    {
        long id = market.TradeId;
        if (id != 0)
        {
            if (id <= _memory.LastTradeId)
            {
                _duplicates++;
                return;
            }
            _memory.LastTradeId = id;
        }
        _trades++;
        _memory.Note(market);
        context.Send(_memory.TradeReaders, market);
    }

    private void OnCandle(in MarketEvent market, IActorContext context)
    {
        if (market.Candle.OpenTime <= _memory.LastOpen)
        {
            _duplicates++;
            return;
        }
        if (market.Time.UnixMicros + StaleAfterMicros < _memory.Newest.UnixMicros)
        {
            _stale++;
            OnHistory([market.Candle], context);
            return;
        }
        _candles++;
        _memory.Keep(market.Candle);
        _memory.Note(market);
        context.Send(_memory.CandleReaders, market);
    }

    private void OnHistory(IReadOnlyList<Candle> candles, IActorContext context)
    {
        List<Candle> fresh = [];
        foreach (Candle candle in candles)
        {
            if (candle.OpenTime <= _memory.LastOpen)
                continue;
            _memory.Keep(candle);
            fresh.Add(candle);
        }
        if (fresh.Count == 0)
            return;
        foreach (ActorRef reader in _memory.CandleReaders)
            context.Send(reader, new WarmUp(fresh));
    }

    private void Subscribe(SubscribeMarket subscribe, IActorContext context)
    {
        _memory.Join(context.Sender, subscribe);
        if (subscribe.WarmUpMinutes is { } minutes)
            context.Send(context.Sender, new WarmUp(_memory.Tail(minutes)) { IsAnswer = true });
        if (subscribe.WantsLast && _memory.Last.Kind != MarketEventKind.None)
            context.Send(context.Sender, _memory.Last);
    }
}
