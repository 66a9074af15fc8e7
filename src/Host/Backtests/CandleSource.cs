using CoinPilot.Values;

namespace CoinPilot.App.Backtests;

/// <summary>Where a symbol's candles were read, and what they were.</summary>
/// <param name="Place">The file, or the folder of the candle store, as a full path.</param>
/// <param name="Venue">Whose stored candles they are; empty for a file.</param>
/// <param name="Range">What was asked for.</param>
/// <param name="Hash">SHA-256 of the file's bytes or of the stored candles.</param>
internal sealed record CandleSource(string Place, string Venue, TimeRange Range, string Hash);
