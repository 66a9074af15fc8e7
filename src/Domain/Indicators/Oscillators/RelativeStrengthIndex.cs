namespace CoinPilot.Indicators;

/// <summary>
/// RSI(n) = 100 x average gain / (average gain + average loss), from 0 to 100, both averages Wilder's, begun with the mean of the first n changes.
/// 50 where nothing moved. Source: Wilder, "New Concepts in Technical Trading Systems" (1978).
/// </summary>
public sealed class RelativeStrengthIndex(int length) : IValueIndicator<double>
{
    private WilderStrength _strength = new(Input.Length(length));

    /// <summary>Only where there is a value.</summary>
    internal StrengthState State => _strength.State;

    public int WarmUpBars => length + 1;

    public void Update(double value)
    {
        Input.Verify(value);
        _strength.Add(value);
    }

    /// <summary>Goes on from where one of the same length stood.</summary>
    internal void Restore(StrengthState state) => _strength = WilderStrength.At(length, state);

    public bool TryGet(out double value) => _strength.TryGet(out value);
}
