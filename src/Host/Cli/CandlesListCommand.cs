using System.CommandLine;
using CoinPilot.Storage.Files.Candles;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot candles list</c></summary>
internal static class CandlesListCommand
{
    private static readonly Option<string> Data = CandleOptions.Data();
    private static readonly Option<bool> Json = CandleOptions.Json();

    public static Command Create()
    {
        Command command = new("list", "what the store has: symbols, ranges, counts, sizes") { Data, Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        CandleStore store = CandleOptions.Store(parsed.GetRequiredValue(Data));
        Row[] rows = [.. store.List().Select(key => RowOf(store, key))];
        if (parsed.GetValue(Json))
            JsonOutput.Print(rows);
        else if (rows.Length == 0)
            Console.WriteLine($"there are no candles in '{store.Folder}'");
        foreach (Row row in parsed.GetValue(Json) ? [] : rows)
            Console.WriteLine($"{row.Series,-28} {row.Candles,12:N0} candles {row.From} to {row.To} {row.Bytes,12:N0} bytes");
        return ExitCode.Done;
    }

    private static Row RowOf(CandleStore store, CandleKey key)
    {
        using StoredCandles candles = store.Open(key, CandleStore.Always);
        return new Row(
            key.ToString(), key.Venue, key.Symbol.Code, key.IntervalName, candles.Count,
            candles.Count > 0 ? candles[0].OpenTime.ToString() : "", candles.Count > 0 ? candles[^1].OpenTime.ToString() : "",
            [.. candles.Complete.All.Select(r => new[] { r.From.ToString(), r.To.ToString() })], store.SizeOf(key));
    }

    /// <param name="Complete">Ranges, from inclusive to exclusive, in which the venue was asked for every candle.</param>
    private sealed record Row(
        string Series, string Venue, string Symbol, string Interval, int Candles, string From, string To, IReadOnlyList<string[]> Complete, long Bytes);
}
