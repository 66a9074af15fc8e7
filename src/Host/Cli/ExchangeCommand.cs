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

    private static readonly Option<string?> Faults = new("--faults") { Description = "file of faults to inject (docs/local-exchange.md)" };

    private static readonly Option<string?> RulesDate = new("--rules-date")
    {
        Description = "date (yyyy-MM-dd) whose venue rules count: ticks, limits, self-match prevention; without it the market's own",
    };

    private static readonly Option<int?> Symbols = new("--symbols") { Description = "how many markets the synthetic one has, 1 to 5000; without it the five large ones" };

    public static Command Create()
    {
        Command command = new("exchange", "a local exchange that speaks Upbit's protocol, on loopback")
        {
            Port, Replay, Candles, Venue, From, To, Speed, Seed, Cash, Data, NoLimits, Faults, RulesDate, Symbols,
        };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        using StopSignal stop = new();
        int port = CommandLine.Port("--port", parsed.GetValue(Port));
        double speed = ReadSpeed(parsed.GetRequiredValue(Speed));
        Money cash = CommandLine.Cash("--cash", parsed.GetRequiredValue(Cash));
        DateOnly? rulesDate = ReadDate(parsed.GetValue(RulesDate));
        string? faults = ReadFaults(parsed.GetValue(Faults));
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
                RulesDate = rulesDate,
                FaultScenario = faults,
            });
            await ServeAsync(exchange.Uri, $"replay of {source.Description}, {string.Join(", ", source.Market.Symbols)}; starts with the first subscriber", stop);
        }
        else
        {
            await using LocalMarket market = await LocalMarket.StartAsync(
                parsed.GetRequiredValue(Data), [], parsed.GetValue(Seed), speed, cash, port,
                new LocalMarketSettings { Faults = faults, RulesDate = rulesDate, Listed = ReadSymbols(parsed.GetValue(Symbols), parsed.GetValue(Seed)) });
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

    private static IReadOnlyList<SyntheticSymbol> ReadSymbols(int? count, ulong seed) => count switch
    {
        null => SyntheticSymbol.Defaults,
        >= 1 and <= 5_000 => SyntheticSymbol.Many(count.Value, seed),
        _ => throw new UsageException($"--symbols {count} is not from 1 to 5000"),
    };

    private static DateOnly? ReadDate(string? text)
    {
        if (text is null)
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw new UsageException($"--rules-date '{text}' is no date like 2025-07-31");
    }

    private static string? ReadFaults(string? path)
    {
        if (path is null)
            return null;
        try
        {
            string text = File.ReadAllText(path);
            LocalExchange.CheckFaults(text);
            return text;
        }
        catch (Exception wrong) when (wrong is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--faults {path}: {wrong.Message}");
        }
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
