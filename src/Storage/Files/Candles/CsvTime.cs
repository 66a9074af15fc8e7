using CoinPilot.Values;

namespace CoinPilot.Storage.Files.Candles;

/// <summary>Reads <c>yyyy-MM-dd HH:mm:ss</c> and <c>yyyy-MM-dd HH:mm:ss.ffffff</c> as UTC.</summary>
internal static class CsvTime
{
    private const int FractionDigits = 6;

    public static bool TryParse(ReadOnlySpan<byte> text, out Timestamp time)
    {
        time = default;
        int micros = 0;
        if (text.Length > UtcText.Length)
        {
            ReadOnlySpan<byte> fraction = text[UtcText.Length..];
            if (fraction.Length != FractionDigits + 1 || fraction[0] != '.' || !UtcText.TryDigits(fraction[1..], out micros))
                return false;
            text = text[..UtcText.Length];
        }
        if (!UtcText.TryParse(text, (byte)' ', out Timestamp second))
            return false;
        time = new Timestamp(second.UnixMicros + micros);
        return true;
    }
}
