using System.CommandLine;
using CoinPilot.Storage.Files.Candles;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot candles export</c>: the CSV that <c>backtest --candles</c> reads.</summary>
internal static class CandlesExportCommand
{
    private static readonly Option<string> Data = CandleOptions.Data();
    private static readonly Option<string> Venue = CandleOptions.Venue();
    private static readonly Option<string> Symbol = new("--symbol") { Description = "the market, like KRW-BTC", Required = true };
    private static readonly Option<string> Interval = CandleOptions.Interval();
    private static readonly Option<string?> From = CandleOptions.From();
    private static readonly Option<string?> To = CandleOptions.To();
    private static readonly Option<string?> Out = new("--out") { Description = "file to write; without it the candles go to stdout" };

    public static Command Create()
    {
        Command command = new("export", "write stored candles as CSV") { Data, Venue, Symbol, Interval, From, To, Out };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        CandleStore store = CandleOptions.Store(parsed.GetRequiredValue(Data));
        CandleKey key = CandleOptions.Select(store, parsed.GetRequiredValue(Venue), [parsed.GetRequiredValue(Symbol)], parsed.GetRequiredValue(Interval))[0];
        using StoredCandles candles = store.Open(key, CandleOptions.Range(parsed.GetValue(From), parsed.GetValue(To)));
        if (parsed.GetValue(Out) is not { } path)
        {
            CandleCsv.Write(Console.Out, candles);
            return ExitCode.Done;
        }
        // Beside and renamed, so that a kill leaves no half file under the name.
        using (StreamWriter file = new(path + ".new"))
            CandleCsv.Write(file, candles);
        File.Move(path + ".new", path, overwrite: true);
        Console.WriteLine($"{path}: {candles.Count:N0} candles of {key}");
        return ExitCode.Done;
    }
}
