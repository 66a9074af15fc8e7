using System.Security.Cryptography;
using System.Text;
using CoinPilot.App.Cli;
using CoinPilot.MarketData;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests;

/// <summary>Reads the candle files that a verb was given.</summary>
internal static class CandleFiles
{
    /// <summary>
    /// Every file as a series, and their data hash: the SHA-256 of one file's bytes, or of several files' hashes in the order given. <paramref name="symbol"/> names the symbol of a single file.
    /// Throws <see cref="UsageException"/> for a symbol that is missing or given twice, <see cref="CandleFileException"/> for what a file has wrong.
    /// </summary>
    public static (IReadOnlyList<CandleSeries> Series, string DataHash) Read(IReadOnlyList<string> paths, string? symbol)
    {
        if (symbol is not null && paths.Count != 1)
            throw new UsageException($"--symbol names the symbol of one file, {paths.Count} were given");
        CandleCsv[] files = [.. paths.Select(CandleCsv.Open)];
        CandleSeries[] series = [.. files.Select(file => new CandleSeries(SymbolOf(file, symbol), ReadAll(file)))];
        if (series.GroupBy(s => s.Symbol).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UsageException($"{twice.Key} is in more than one file");
        return (series, HashOf(files));
    }

    private static Candle[] ReadAll(CandleCsv file)
    {
        Candle[] candles = [.. file.Read()];
        return candles.Length > 0 ? candles : throw new UsageException($"{file.File}: it has no candles");
    }

    // One file is named by its own hash, several by the hash of theirs.
    private static string HashOf(CandleCsv[] files) => files.Length == 1
        ? files[0].Sha256
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(files.Select(f => f.Sha256)))));

    private static Symbol SymbolOf(CandleCsv file, string? given) =>
        given is not null ? CommandLine.Symbol("--symbol", given)
        : CandleFileName.TryGuessSymbol(file.File, out Symbol symbol) ? symbol
        : throw new UsageException($"the name of '{file.File}' does not tell its symbol: say it with --symbol");

    /// <summary>The file itself, or the candle files of a folder in the order of their names.</summary>
    public static IReadOnlyList<string> Expand(string fileOrFolder)
    {
        if (!Directory.Exists(fileOrFolder))
            return [fileOrFolder];
        string[] files = [.. Directory.GetFiles(fileOrFolder).Where(f => f.EndsWith(".csv", StringComparison.Ordinal) || f.EndsWith(".csv.gz", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new UsageException($"folder '{fileOrFolder}' has no .csv or .csv.gz file");
    }
}
