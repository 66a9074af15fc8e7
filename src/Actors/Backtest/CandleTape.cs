using CoinPilot.MarketData;

namespace CoinPilot.Actors.Backtest;

/// <summary>A tape of one-minute candles, whose trades are those of <see cref="CandlePath"/>. An array is read where it is.</summary>
public sealed class CandleTape : MinuteTape
{
    private const int BufferSize = 1024;

    private readonly IReadOnlyList<Candle> _candles;
    private readonly Candle[] _buffer;
    private readonly Trade[] _path = new Trade[CandlePath.MaxTrades];
    private readonly int _first;
    private int _read;
    private int _at;
    private int _end;

    /// <param name="candles">Oldest first, none twice.</param>
    /// <param name="first">The number of the first one to play.</param>
    public CandleTape(IReadOnlyList<Candle> candles, int first = 0)
    {
        (_candles, _first, _read) = (candles, first, first);
        if (candles is Candle[] all)
            (_buffer, _at, _end, _read) = (all, first, all.Length, all.Length);
        else
            _buffer = new Candle[BufferSize];
        Fill();
    }

    public override ReadOnlySpan<Candle> Ahead => _buffer.AsSpan(_at, _end - _at);

    public override ReadOnlySpan<Trade> Trades => _path.AsSpan(0, CandlePath.Expand(_buffer[_at], 1, _path));

    public override double Done => _candles.Count == _first ? 1 : (_read - (_end - _at) - _first) / (double)(_candles.Count - _first);

    public override void Take(int minutes)
    {
        _at += minutes;
        if (_at == _end)
            Fill();
    }

    private void Fill()
    {
        if (_read == _candles.Count)
            return;
        (_at, _end) = (0, Math.Min(BufferSize, _candles.Count - _read));
        for (int i = 0; i < _end; i++)
            _buffer[i] = _candles[_read + i];
        _read += _end;
    }
}
