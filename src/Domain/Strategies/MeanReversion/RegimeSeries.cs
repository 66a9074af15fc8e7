using System.Globalization;
using CoinPilot.Indicators;

namespace CoinPilot.Strategies;

/// <summary>The lengths, in bars, of what the mean reversion reads.</summary>
/// <param name="Counted">How far back the lower band's touches and the closes above it are counted.</param>
internal sealed record RegimeLengths(
    int Fast, int Slow, int SlowRsi, int FastRsi, int Dip, int Average, int Volume, int Surge, int Band, double Deviations, int Counted)
{
    /// <summary>Bars until everything is known.</summary>
    public int WarmUpBars => new[] { Fast, Slow, SlowRsi + 1, FastRsi + Dip, Average, Volume + Surge - 1, Band + Counted }.Max();
}

/// <summary>Folds closed bars into a <see cref="RegimeReading"/>.</summary>
internal sealed class RegimeSeries(RegimeLengths lengths)
{
    private readonly SimpleMovingAverage _fast = new(lengths.Fast);
    private readonly SimpleMovingAverage _slow = new(lengths.Slow);
    private readonly RelativeStrengthIndex _rsi14 = new(lengths.SlowRsi);
    private readonly RelativeStrengthIndex _rsi7 = new(lengths.FastRsi);
    private readonly double[] _dip = new double[lengths.Dip];
    private readonly SimpleMovingAverage _average = new(lengths.Average);
    private readonly VolumeRatio _volume = new(lengths.Volume);
    private readonly Rolling<double, HighFold> _volumeHigh = new(lengths.Surge);
    private readonly BollingerBands _band = new(lengths.Band, lengths.Deviations);
    private int _dips;
    private int _sinceTouch = lengths.Counted;
    private int _above;

    public void Update(in Bar bar)
    {
        _fast.Update(bar.Close);
        _slow.Update(bar.Close);
        _rsi14.Update(bar.Close);
        _rsi7.Update(bar.Close);
        if (_rsi7.TryGet(out double rsi7))
            _dip[_dips++ % lengths.Dip] = rsi7;
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
            & _dips >= lengths.Dip & _average.TryGet(out double average) & _volume.TryGet(out double volume) & _volumeHigh.IsFull & _band.TryGet(out Bollinger band);
        reading = isKnown
            ? new RegimeReading(
                close, Cut(fast), Cut(slow), rsi14, rsi7, Lowest(), Cut(average), Cut(volume), Cut(_volumeHigh.Value.High), Cut(band.Lower), _sinceTouch, _above)
            : default;
        return isKnown;
    }

    /// <summary>Writes the RSIs, whose averages go further back than the history that is fetched.</summary>
    public void Save(StateWriter state)
    {
        Save(state, "rsi14", _rsi14, lengths.SlowRsi);
        Save(state, "rsi7", _rsi7, lengths.FastRsi);
        state.Write("dip", string.Join(' ', _dip.Select(rsi => rsi.ToString("R", CultureInfo.InvariantCulture))));
        state.Write("dips", _dips);
    }

    /// <summary>Goes on with the saved RSIs, where they are of the same length.</summary>
    public void Load(StateReader state)
    {
        Load(state, "rsi14", _rsi14, lengths.SlowRsi);
        Load(state, "rsi7", _rsi7, lengths.FastRsi);
        string[] dip = state.ReadText("dip").Split(' ');
        if (state.ReadInt("rsi7Bars") != lengths.FastRsi || dip.Length != lengths.Dip)
            return;
        for (int i = 0; i < dip.Length; i++)
            _dip[i] = double.Parse(dip[i], CultureInfo.InvariantCulture);
        _dips = state.ReadInt("dips");
    }

    private static void Save(StateWriter state, string name, RelativeStrengthIndex rsi, int length)
    {
        bool hasValue = rsi.TryGet(out _);
        StrengthState now = hasValue ? rsi.State : default;
        state.Write($"{name}Bars", hasValue ? length : 0);
        state.Write($"{name}Gain", now.Gain);
        state.Write($"{name}Loss", now.Loss);
        state.Write($"{name}Last", now.Last);
        state.Write($"{name}Value", now.Strength);
    }

    private static void Load(StateReader state, string name, RelativeStrengthIndex rsi, int length)
    {
        if (state.ReadInt($"{name}Bars") == length)
            rsi.Restore(new StrengthState(
                state.ReadDouble($"{name}Gain"), state.ReadDouble($"{name}Loss"), state.ReadDouble($"{name}Last"), state.ReadDouble($"{name}Value")));
    }

    private void Follow(in Bar bar, double lower)
    {
        _sinceTouch = bar.Low <= lower ? 0 : Math.Min(_sinceTouch + 1, lengths.Counted);
        _above = bar.Close > lower ? Math.Min(_above + 1, lengths.Counted) : 0;
    }

    private double Lowest()
    {
        double lowest = _dip[0];
        foreach (double rsi in _dip)
            lowest = Math.Min(lowest, rsi);
        return lowest;
    }

    // Where a window's sum begins decides its last digits, and after a restart it begins elsewhere: they are cut, to 40 binary digits.
    private static double Cut(double figure) => BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(figure) + 0x800) & ~0xFFFL);
}
