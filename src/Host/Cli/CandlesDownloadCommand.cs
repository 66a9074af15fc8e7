using System.CommandLine;
using CoinPilot.App.Backtests;
using CoinPilot.App.Run;
using CoinPilot.Storage.Files.Candles;
using CoinPilot.Values;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot candles download</c>: goes on where an earlier one stood.</summary>
internal static class CandlesDownloadCommand
{
    private static readonly Option<string> Venue = new("--venue") { Description = "whose protocol to speak", DefaultValueFactory = _ => "upbit" };

    private static readonly Option<string?> Exchange = new("--exchange")
    {
        Description = "its address, where it is not the venue's own; candles of an exchange on this machine are stored as venue local",
    };

    private static readonly Option<string[]> Symbols = new("--symbols") { Description = "markets like KRW-BTC", AllowMultipleArgumentsPerToken = true, Required = true };
    private static readonly Option<string> From = new("--from") { Description = "first day or minute, UTC, like 2025-09-01 or 2025-09-01T12:30", Required = true };
    private static readonly Option<string?> To = new("--to") { Description = "the day or minute to end before, UTC; without it the newest candle" };
    private static readonly Option<string> Data = CandleOptions.Data();
    private static readonly Option<bool> Json = CandleOptions.Json();

    public static Command Create()
    {
        Command command = new("download", "fetch one-minute candles from a venue into the store; again, it goes on where it stood")
        {
            Venue, Exchange, Symbols, From, To, Data, Json,
        };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        Uri? exchange = parsed.GetValue(Exchange) is { } address ? CommandLine.Address("--exchange", address) : null;
        TimeRange range = CandleOptions.Range(parsed.GetRequiredValue(From), parsed.GetValue(To));
        Values.Symbol[] symbols = [.. parsed.GetRequiredValue(Symbols).Select(s => CommandLine.Symbol("--symbols", s)).Distinct()];
        using StopSignal stop = new();
        using MarketSource source = MarketSource.Open(parsed.GetRequiredValue(Venue), exchange, Console.Error.WriteLine);
        CandleDownload download = new(source.Market, CandleOptions.Store(parsed.GetRequiredValue(Data)), TimeProvider.System);
        List<DownloadSummary> done = [];
        try
        {
            foreach (Values.Symbol symbol in symbols)
            {
                CandleKey key = new(source.StoreName, symbol, 1);
                using ProgressLine progress = new(key.ToString());
                DownloadResult result = await download.RunAsync(key, range, progress.Show, stop.Token);
                progress.Dispose();
                done.Add(DownloadSummary.Of(key, result));
                if (!parsed.GetValue(Json))
                    Console.WriteLine(done[^1]);
            }
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("coinpilot: stopped; the same command goes on from here");
            return ExitCode.Failed;
        }
        if (parsed.GetValue(Json))
            JsonOutput.Print(done);
        return ExitCode.Done;
    }

    /// <param name="Minutes">That were asked for this time.</param>
    private sealed record DownloadSummary(string Series, string From, string To, long Minutes, int Added, int AlreadyThere, int Replaced)
    {
        public static DownloadSummary Of(CandleKey key, DownloadResult r) => new(
            key.ToString(), r.Range.From.ToString(), r.Range.To.ToString(), r.Minutes, r.Put.Added, r.Put.Same, r.Put.Replaced);

        public override string ToString() => Minutes == 0
            ? $"{Series}: nothing to fetch"
            : $"{Series}: {From} to {To} is complete; {Minutes:N0} minutes asked for, {Added:N0} candles added, {AlreadyThere:N0} already there, {Replaced:N0} replaced";
    }
}
