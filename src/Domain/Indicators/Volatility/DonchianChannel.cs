namespace CoinPilot.Indicators;

/// <summary>
/// Donchian(n): highest high and lowest low of the last n bars, the newest included, and the middle between them. To see a break of the
/// n bars before this one, read it before the update. Source: Richard Donchian (1960).
/// </summary>
public sealed class DonchianChannel(int length) : IBarIndicator<Channel>
{
    private readonly HighLowWindow _window = new(Input.Length(length));

    public int WarmUpBars => length;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _window.Add(bar);
    }

    public bool TryGet(out Channel value)
    {
        RangeFold range = _window.Value;
        value = new Channel(range.Low, (range.High + range.Low) / 2, range.High);
        return _window.IsFull;
    }
}
