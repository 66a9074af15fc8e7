using CoinPilot.App.Cli;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.App.Backtests;

/// <summary>Reads the candle files that a verb was given.</summary>
internal static class CandleFiles
{
    /// <summary>
    /// Every file as a series, and the SHA-256 of their bytes in the order given. <paramref name="symbol"/> names the symbol of a single file.
    /// Throws <see cref="UsageException"/> for a symbol that is missing or given twice, <see cref="CandleFileException"/> for what a file has wrong.
    /// </summary>
    public static (IReadOnlyList<CandleSeries> Series, string DataHash) Read(IReadOnlyList<string> paths, string? symbol)
    {
        if (symbol is not null && paths.Count != 1)
            throw new UsageException($"--symbol names the symbol of one file, {paths.Count} were given");
        CandleFile[] files = [.. paths.Select(CandleFile.Read)];
        CandleSeries[] series = [.. files.Select(file => new CandleSeries(SymbolOf(file, symbol), file.Candles))];
        if (series.GroupBy(s => s.Symbol).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UsageException($"{twice.Key} is in more than one file");
        return (series, CandleFile.HashOf(files));
    }

    private static Symbol SymbolOf(CandleFile file, string? given) =>
        given is not null ? CommandLine.Symbol("--symbol", given)
        : file.Symbol ?? throw new UsageException($"the name of '{file.Path}' does not tell its symbol: say it with --symbol");

    /// <summary>The file itself, or the candle files of a folder in the order of their names.</summary>
    public static IReadOnlyList<string> Expand(string fileOrFolder)
    {
        if (!Directory.Exists(fileOrFolder))
            return [fileOrFolder];
        string[] files = [.. Directory.GetFiles(fileOrFolder).Where(f => f.EndsWith(".csv", StringComparison.Ordinal) || f.EndsWith(".csv.gz", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new UsageException($"folder '{fileOrFolder}' has no .csv or .csv.gz file");
    }
}
