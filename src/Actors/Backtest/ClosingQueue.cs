using CoinPilot.MarketData;

namespace CoinPilot.Actors.Backtest;

/// <summary>Candles that are over and not known yet, in the order in which they will be.</summary>
internal sealed class ClosingQueue
{
    private Candle[] _candles = new Candle[16];
    private Track[] _tracks = new Track[16];
    private int _head;
    private int _tail;

    public bool IsEmpty => _head == _tail;

    /// <summary>The candle that will be known first.</summary>
    public ref readonly Candle First => ref _candles[_head & (_candles.Length - 1)];

    public Track FirstTrack => _tracks[_head & (_candles.Length - 1)];

    public void Add(in Candle candle, Track track)
    {
        if (_tail - _head == _candles.Length)
            Grow();
        int slot = _tail++ & (_candles.Length - 1);
        _candles[slot] = candle;
        if (_tracks[slot] != track)
            _tracks[slot] = track;
    }

    public void Remove() => _head++;

    private void Grow()
    {
        int size = _candles.Length;
        Candle[] candles = new Candle[2 * size];
        Track[] tracks = new Track[2 * size];
        for (int i = 0; i < size; i++)
            (candles[i], tracks[i]) = (_candles[(_head + i) & (size - 1)], _tracks[(_head + i) & (size - 1)]);
        (_candles, _tracks, _head, _tail) = (candles, tracks, 0, size);
    }
}
