namespace CoinPilot.Exchanges.Upbit;

/// <summary>The lengths of candle that the venue streams.</summary>
internal static class UpbitInterval
{
    private static ReadOnlySpan<byte> Prefix => "candle."u8;

    public static bool IsCandle(ReadOnlySpan<byte> type) => type.StartsWith(Prefix);

    /// <summary>The length in <c>candle.1s</c>, <c>candle.1m</c> to <c>candle.240m</c>; false for any other.</summary>
    public static bool TryRead(ReadOnlySpan<byte> type, out TimeSpan interval)
    {
        interval = default;
        if (!IsCandle(type))
            return false;
        ReadOnlySpan<byte> length = type[Prefix.Length..];
        interval = length.SequenceEqual("1m"u8) ? TimeSpan.FromMinutes(1)
            : length.SequenceEqual("1s"u8) ? TimeSpan.FromSeconds(1)
            : length.SequenceEqual("3m"u8) ? TimeSpan.FromMinutes(3)
            : length.SequenceEqual("5m"u8) ? TimeSpan.FromMinutes(5)
            : length.SequenceEqual("10m"u8) ? TimeSpan.FromMinutes(10)
            : length.SequenceEqual("15m"u8) ? TimeSpan.FromMinutes(15)
            : length.SequenceEqual("30m"u8) ? TimeSpan.FromMinutes(30)
            : length.SequenceEqual("60m"u8) ? TimeSpan.FromHours(1)
            : length.SequenceEqual("240m"u8) ? TimeSpan.FromHours(4)
            : TimeSpan.Zero;
        return interval > TimeSpan.Zero;
    }
}
