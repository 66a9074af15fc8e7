using System.Runtime.InteropServices;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>
/// A candle as it lies in the store: 56 bytes, little-endian. Time in microseconds since 1970 UTC, prices and volume in units of 1e-8,
/// volume in 128 bits because the smallest coins trade more than 64 bits hold.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal readonly struct CandleRecord
{
    public const int Size = 56;

    public readonly long OpenTime;
    private readonly long _open;
    private readonly long _high;
    private readonly long _low;
    private readonly long _close;
    private readonly ulong _volumeLow;
    private readonly ulong _volumeHigh;

    public CandleRecord(in Candle candle)
    {
        OpenTime = candle.OpenTime.UnixMicros;
        (_open, _high, _low, _close) = (candle.Open.Units, candle.High.Units, candle.Low.Units, candle.Close.Units);
        (_volumeLow, _volumeHigh) = ((ulong)candle.Volume.Units, (ulong)(candle.Volume.Units >> 64));
    }

    public Candle ToCandle() => new(
        new Timestamp(OpenTime), new Price(_open), new Price(_high), new Price(_low), new Price(_close),
        Quantity.FromUnits(new Int128(_volumeHigh, _volumeLow)));
}
