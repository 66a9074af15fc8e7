using System.Security.Cryptography;
using CoinPilot.Actors.Backtest;
using CoinPilot.App.Cli;
using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Storage.Files.Recordings;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests;

/// <summary>Reads trades that a verb was given: trade CSVs and recordings.</summary>
internal static class TradeFiles
{
    /// <summary>
    /// A series for each symbol of the file; null for a file that has no trades but candles. Throws <see cref="UsageException"/> for one without a trade or a
    /// symbol, and what reading the file throws.
    /// </summary>
    public static IReadOnlyList<CandleSeries>? TryRead(string file, string? symbol)
    {
        if (!File.Exists(file))
            return null;
        if (Recording.IsRecording(file))
            return OfRecording(file);
        return TradeCsv.IsTradeCsv(file) ? [Of(CandleFiles.SymbolOf(file, symbol), TradeCsv.Read(file), file)] : null;
    }

    private static CandleSeries[] OfRecording(string file)
    {
        Recording recording = Recording.Read(file);
        ILookup<Symbol, Trade> trades = recording.Events.Where(e => e.Kind == RecordedKind.Trade).ToLookup(e => e.Symbol, e => e.Trade);
        return trades.Count > 0
            ? [.. recording.Symbols.Where(trades.Contains).Select(symbol => Of(symbol, trades[symbol], file))]
            : throw new UsageException($"{file}: it has no trades");
    }

    private static CandleSeries Of(Symbol symbol, IEnumerable<Trade> told, string file)
    {
        (Candle[] candles, Trade[] trades) = TradeTape.MinutesOf(told);
        if (trades.Length == 0)
            throw new UsageException($"{file}: it has no trades");
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        return new CandleSeries(symbol, candles) { Trades = trades, Source = new CandleSource(Path.GetFullPath(file), Venue: "", CandleStore.Always, hash) };
    }
}
