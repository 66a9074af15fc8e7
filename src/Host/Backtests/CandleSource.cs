using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests;

/// <summary>Where a symbol's candles were read, and what they were.</summary>
/// <param name="Place">The file, or the folder of the candle store, as a full path.</param>
/// <param name="Venue">Whose stored candles they are, <c>upbit</c>, with their interval where that is not a minute, <c>upbit/60m</c>; empty for a file.</param>
/// <param name="Range">What was asked for.</param>
/// <param name="Hash">SHA-256 of the file's bytes or of the stored candles.</param>
internal sealed record CandleSource(string Place, string Venue, TimeRange Range, string Hash)
{
    /// <summary>Where the minutes under longer candles were read; null for nowhere. <see cref="Hash"/> is then over the hashes of both.</summary>
    public CandleSource? Detail { get; init; }

    /// <summary>One line that <see cref="OfText"/> reads back; without the range, which no detail has.</summary>
    public string ToText() => $"{Hash} {(Venue.Length > 0 ? Venue : "file")} {Place}";

    public static CandleSource OfText(string text)
    {
        string[] parts = text.Split(' ', 3);
        return new CandleSource(parts[2], parts[1] == "file" ? "" : parts[1], CandleStore.Always, parts[0]);
    }
}
