using CoinPilot.Indicators;

namespace CoinPilot.Strategies;

/// <summary>The lengths, in bars, of what the mean reversion reads.</summary>
internal sealed record RegimeLengths(
    int Fast, int Slow, int SlowRsi, int FastRsi, int Dip, int Average, int Volume, int Surge, int Band, double Deviations)
{
    /// <summary>Bars until everything is known.</summary>
    public int WarmUpBars => new[] { Fast, Slow, SlowRsi + 1, FastRsi + Dip, Average, Volume + Surge - 1, Band }.Max();
}

/// <summary>Folds closed bars into a <see cref="RegimeReading"/>.</summary>
internal sealed class RegimeSeries(RegimeLengths lengths)
{
    private readonly SimpleMovingAverage _fast = new(lengths.Fast);
    private readonly SimpleMovingAverage _slow = new(lengths.Slow);
    private readonly RelativeStrengthIndex _rsi14 = new(lengths.SlowRsi);
    private readonly RelativeStrengthIndex _rsi7 = new(lengths.FastRsi);
    private readonly Rolling<double, LowFold> _rsi7Low = new(lengths.Dip);
    private readonly SimpleMovingAverage _average = new(lengths.Average);
    private readonly VolumeRatio _volume = new(lengths.Volume);
    private readonly Rolling<double, HighFold> _volumeHigh = new(lengths.Surge);
    private readonly BollingerBands _band = new(lengths.Band, lengths.Deviations);
    private int _sinceTouch = int.MaxValue;
    private int _above;

    public void Update(in Bar bar)
    {
        _fast.Update(bar.Close);
        _slow.Update(bar.Close);
        _rsi14.Update(bar.Close);
        _rsi7.Update(bar.Close);
        if (_rsi7.TryGet(out double rsi7))
            _rsi7Low.Add(rsi7);
        _average.Update(bar.Close);
        _volume.Update(bar);
        if (_volume.TryGet(out double volume))
            _volumeHigh.Add(volume);
        _band.Update(bar.Close);
        if (_band.TryGet(out Bollinger band))
            Follow(bar, band.Lower);
    }

    /// <summary>False until every figure is known.</summary>
    public bool TryGet(double close, out RegimeReading reading)
    {
        bool isKnown = _fast.TryGet(out double fast) & _slow.TryGet(out double slow) & _rsi14.TryGet(out double rsi14) & _rsi7.TryGet(out double rsi7)
            & _rsi7Low.IsFull & _average.TryGet(out double average) & _volume.TryGet(out double volume) & _volumeHigh.IsFull & _band.TryGet(out Bollinger band);
        reading = isKnown
            ? new RegimeReading(close, fast, slow, rsi14, rsi7, _rsi7Low.Value.Low, average, volume, _volumeHigh.Value.High, band.Lower, _sinceTouch, _above)
            : default;
        return isKnown;
    }

    private void Follow(in Bar bar, double lower)
    {
        _sinceTouch = bar.Low <= lower ? 0 : _sinceTouch == int.MaxValue ? int.MaxValue : _sinceTouch + 1;
        _above = bar.Close > lower ? _above + 1 : 0;
    }
}
