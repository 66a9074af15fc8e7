using System.Security.Cryptography;
using System.Text;
using CoinPilot.App.Cli;
using CoinPilot.MarketData;
using CoinPilot.Runs;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests;

/// <summary>Where candles named by their market come from, and which of them.</summary>
internal sealed record StoredSelection(CandleStore Store, string Venue, TimeRange Range);

/// <summary>Reads the candles that a verb was given: files, or markets of the candle store.</summary>
internal static class CandleFiles
{
    /// <summary>
    /// Every input as a series, and their data hash: the SHA-256 of one file's bytes or of one stored series (<see cref="StoredCandles.Hash"/>), or of
    /// several inputs' hashes in the order given. <paramref name="symbol"/> names the symbol of a single file. Stored candles stay mapped
    /// until the process ends. Throws <see cref="UsageException"/> for a symbol that is missing or given twice and for a range that files cannot
    /// be cut to, <see cref="CandleFileException"/> for what a file has wrong.
    /// </summary>
    public static (IReadOnlyList<CandleSeries> Series, string DataHash) Read(
        IReadOnlyList<string> inputs, string? symbol, StoredSelection? stored = null, IReadOnlyList<string>? details = null)
    {
        if (symbol is not null && inputs.Count != 1)
            throw new UsageException($"--symbol names the symbol of one file, {inputs.Count} were given");
        CandleSeries[] detail = [.. (details ?? []).SelectMany(input => ReadInput(input, symbol, stored))];
        CandleSeries[] all = [.. inputs.SelectMany(input => ReadInput(input, symbol, stored)).Select(series => InMinutes(series, detail))];
        RequireOneEach(all);
        RequireOneEach(detail);
        if (detail.FirstOrDefault(d => all.All(s => s.Symbol != d.Symbol || s.Detail is null)) is { } idle)
            throw new UsageException($"--detail has minutes of {idle.Symbol}, of which there are no longer candles");
        return (all, HashOf([.. all.Select(s => s.Source!.Hash)]));
    }

    /// <summary>The candles that a run had, from where it had them; they may be others by now. Throws as <see cref="Read"/>.</summary>
    public static CandleSeries ReadAgain(RunInput input, CandleSource? detail)
    {
        CandleSource source = new(input.Place, input.Venue, new TimeRange(input.From, input.To), input.Hash);
        return InMinutes(ReadFrom(source, input.Symbol), detail is null ? [] : [ReadFrom(detail, input.Symbol)]);
    }

    private static CandleSeries ReadFrom(CandleSource source, Symbol symbol) => source.Venue.Length == 0
        ? ReadInput(source.Place, symbol.Code, stored: null).FirstOrDefault(s => s.Symbol == symbol) ?? throw new UsageException($"'{source.Place}' has nothing of {symbol}")
        : ReadStored(KeyOf(source.Venue, symbol), new StoredSelection(new CandleStore(source.Place), source.Venue, source.Range));

    private static void RequireOneEach(CandleSeries[] all)
    {
        if (all.GroupBy(s => s.Symbol).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UsageException($"{twice.Key} is given more than once");
    }

    // A recording has as many series as symbols.
    private static IEnumerable<CandleSeries> ReadInput(string input, string? symbol, StoredSelection? stored)
    {
        if (stored is not null && !File.Exists(input) && TryKey(input, stored.Venue) is { } key)
            return [ReadStored(key, stored)];
        if (stored is not null && stored.Range != CandleStore.Always)
            throw new UsageException($"--from and --to cut stored candles, '{input}' is a file: import it first");
        if (TradeFiles.TryRead(input, symbol) is { } trades)
            return trades;
        CandleCsv file = CandleCsv.Open(input);
        return [new CandleSeries(SymbolOf(file.File, symbol), ReadAll(file))
        {
            Source = new CandleSource(Path.GetFullPath(input), Venue: "", CandleStore.Always, file.Sha256),
        }];
    }

    private static CandleSeries ReadStored(CandleKey key, StoredSelection stored)
    {
        StoredCandles candles = stored.Store.Open(key, stored.Range);
        string venue = key.IntervalMinutes == 1 ? key.Venue : $"{key.Venue}/{key.IntervalName}";
        return candles.Count > 0
            ? new CandleSeries(key.Symbol, candles) { Source = new CandleSource(Path.GetFullPath(stored.Store.Folder), venue, stored.Range, candles.Hash()) }
            : throw new UsageException($"there are no candles of {key} for that in '{stored.Store.Folder}', and no file '{key.Symbol}'");
    }

    // A market of the store, with the length of its candles where that is not a minute: KRW-BTC, KRW-BTC/60m.
    private static CandleKey? TryKey(string text, string venue)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        int minutes = 1;
        if (slash >= 0 && !CandleKey.TryParseInterval(text[(slash + 1)..], out minutes))
            return null;
        return Symbol.TryParse(slash < 0 ? text : text[..slash], out Symbol market) ? new CandleKey(venue, market, minutes) : null;
    }

