namespace CoinPilot.Indicators;

/// <summary>In price.</summary>
public readonly record struct ElderPower(double Bull, double Bear);

/// <summary>Elder ray(n): bull power = high - EMA(close), bear power = low - EMA(close). Source: Alexander Elder, "Trading for a Living" (1993).</summary>
public sealed class ElderRay(int length) : IBarIndicator<ElderPower>
{
    private Smoothing _average = Smoothing.Exponential(Input.Length(length));
    private double _high;
    private double _low;

    public int WarmUpBars => length;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _average.Add(bar.Close);
        (_high, _low) = (bar.High, bar.Low);
    }

    public bool TryGet(out ElderPower value)
    {
        value = new ElderPower(_high - _average.Value, _low - _average.Value);
        return _average.IsReady;
    }
}
