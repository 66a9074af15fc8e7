using System.CommandLine;
using CoinPilot.App.Run;
using CoinPilot.Exchanges;
using CoinPilot.MarketData;
using CoinPilot.Values;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot record</c>: until Ctrl-C; <c>coinpilot exchange --replay</c> plays it again.</summary>
internal static class RecordCommand
{
    private static readonly Option<string> Venue = new("--venue") { Description = "whose protocol to speak", DefaultValueFactory = _ => "upbit" };
    private static readonly Option<string?> Exchange = new("--exchange") { Description = "its address, where it is not the venue's own" };
    private static readonly Option<string[]> Symbols = new("--symbols") { Description = "markets like KRW-BTC", AllowMultipleArgumentsPerToken = true, Required = true };
    private static readonly Option<string> Out = new("--out") { Description = "the recording; one that is there is continued", Required = true };

    public static Command Create()
    {
        Command command = new("record", "write down every trade and candle that a venue streams, to replay it later") { Venue, Exchange, Symbols, Out };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        Uri? exchange = parsed.GetValue(Exchange) is { } address ? CommandLine.Address("--exchange", address) : null;
        Values.Symbol[] symbols = [.. parsed.GetRequiredValue(Symbols).Select(s => CommandLine.Symbol("--symbols", s)).Distinct()];
        string file = parsed.GetRequiredValue(Out);
        using StopSignal stop = new();
        using MarketSource source = MarketSource.Open(parsed.GetRequiredValue(Venue), exchange, Console.Error.WriteLine);
        RecordedMarket market = new(source.Market, file, source.Address.ToString(), TimeProvider.System);
        Counting counts = new(new ConnectionLog("market data", TimeProvider.System, Console.WriteLine));
        Console.WriteLine($"recording {string.Join(", ", symbols)} from {source.Address} into {file}");
        try
        {
            await market.StreamAsync(symbols, new Timestamp[symbols.Length], counts, stop.Token);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            // Asked to stop.
        }
        Console.WriteLine($"stopped: {counts.Trades:N0} trades and {counts.Candles:N0} candles recorded");
        return ExitCode.Done;
    }

    private sealed class Counting(ConnectionLog connection) : IMarketDataSink
    {
        public long Trades { get; private set; }

        public long Candles { get; private set; }

        public void OnTrade(int symbol, in Trade trade) => Trades++;

        public void OnClosedCandle(int symbol, in Candle candle, int intervalMinutes) => Candles++;

        public void OnConnection(ConnectionState state, string detail) => connection.Note(state, detail);
    }
}
