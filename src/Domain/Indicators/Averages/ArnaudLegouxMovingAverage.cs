namespace CoinPilot.Indicators;

/// <summary>
/// ALMA: the mean of the last n values with weights exp(-(i - m)^2 / (2 s^2)), i = 0 for the oldest, m = offset x (n - 1), s = n / sigma.
/// O(n) an update: this weighting has no shorter recursion. Source: Arnaud Legoux and Dimitris Kouzis Loukas (2009).
/// </summary>
/// <remarks>Uses Math.Exp for its weights, once: their last digit may differ between machines.</remarks>
public sealed class ArnaudLegouxMovingAverage : IValueIndicator<double>
{
    // Every value is kept twice, n apart, so that the window is always one piece.
    private readonly double[] _ring;
    private readonly double[] _weights;
    private int _at;
    private int _missing;

    /// <param name="length">Bars.</param>
    /// <param name="offset">Where the weight is greatest: 0 at the oldest value, 1 at the newest.</param>
    /// <param name="sigma">How narrow it is, from 0.1 to 100.</param>
    public ArnaudLegouxMovingAverage(int length, double offset, double sigma)
    {
        double middle = Input.Range(offset, 0, 1) * (Input.Length(length) - 1);
        double width = length / Input.Range(sigma, 0.1, 100);
        _ring = new double[2 * length];
        _weights = new double[length];
        _missing = length;
        for (int i = 0; i < length; i++)
            _weights[i] = Math.Exp(-(i - middle) * (i - middle) / (2 * width * width));
        double sum = _weights.Sum();
        for (int i = 0; i < length; i++)
            _weights[i] /= sum;
    }

    public int WarmUpBars => _weights.Length;

    public void Update(double value)
    {
        Input.Verify(value);
        _ring[_at] = _ring[_at + _weights.Length] = value;
        if (++_at == _weights.Length)
            _at = 0;
        if (_missing > 0)
            _missing--;
    }

    public bool TryGet(out double value)
    {
        ReadOnlySpan<double> window = _ring.AsSpan(_at, _weights.Length);
        double sum = 0;
        for (int i = 0; i < window.Length; i++)
            sum += window[i] * _weights[i];
        value = sum;
        return _missing == 0;
    }
}
