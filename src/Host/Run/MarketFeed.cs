using CoinPilot.Actors.Contract;
using CoinPilot.App.Views;
using CoinPilot.Exchanges;
using CoinPilot.MarketData;

namespace CoinPilot.App.Run;

/// <summary>Hands a venue's stream to the market actors, by the symbol's number, and keeps what the dashboard shows of it.</summary>
internal sealed class MarketFeed(IActorEngine engine, ActorRef[] markets, CandleView[] views, ConnectionLog connection) : IMarketDataSink
{
    private long _trades;
    private long _candles;

    public long Trades => Interlocked.Read(ref _trades);

    public long Candles => Interlocked.Read(ref _candles);

    public void OnTrade(int symbol, in Trade trade)
    {
        Interlocked.Increment(ref _trades);
        engine.Tell(markets[symbol], MarketEvent.Of(trade));
        views[symbol].Take(trade);
    }

    public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes)
    {
        Interlocked.Increment(ref _candles);
        engine.Tell(markets[symbol], MarketEvent.OfClosed(candle, intervalMinutes));
        views[symbol].Take(candle);
    }

    public void OnConnection(ConnectionState state, string detail) => connection.Note(state, detail);
}
