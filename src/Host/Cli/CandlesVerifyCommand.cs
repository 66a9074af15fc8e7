using System.CommandLine;
using CoinPilot.App.Backtests;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot candles verify</c>: of files, or of the store. Exit 1 for defects, and for unknown minutes where none may be.</summary>
internal static class CandlesVerifyCommand
{
    private static readonly Argument<string[]> Files = new("file") { Description = "candle files; without any the store is verified", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> Data = CandleOptions.Data();
    private static readonly Option<string> Venue = CandleOptions.Venue();
    private static readonly Option<string[]> Symbols = CandleOptions.Symbols();
    private static readonly Option<string?> Interval = new("--interval") { Description = "length of a candle; 1m in the store, else the file's rows tell" };
    private static readonly Option<string?> From = CandleOptions.From();
    private static readonly Option<string?> To = CandleOptions.To();
    private static readonly Option<string?> Symbol = new("--symbol") { Description = "a file's market, where neither the file nor its name tells" };
    private static readonly Option<string> Stamp = new("--stamp") { Description = "what a file's times mark: open or close", DefaultValueFactory = _ => "open" };
    private static readonly Option<bool> Complete = new("--complete") { Description = "unknown minutes fail the check too" };
    private static readonly Option<int> Limit = new("--limit") { Description = "how many of each kind to list", DefaultValueFactory = _ => 20 };
    private static readonly Option<bool> Json = CandleOptions.Json();

    public static Command Create()
    {
        Command command = new("verify", "list gaps, duplicates, disorder, violations and prices off the tick; exit 1 for defects")
        {
            Files, Data, Venue, Symbols, Interval, From, To, Symbol, Stamp, Complete, Limit, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string[] files = parsed.GetValue(Files) ?? [];
        CandleReport[] reports = files.Length > 0 ? [.. OfFiles(parsed, files)] : [.. OfStore(parsed)];
        CandleReportView[] views = [.. reports.Select(r => CandleReportView.Of(r, parsed.GetValue(Complete)))];
        if (parsed.GetValue(Json))
            JsonOutput.Print(views);
        else
            foreach (CandleReportView view in views)
                view.Print(Console.Out, Math.Max(0, parsed.GetValue(Limit)));
        return views.All(v => v.IsSound) ? ExitCode.Done : ExitCode.Failed;
    }

    private static IEnumerable<CandleReport> OfFiles(ParseResult parsed, string[] files)
    {
        CandleImportOptions options = CandlesImportCommand.ReadOptions(parsed.GetValue(Symbol), parsed.GetValue(Interval), parsed.GetRequiredValue(Stamp));
        return files.Select(file => CandleReport.OfFile(file, options));
    }

    private static IEnumerable<CandleReport> OfStore(ParseResult parsed)
    {
        CandleStore store = CandleOptions.Store(parsed.GetRequiredValue(Data));
        TimeRange range = CandleOptions.Range(parsed.GetValue(From), parsed.GetValue(To));
        foreach (CandleKey key in CandleOptions.Select(store, parsed.GetRequiredValue(Venue), parsed.GetRequiredValue(Symbols), parsed.GetValue(Interval) ?? "1m"))
        {
            using StoredCandles candles = store.Open(key, range);
            yield return CandleReport.OfStore(candles) ?? throw new UsageException($"there are no candles of {key} in that range");
        }
    }
}
