using System.CommandLine;
using System.Globalization;
using CoinPilot.App.Backtests;
using CoinPilot.App.Run;
using CoinPilot.Exchanges.Simulator;
using CoinPilot.Values;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot exchange</c>: the local exchange as a process of its own, until Ctrl-C.</summary>
internal static class ExchangeCommand
{
    private const string Unlimited = "max";

    private static readonly Option<int> Port = new("--port") { Description = "port on loopback; 0 takes a free one", DefaultValueFactory = _ => 8700 };

    private static readonly Option<string[]> Replay = new("--replay")
    {
        Description = "what to replay: a recording, trade CSVs, candle CSVs (files or folders), or stored markets like KRW-BTC; without it the market is synthetic",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> Venue = CandleOptions.Venue();

    private static readonly Option<string?> From = CandleOptions.From();

    private static readonly Option<string?> To = CandleOptions.To();

    private static readonly Option<string> Candles = new("--candles")
    {
        Description = "data folder of the candle store for --replay",
        DefaultValueFactory = _ => DataFolder.Default,
    };

    private static readonly Option<string> Speed = new("--speed")
    {
        Description = $"venue seconds per real second; '{Unlimited}' replays as fast as it is read",
        DefaultValueFactory = _ => "1",
    };

    private static readonly Option<ulong> Seed = new("--seed") { Description = "seed of the synthetic market", DefaultValueFactory = _ => 1 };

    private static readonly Option<string> Cash = new("--cash") { Description = "KRW of the account at the start", DefaultValueFactory = _ => "10000000" };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "folder of the synthetic exchange's books and market; a replay keeps none",
        DefaultValueFactory = _ => Path.Combine(DataFolder.Default, "exchange"),
    };

    private static readonly Option<bool> NoLimits = new("--no-limits") { Description = "a replay without the venue's rate limits" };

    public static Command Create()
    {
        Command command = new("exchange", "a local exchange that speaks Upbit's protocol, on loopback") { Port, Replay, Candles, Venue, From, To, Speed, Seed, Cash, Data, NoLimits };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        using StopSignal stop = new();
        int port = CommandLine.Port("--port", parsed.GetValue(Port));
        double speed = ReadSpeed(parsed.GetRequiredValue(Speed));
        Money cash = CommandLine.Cash("--cash", parsed.GetRequiredValue(Cash));
        if (parsed.GetRequiredValue(Replay) is { Length: > 0 } replay)
        {
            ReplaySource source = ReplaySource.Open(replay, CandleOptions.Selection(
                parsed.GetRequiredValue(Candles), parsed.GetRequiredValue(Venue), parsed.GetValue(From), parsed.GetValue(To)));
            await using LocalExchange exchange = await LocalExchange.StartAsync(new LocalExchangeOptions
            {
                Source = source.Market,
                Speed = speed,
                Port = port,
                OpeningCash = cash,
                Keys = new ExchangeKeys(PaperKeys.Access, PaperKeys.Secret),
                Limits = parsed.GetValue(NoLimits) ? null : new RateLimits(),
            });
            await ServeAsync(exchange.Uri, $"replay of {source.Description}, {string.Join(", ", source.Market.Symbols)}; starts with the first subscriber", stop);
        }
        else
        {
            await using LocalMarket market = await LocalMarket.StartAsync(
                parsed.GetRequiredValue(Data), [], parsed.GetValue(Seed), speed, cash, port);
            await ServeAsync(market.Address, market.Description, stop);
        }
        return ExitCode.Done;
    }

    private static async Task ServeAsync(Uri address, string description, StopSignal stop)
    {
        Console.WriteLine($"exchange {address}");
        Console.WriteLine(description);
        await stop.WaitAsync();
        Console.WriteLine("stopped");
    }

    private static double ReadSpeed(string text)
    {
        if (text == Unlimited)
            return double.PositiveInfinity;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double speed) && speed is > 0 and <= 1_000_000
            ? speed
            : throw new UsageException($"--speed '{text}' is not '{Unlimited}' or a number above 0 and at most 1000000");
    }
}
