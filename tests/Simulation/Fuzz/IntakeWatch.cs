using CoinPilot.Exchanges;
using CoinPilot.Exchanges.Upbit;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Simulation.Fuzz;

/// <summary>A public socket's whole intake, and what must hold of all that it passes on: trades and closed candles in rising order, none broken.</summary>
internal sealed class IntakeWatch : IMarketDataSink
{
    /// <summary>A new connection so often, as if the line had dropped.</summary>
    private const int FramesPerConnection = 1000;

    private static readonly Symbol[] Symbols = [Symbol.Parse("KRW-BTC"), Symbol.Parse("KRW-ETH")];

    private readonly MarketIntake _intake;
    private readonly long[] _lastTrade = new long[Symbols.Length];
    private readonly Timestamp[] _lastOpen = new Timestamp[Symbols.Length];
    private long _frames;
    private string? _broken;

    public IntakeWatch()
    {
        UpbitOptions options = UpbitOptions.For(new Uri("http://127.0.0.1:1"));
        _intake = new MarketIntake(options, new UpbitCounters(), Symbols, new Timestamp[Symbols.Length], this);
    }

    public int BookDepth => 30;

    /// <summary>Null, or what is broken.</summary>
    public string? Take(ReadOnlySpan<byte> frame)
    {
        if (_frames++ % FramesPerConnection == 0)
            Reconnect();
        _intake.Read(frame);
        return _broken;
    }

    public void OnTrade(int symbol, in Trade trade)
    {
        if (trade.SequentialId <= _lastTrade[symbol] || !trade.Price.IsSet)
            _broken = $"trade {trade.SequentialId} at {trade.Price} after {_lastTrade[symbol]}";
        _lastTrade[symbol] = trade.SequentialId;
    }

    public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes)
    {
        if (candle.OpenTime <= _lastOpen[symbol] || !candle.IsConsistent || candle.OpenTime.FloorTo(TimeSpan.FromMinutes(1)) != candle.OpenTime)
            _broken = $"candle {candle} after {_lastOpen[symbol]}";
        _lastOpen[symbol] = candle.OpenTime;
    }

    public void OnBook(int symbol, OrderBook book)
    {
        for (int i = 1; i < book.Asks.Count; i++)
            _broken = book.Asks[i].Price > book.Asks[i - 1].Price ? _broken : "asks that do not ascend";
        for (int i = 1; i < book.Bids.Count; i++)
            _broken = book.Bids[i].Price < book.Bids[i - 1].Price ? _broken : "bids that do not descend";
    }

    public void OnConnection(ConnectionState state, string detail) => _broken = "the intake has no connection of its own";

    private void Reconnect()
    {
        _intake.Begin();
        for (int i = 0; i < Symbols.Length; i++)
            _intake.Release(i, []);
    }
}
