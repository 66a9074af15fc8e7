using System.Net;
using System.Net.Sockets;
using CoinPilot.Exchanges.Simulator.Books;
using CoinPilot.Matching;
using CoinPilot.Orders;
using CoinPilot.Tests.Processes;
using CoinPilot.Values;

namespace CoinPilot.Tests.EndToEnd;

public sealed class BadInputTests
{
    [Fact]
    public async Task Backtest_MissingFile_NamesIt()
    {
        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("backtest", "--candles", "no/such/KRW-BTC.csv", "--strategy", "ma-cross");

        Assert.Equal(2, code);
        Assert.Contains("no/such/KRW-BTC.csv: the file does not exist", errors, StringComparison.Ordinal);
    }

    // With or without the cluster in the build.
    [Fact]
    public async Task Run_AsANodeWithoutWhatThatNeeds_SaysWhatToDo()
    {
        bool hasCluster = File.Exists(Path.Combine(AppContext.BaseDirectory, "CoinPilot.Cluster.dll"));

        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("run", "--engine", "akka", "--exchange", "http://127.0.0.1:9");

        Assert.Equal(2, code);
        Assert.Contains(hasCluster ? "COINPILOT_DATABASE" : "build with -p:Akka=true", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--engine akka --paper", "does not trade on paper")]
    [InlineData("--engine akka --standby", "the other nodes take over")]
    [InlineData("--engine akka --seed-nodes nowhere", "cluster.seed_nodes: 'nowhere' is not host:port")]
    [InlineData("--engine akka --advertise :0", "cluster.advertise: ':0' is not host:port")]
    [InlineData("--engine orleans", "one of: in-process, akka")]
    public async Task Run_AsANodeThatCannotBe_NamesTheOption(string options, string message)
    {
        (int code, string _, string errors) = await CoinPilotProcess.RunAsync(["run", .. options.Split(' '), "--exchange", "http://127.0.0.1:9"]);

        Assert.Equal(2, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backtest_MalformedLine_NamesFileLineAndField()
    {
        using TemporaryFolder folder = new();
        string file = MadeUpCandles.Write(folder.In("KRW-BTC.csv"), 50);
        string[] lines = await File.ReadAllLinesAsync(file);
        lines[30] = lines[30].Replace("2025-09-01 00:29:00,", "2025-09-01 00:29:00,abc", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(file, lines);

        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("backtest", "--candles", file, "--strategy", "ma-cross");

        Assert.Equal(2, code);
        Assert.Contains($"{file} line 31: open 'abc", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--strategy", "nonsense", "unknown strategy 'nonsense'; there are: ma-cross, volatility-breakout, turtle, mean-reversion, grid, buy-and-hold")]
    [InlineData("--set", "speed=3", "has no parameter 'speed'; it has: fast, slow, minutes")]
    [InlineData("--set", "fast=zero", "fast of 'ma-cross' is a whole number from 1 to 500")]
    [InlineData("--cash", "-5", "--cash '-5' is not an amount of KRW above 0")]
    public async Task Backtest_BadValue_ListsWhatIsValid(string option, string value, string expected)
    {
        using TemporaryFolder folder = new();
        string file = MadeUpCandles.Write(folder.In("KRW-BTC.csv"), 50);
        string[] strategy = option == "--strategy" ? [] : ["--strategy", "ma-cross"];

        (int code, string _, string errors) = await CoinPilotProcess.RunAsync(["backtest", "--candles", file, .. strategy, $"{option}={value}"]);

        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backtest_FolderWithoutTheCandlesOfASymbol_NamesBoth()
    {
        using TemporaryFolder folder = new();
        MadeUpCandles.Write(folder.In("KRW-BTC.csv"), 50);
        await File.WriteAllTextAsync(folder.In("c.yaml"), "symbols: [KRW-BTC, KRW-ETH]\nstrategies: [{strategy: ma-cross}]\n");

        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("backtest", "--config", folder.In("c.yaml"), "--candles", folder.Path);

        Assert.Equal(2, code);
        Assert.Contains($"folder '{folder.Path}' has 0 candle files of KRW-ETH", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchange_WithFewerSymbolsThanItsFolderHasOrdersOf_NamesSymbolAndFolder()
    {
        using TemporaryFolder folder = new();
        using (ExchangeBooks books = ExchangeBooks.Open(folder.Path, Money.Of(1_000_000)))
        {
            VenueOrderRequest request = new(Symbol.Parse("KRW-DOGE"), OrderSide.Buy, OrderType.Limit, TimeInForce.Gtc, Quantity.Of(100m), Price.Of(100m), Money.Zero, "kept");
            books.Append(new VenueOrder("1", request, VenueOrderState.Waiting, Timestamp.Utc(2025, 9, 1, 0), Quantity.Zero, Money.Zero, Money.Zero, Money.Of(5m), Money.Of(10_005m), []), fill: null);
        }

        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("exchange", "--data", folder.Path, "--port", "0", "--symbols", "2");

        Assert.Equal(2, code);
        Assert.Contains($"the exchange in '{folder.Path}' has orders of KRW-DOGE, which is not among the 2 markets asked for", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommandLine_UnknownOption_ExitsWithTwo()
    {
        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("audit", "--dta", "x");

        Assert.Equal(2, code);
        Assert.Contains("--dta", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BusyPort_NamesIt()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using TemporaryFolder folder = new();

        (int run, string _, string runErrors) = await CoinPilotProcess.RunAsync("run", "--data", folder.Path, "--port", $"{port}");
        (int venue, string _, string venueErrors) = await CoinPilotProcess.RunAsync("exchange", "--data", folder.In("exchange"), "--port", $"{port}");

        Assert.Equal((2, 2), (run, venue));
        Assert.Contains($"port {port}", runErrors, StringComparison.Ordinal);
        Assert.Contains($"port {port}", venueErrors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_VenueWithoutLive_IsRefused()
    {
        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("run", "--exchange", "https://api.upbit.com");

        Assert.Equal(2, code);
        Assert.Contains("--live", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NobodyAtTheExchange_SaysSo()
    {
        using TemporaryFolder folder = new();

        (int code, string _, string errors) = await CoinPilotProcess.RunAsync(
            "run", "--exchange", "http://127.0.0.1:1", "--data", folder.Path, "--port", "0");

        Assert.Equal(2, code);
        Assert.Contains("http://127.0.0.1:1", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_NoJournal_NamesTheFolder()
    {
        using TemporaryFolder folder = new();

        (int code, string _, string errors) = await CoinPilotProcess.RunAsync("audit", "--data", folder.In("nothing"));

        Assert.Equal(2, code);
        Assert.Contains(folder.In("nothing"), errors, StringComparison.Ordinal);
    }
}
