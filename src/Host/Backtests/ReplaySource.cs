using CoinPilot.App.Cli;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Storage.Files.Recordings;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests;

/// <summary>What <c>coinpilot exchange --replay</c> plays: trades as they were, or candles walked through.</summary>
internal sealed record ReplaySource(IMarketSource Market, string Description)
{
    /// <summary>
    /// One recording, or trade CSVs, or candles from files, folders and the store. Throws <see cref="UsageException"/> for what cannot be replayed, and what
    /// reading the files throws.
    /// </summary>
    public static ReplaySource Open(IReadOnlyList<string> inputs, StoredSelection stored)
    {
        string[] files = [.. inputs.SelectMany(CandleFiles.Expand)];
        string description = string.Join(", ", inputs);
        if (files.Any(f => File.Exists(f) && Recording.IsRecording(f)))
            return files.Length == 1 ? OfRecording(files[0]) : throw new UsageException("--replay plays one recording alone");
        if (files.Any(f => File.Exists(f) && TradeCsv.IsTradeCsv(f)))
            return new ReplaySource(OfTrades(files), description);
        (IReadOnlyList<CandleSeries> series, _) = CandleFiles.Read(files, symbol: null, stored);
        return new ReplaySource(new ReplayMarket([.. series.Select(s => (s.Symbol, (IEnumerable<Candle>)s.Candles))]), description);
    }

    private static ReplaySource OfRecording(string file)
    {
        Recording recording = Recording.Read(file);
        Dictionary<Symbol, int> markets = Number(recording.Symbols);
        RecordedEvent[] trades = [.. recording.Events.Where(e => e.Kind == RecordedKind.Trade)];
        if (trades.Length == 0)
            throw new UsageException($"{file}: it has no trades");
        string torn = recording.TornBytes > 0 ? $", {recording.TornBytes} bytes of an unfinished write left out" : "";
        return new ReplaySource(
            new TradeReplayMarket(recording.Symbols, trades.Select(e => new TapeTrade(markets[e.Symbol], e.Trade))), $"{file}, {trades.Length:N0} trades{torn}");
    }

    private static TradeReplayMarket OfTrades(string[] files)
    {
        Symbol[] symbols = [.. files.Select(SymbolOf)];
        _ = Number(symbols);
        List<TapeTrade> all = [];
        for (int market = 0; market < files.Length; market++)
        {
            foreach (Trade trade in TradeCsv.Read(files[market]))
                all.Add(new TapeTrade(market, trade));
        }
        if (all.Count == 0)
            throw new UsageException($"{string.Join(", ", files)}: no trades");
        return new TradeReplayMarket(symbols, all.OrderBy(t => t.Trade.Time));
    }

    private static Symbol SymbolOf(string file) => CandleFileName.TryGuessSymbol(file, out Symbol symbol)
        ? symbol
        : throw new UsageException($"the name of '{file}' does not tell its symbol: call it like KRW-BTC-trades.csv");

    private static Dictionary<Symbol, int> Number(IReadOnlyList<Symbol> symbols)
    {
        Dictionary<Symbol, int> numbers = [];
        for (int i = 0; i < symbols.Count; i++)
        {
            if (!numbers.TryAdd(symbols[i], i))
                throw new UsageException($"{symbols[i]} is given more than once");
        }
        return numbers;
    }
}