    private static CandleKey KeyOf(string venue, Symbol symbol)
    {
        string[] parts = venue.Split('/');
        return new CandleKey(parts[0], symbol, parts.Length > 1 && CandleKey.TryParseInterval(parts[1], out int minutes) ? minutes : 1);
    }

    private static CandleSeries InMinutes(CandleSeries series, CandleSeries[] detail)
    {
        int interval = series.Trades is not null ? 1
            : series.Candles is StoredCandles stored ? stored.Key.IntervalMinutes
            : LongCandles.IntervalOf(series.Candles);
        if (interval == 1)
            return series;
        CandleSeries? known = detail.FirstOrDefault(d => d.Symbol == series.Symbol);
        (Candle[] minutes, Detail found) = LongCandles.Expand(series.Candles, interval, known?.Candles ?? []);
        CandleSource source = known is null ? series.Source! : series.Source! with { Hash = HashOf([series.Source.Hash, known.Source!.Hash]), Detail = known.Source };
        return series with { Candles = minutes, Detail = found, Source = source };
    }

    private static Candle[] ReadAll(CandleCsv file)
    {
        Candle[] candles = [.. file.Read()];
        return candles.Length > 0 ? candles : throw new UsageException($"{file.File}: it has no candles");
    }

    // One input is named by its own hash, several by the hash of theirs.
    private static string HashOf(string[] hashes) =>
        hashes.Length == 1 ? hashes[0] : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(hashes))));

    /// <summary>The symbol of a file, as given or by its name. Throws <see cref="UsageException"/> where neither tells.</summary>
    public static Symbol SymbolOf(string file, string? given) =>
        given is not null ? CommandLine.Symbol("--symbol", given)
        : CandleFileName.TryGuessSymbol(file, out Symbol symbol) ? symbol
        : throw new UsageException($"the name of '{file}' does not tell its symbol: say it with --symbol");

    /// <summary>
    /// The candle files of a folder, one for each of the symbols, in their order; all of them where <paramref name="symbols"/> is null. Throws
    /// <see cref="UsageException"/> for a symbol that has none or several there.
    /// </summary>
    public static IReadOnlyList<string> Pick(string folder, IReadOnlyList<Symbol>? symbols)
    {
        IReadOnlyList<string> files = Expand(folder);
        return symbols is null ? files : [.. symbols.Select(symbol =>
        {
            string[] own = [.. files.Where(f => CandleFileName.TryGuessSymbol(f, out Symbol guessed) && guessed == symbol)];
            return own.Length == 1 ? own[0] : throw new UsageException($"folder '{folder}' has {own.Length} candle files of {symbol}, one is needed");
        })];
    }

    /// <summary>The file itself, or the candle files of a folder in the order of their names.</summary>
    public static IReadOnlyList<string> Expand(string fileOrFolder)
    {
        if (!Directory.Exists(fileOrFolder))
            return [fileOrFolder];
        string[] files = [.. Directory.GetFiles(fileOrFolder).Where(f => f.EndsWith(".csv", StringComparison.Ordinal) || f.EndsWith(".csv.gz", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new UsageException($"folder '{fileOrFolder}' has no .csv or .csv.gz file");
    }
}
