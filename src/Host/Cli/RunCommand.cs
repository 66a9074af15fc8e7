using System.CommandLine;
using CoinPilot.App.Journals;
using CoinPilot.App.Run;
using CoinPilot.Risk;
using CoinPilot.Strategies;

namespace CoinPilot.App.Cli;

/// <summary><c>coinpilot run</c></summary>
internal static class RunCommand
{
    private static readonly string[] DefaultSymbols = ["KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-SOL", "KRW-DOGE"];

    private static readonly Option<string> Data = DataFolder.Option();

    private static readonly Option<string?> Exchange = new("--exchange")
    {
        Description = "an exchange that speaks Upbit's protocol; without it a local one with a synthetic market is started",
    };

    private static readonly Option<bool> Live = new("--live") { Description = "allow an exchange that is not on this machine: real orders, real money" };

    private static readonly Option<string> Venue = new("--venue") { Description = "whose protocol the exchange speaks; binance with --paper alone", DefaultValueFactory = _ => "upbit" };

    private static readonly Option<bool> Paper = new("--paper")
    {
        Description = "the venue's real prices (--exchange, or the venue itself), but orders and money of our own: nothing is sent",
    };

    private static readonly Option<string?> Keys = new("--keys")
    {
        Description = "file with the account's access key and secret key; else they come from the environment",
    };

    private static readonly Option<string[]> Symbols = new("--symbols")
    {
        Description = "what to trade",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => DefaultSymbols,
    };

    private static readonly Option<string[]> Strategy = new("--strategy")
    {
        Description = $"strategies that run on every symbol, of: {string.Join(", ", StrategyCatalog.All.Select(d => d.Name))}",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [.. StrategyCatalog.All.Select(d => d.Name)],
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "a parameter of a strategy, strategy.key=value",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<double> Speed = new("--speed")
    {
        Description = "how much faster than real the local exchange's market runs",
        DefaultValueFactory = _ => 60,
    };

    private static readonly Option<ulong> Seed = new("--seed") { Description = "seed of the local exchange's market", DefaultValueFactory = _ => 1 };

    private static readonly Option<string> Cash = new("--cash") { Description = "KRW on a new local exchange; on paper, of the currency that the markets are priced in", DefaultValueFactory = _ => "10000000" };

    private static readonly Option<int> Port = new("--port") { Description = "the dashboard's port on loopback; 0 takes a free one", DefaultValueFactory = _ => 8080 };

    private static readonly Option<string?> Record = new("--record") { Description = "file to record the market data in, for coinpilot exchange --replay" };

    private static readonly Option<string?> Database = JournalPlace.Option();

    private static readonly Option<bool> Standby = new("--standby") { Description = "while another process trades on the journal, wait, and take over when it is gone" };

    private static readonly Option<double> OutageMinutes = new("--outage-minutes")
    {
        Description = "how long exits and cancels go on while the journal's database is away",
        DefaultValueFactory = _ => 5,
    };

    public static Command Create()
    {
        Command command = new("run", "trade: on a local exchange of its own, or on the one that --exchange names")
        {
            Data, Database, OutageMinutes, Standby, Venue, Exchange, Live, Paper, Keys, Symbols, Strategy, Set, Speed, Seed, Cash, Port, Record,
        };
        command.SetAction((parsed, _) => RunSession.RunAsync(Read(parsed)));
        return command;
    }

    private static RunSettings Read(ParseResult parsed)
    {
        Uri? exchange = parsed.GetValue(Exchange) is { } address ? CommandLine.Address("--exchange", address) : null;
        bool paper = parsed.GetValue(Paper);
        string venue = parsed.GetRequiredValue(Venue);
        _ = MarketSource.AddressOf(venue);
        if (venue != "upbit" && !paper)
            throw new UsageException($"--venue {venue} takes no orders from here: --paper trades on its prices with play money");
        if (exchange is { IsLoopback: false } && !paper && !parsed.GetValue(Live))
            throw new UsageException($"{exchange} is not on this machine: --live says that real orders are meant, --paper that none are");
        Values.Symbol[] symbols = [.. parsed.GetRequiredValue(Symbols).Select(s => CommandLine.Symbol("--symbols", s)).Distinct()];
        if (symbols.Select(s => s.Quote).Distinct().Count() > 1)
            throw new UsageException($"--symbols {string.Join(' ', symbols)}: one account counts in one currency");
        double speed = parsed.GetValue(Speed);
        if (speed is not (> 0 and <= 100_000))
            throw new UsageException($"--speed {speed} is not above 0 and at most 100000");
        return new RunSettings(
            parsed.GetRequiredValue(Data), exchange,
            symbols,
            StrategyOptions.Choose(parsed.GetRequiredValue(Strategy), parsed.GetRequiredValue(Set)), RiskLimits.Default,
            speed, parsed.GetValue(Seed), CommandLine.Cash("--cash", parsed.GetRequiredValue(Cash)), CommandLine.Port("--port", parsed.GetValue(Port)), parsed.GetValue(Keys))
        {
            VenueName = venue,
            IsPaper = paper,
            DatabaseFile = parsed.GetValue(Database),
            Standby = parsed.GetValue(Standby),
            OutageLimit = ReadOutageLimit(parsed.GetValue(OutageMinutes)),
            RecordTo = parsed.GetValue(Record),
        };
    }

    private static TimeSpan ReadOutageLimit(double minutes) => minutes is >= 0 and <= 60
        ? TimeSpan.FromMinutes(minutes)
        : throw new UsageException($"--outage-minutes {minutes} is not from 0 to 60");
}
