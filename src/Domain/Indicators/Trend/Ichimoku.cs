namespace CoinPilot.Indicators;

/// <summary>Ichimoku's lines as known at this bar; none is taken from a later one.</summary>
/// <param name="Conversion">Tenkan-sen.</param>
/// <param name="Base">Kijun-sen.</param>
/// <param name="SpanA">Senkou span A over this bar, worked out when the displacement began.</param>
/// <param name="SpanB">Senkou span B over this bar, likewise.</param>
/// <param name="LeadingA">Span A of today, drawn ahead by the displacement.</param>
/// <param name="LeadingB">Span B of today, likewise.</param>
/// <param name="PastClose">The close that today's close (chikou span, drawn back by the displacement) is compared with.</param>
public readonly record struct IchimokuLines(
    double Conversion, double Base, double SpanA, double SpanB, double LeadingA, double LeadingB, double PastClose);

/// <summary>
/// Ichimoku: each line is (highest high + lowest low) / 2 over its length; span A = (conversion + base) / 2; both spans apply as many bars later
/// as the base has. Source: Goichi Hosoda (1969), lengths 9, 26, 52.
/// </summary>
public sealed class Ichimoku : IBarIndicator<IchimokuLines>
{
    private readonly HighLowWindow _conversion;
    private readonly HighLowWindow _base;
    private readonly HighLowWindow _span;
    private readonly Lag<(double A, double B)> _spans;
    private readonly Lag<double> _closes;
    private IchimokuLines _lines;
    private bool _hasValue;

    /// <summary>Lengths in bars, none shorter than the one before.</summary>
    public Ichimoku(int conversion, int @base, int span)
    {
        _conversion = new HighLowWindow(Input.Length(conversion));
        _base = new HighLowWindow(Input.Length(@base, minimum: conversion));
        _span = new HighLowWindow(Input.Length(span, minimum: @base));
        _spans = new Lag<(double, double)>(@base);
        _closes = new Lag<double>(@base);
    }

    public int WarmUpBars => _span.Length + _base.Length;

    public void Update(in Bar bar)
    {
        Input.Verify(bar);
        _conversion.Add(bar);
        _base.Add(bar);
        _span.Add(bar);
        _closes.Add(bar.Close, out double pastClose);
        if (!_span.IsFull)
            return;
        double conversion = _conversion.Middle, @base = _base.Middle;
        (double A, double B) ahead = ((conversion + @base) / 2, _span.Middle);
        _hasValue = _spans.Add(ahead, out (double A, double B) now);
        _lines = new IchimokuLines(conversion, @base, now.A, now.B, ahead.A, ahead.B, pastClose);
    }

    public bool TryGet(out IchimokuLines value)
    {
        value = _lines;
        return _hasValue;
    }
}
