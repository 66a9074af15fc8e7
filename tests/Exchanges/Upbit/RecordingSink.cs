using CoinPilot.Exchanges;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Tests.Exchanges.Upbit;

/// <summary>Keeps what a stream gave, and fails when two threads call at once.</summary>
internal sealed class RecordingSink : IMarketDataSink
{
    private readonly List<Trade> _trades = [];
    private readonly List<(int Symbol, Candle Candle)> _candles = [];
    private readonly List<(ConnectionState State, string Detail)> _connections = [];
    private int _inside;

    public IReadOnlyList<Trade> Trades => Copy(_trades);

    public IReadOnlyList<(int Symbol, Candle Candle)> Candles => Copy(_candles);

    public IReadOnlyList<(ConnectionState State, string Detail)> Connections => Copy(_connections);

    /// <summary>Minutes since <paramref name="from"/> of one symbol's candles, as they came.</summary>
    public int[] Minutes(int symbol, Timestamp from) =>
        [.. Candles.Where(c => c.Symbol == symbol).Select(c => (int)(c.Candle.OpenTime - from).TotalMinutes)];

    public int Count(ConnectionState state) => Connections.Count(c => c.State == state);

    public void OnTrade(int symbol, in Trade trade) => Add(_trades, trade);

    public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes)
    {
        Assert.Equal(1, intervalMinutes);
        Add(_candles, (symbol, candle));
    }

    public void OnConnection(ConnectionState state, string detail) => Add(_connections, (state, detail));

    private void Add<T>(List<T> list, T item)
    {
        Assert.Equal(1, Interlocked.Increment(ref _inside));
        lock (list)
            list.Add(item);
        Interlocked.Decrement(ref _inside);
    }

    private static T[] Copy<T>(List<T> list)
    {
        lock (list)
            return [.. list];
    }
}
