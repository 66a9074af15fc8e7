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
    public static (IReadOnlyList<CandleSeries> Series, string DataHash) Read(IReadOnlyList<string> inputs, string? symbol, StoredSelection? stored = null)
    {
        if (symbol is not null && inputs.Count != 1)
            throw new UsageException($"--symbol names the symbol of one file, {inputs.Count} were given");
        CandleSeries[] all = [.. inputs.Select(input => ReadOne(input, symbol, stored))];
        if (all.GroupBy(s => s.Symbol).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UsageException($"{twice.Key} is given more than once");
        return (all, HashOf([.. all.Select(s => s.Source!.Hash)]));
    }

    /// <summary>The candles that a run had, from where it had them; they may be others by now. Throws as <see cref="Read"/>.</summary>
    public static CandleSeries ReadAgain(RunInput input) => input.IsFile
        ? ReadOne(input.Place, input.Symbol.Code, stored: null)
        : ReadStored(new CandleKey(input.Venue, input.Symbol, 1), new StoredSelection(new CandleStore(input.Place), input.Venue, new TimeRange(input.From, input.To)));

    private static CandleSeries ReadOne(string input, string? symbol, StoredSelection? stored)
    {
        if (stored is not null && !File.Exists(input) && Symbol.TryParse(input, out Symbol market))
            return ReadStored(new CandleKey(stored.Venue, market, 1), stored);
        if (stored is not null && stored.Range != CandleStore.Always)
            throw new UsageException($"--from and --to cut stored candles, '{input}' is a file: import it first");
        CandleCsv file = CandleCsv.Open(input);
        return new CandleSeries(SymbolOf(file, symbol), ReadAll(file))
        {
            Source = new CandleSource(Path.GetFullPath(input), Venue: "", CandleStore.Always, file.Sha256),
        };
    }

    private static CandleSeries ReadStored(CandleKey key, StoredSelection stored)
    {
        StoredCandles candles = stored.Store.Open(key, stored.Range);
        return candles.Count > 0
            ? new CandleSeries(key.Symbol, candles) { Source = new CandleSource(Path.GetFullPath(stored.Store.Folder), key.Venue, stored.Range, candles.Hash()) }
            : throw new UsageException($"there are no candles of {key} for that in '{stored.Store.Folder}', and no file '{key.Symbol}'");
    }

    private static Candle[] ReadAll(CandleCsv file)
    {
        Candle[] candles = [.. file.Read()];
        return candles.Length > 0 ? candles : throw new UsageException($"{file.File}: it has no candles");
    }

    // One input is named by its own hash, several by the hash of theirs.
    private static string HashOf(string[] hashes) =>
        hashes.Length == 1 ? hashes[0] : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(hashes))));

    private static Symbol SymbolOf(CandleCsv file, string? given) =>
        given is not null ? CommandLine.Symbol("--symbol", given)
        : CandleFileName.TryGuessSymbol(file.File, out Symbol symbol) ? symbol
        : throw new UsageException($"the name of '{file.File}' does not tell its symbol: say it with --symbol");

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
