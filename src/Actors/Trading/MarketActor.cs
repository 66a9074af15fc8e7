using CoinPilot.Actors.Contract;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Actors.Trading;

/// <summary>A symbol's market: takes trades and closed candles from the venue, drops what was seen before, hands the rest on.</summary>
public sealed class MarketActor : IActor
{
    /// <summary>A candle that ends this long before the newest known time is history: acting on it would be acting late.</summary>
    private const long StaleAfterMicros = 60_000_000;

    private ActorRef[] _candleReaders = [];
    private ActorRef[] _tradeReaders = [];
    private MarketEvent _last;
    private Timestamp _newest;
    private Timestamp _lastOpen;
    private long _lastTradeId;
    private long _trades;
    private long _candles;
    private long _duplicates;
    private long _stale;

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
                Subscribe(subscribe, context.Sender);
                if (subscribe.WantsLast && _last.Kind != MarketEventKind.None)
                    context.Send(context.Sender, _last);
                break;
            case WarmUp history:
                OnHistory(history.Candles, context);
                break;
            case GetMarketStatus:
                context.Reply(new MarketStatus(_last, _trades, _candles, _duplicates, _stale));
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
            if (id <= _lastTradeId)
            {
                _duplicates++;
                return;
            }
            _lastTradeId = id;
        }
        _trades++;
        Remember(market);
        foreach (ActorRef reader in _tradeReaders)
            context.Send(reader, market);
    }

    private void OnCandle(in MarketEvent market, IActorContext context)
    {
        if (market.Candle.OpenTime <= _lastOpen)
        {
            _duplicates++;
            return;
        }
        if (market.Time.UnixMicros + StaleAfterMicros < _newest.UnixMicros)
        {
            _stale++;
            OnHistory([market.Candle], context);
            return;
        }
        _candles++;
        _lastOpen = market.Candle.OpenTime;
        Remember(market);
        foreach (ActorRef reader in _candleReaders)
            context.Send(reader, market);
    }

    private void Remember(in MarketEvent market)
    {
        _last = market;
        if (market.Time > _newest)
            _newest = market.Time;
    }

    private void OnHistory(IReadOnlyList<Candle> candles, IActorContext context)
    {
        List<Candle> fresh = [];
        foreach (Candle candle in candles)
        {
            if (candle.OpenTime <= _lastOpen)
                continue;
            _lastOpen = candle.OpenTime;
            fresh.Add(candle);
        }
        if (fresh.Count == 0)
            return;
        foreach (ActorRef reader in _candleReaders)
            context.Send(reader, new WarmUp(fresh));
    }

    private void Subscribe(SubscribeMarket subscribe, ActorRef reader)
    {
        _candleReaders = Joined(_candleReaders, reader);
        _tradeReaders = subscribe.WantsTrades ? Joined(_tradeReaders, reader) : [.. _tradeReaders.Where(r => r != reader)];
    }

    private static ActorRef[] Joined(ActorRef[] readers, ActorRef reader) =>
        readers.Contains(reader) ? readers : [.. readers, reader];
}
