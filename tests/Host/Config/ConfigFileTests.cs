using CoinPilot.App.Config;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.Tests.Config;

public sealed class ConfigFileTests
{
    // Each wrong file with the place and the words of what is wrong with it.
    [Theory]
    [InlineData("riks:\n  daily_entries: 3\n", "f:1:1: unknown key 'riks'; did you mean 'risk'?")]
    [InlineData("risk:\n  daily_los_percent: 3\n", "f:2:3: unknown key 'risk.daily_los_percent'; did you mean 'daily_loss_percent'?")]
    [InlineData("risk:\n  zzzzzzzzzzzz: 3\n", "f:2:3: unknown key 'risk.zzzzzzzzzzzz'")]
    [InlineData("risk:\n  daily_entries: 3\n  max_positions: 2\n  daily_entries: 4\n", "f:4:3: 'risk.daily_entries' stands twice, first in line 2")]
    [InlineData("risk:\n  daily_entries: many\n", "f:2:18: risk.daily_entries is 'many', not a whole number from 0 to 1000000")]
    [InlineData("risk:\n  daily_entries: 1.5\n", "f:2:18: risk.daily_entries is '1.5', not a whole number from 0 to 1000000")]
    [InlineData("risk:\n  daily_loss_percent: 100.1\n", "f:2:23: risk.daily_loss_percent is '100.1', not a number from 0 to 100")]
    [InlineData("risk:\n  second_entry: nevr\n", "f:2:17: risk.second_entry is 'nevr', not one of: always, other_strategy, never, same_strategy; did you mean 'never'?")]
    [InlineData("risk:\n  flatten_on_drawdown: yes\n", "f:2:24: risk.flatten_on_drawdown is 'yes', not true or false")]
    [InlineData("risk:\n  max_positions: [1]\n", "f:2:18: risk.max_positions has one value: a whole number from 0 to 10000")]
    [InlineData("risk: 5\n", "f:1:7: risk: keys with values are expected here")]
    [InlineData("risk:\n  max_order_percent:\n", "f:2:21: risk.max_order_percent is '', not a number from 0.01 to 100")]
    [InlineData("exchange:\n  address: api.upbit.com\n", "f:2:12: exchange.address is 'api.upbit.com', not an address like http://127.0.0.1:8700")]
    [InlineData("engine:\n  port: 65536\n", "f:2:9: engine.port is '65536', not a whole number from 0 to 65535")]
    [InlineData("symbols: KRW-BTC\n", "f:1:10: symbols are a list of market codes like [KRW-BTC, KRW-ETH]")]
    [InlineData("symbols: [KRW-BTC, bitcoin]\n", "f:1:20: 'bitcoin' is not a market code like KRW-BTC")]
    [InlineData("symbols: [KRW-BTC, KRW-BTC]\n", "f:1:20: KRW-BTC is listed twice")]
    [InlineData("strategies:\n  - name: a\n", "f:2:5: 'strategy' is missing: one of ma-cross, volatility-breakout, turtle, mean-reversion, grid, buy-and-hold")]
    [InlineData("strategies:\n  - strategy: ma-cros\n", "f:2:15: unknown strategy 'ma-cros'; there are: ma-cross, volatility-breakout, turtle, mean-reversion, grid, buy-and-hold; did you mean 'ma-cross'?")]
    [InlineData("strategies:\n  - strategy: ma-cross\n    name: A b\n", "f:3:11: name 'A b' is not 1 to 24 small letters, digits and hyphens")]
    [InlineData("strategies:\n  - strategy: ma-cross\n  - strategy: ma-cross\n", "f:3:5: a strategy named 'ma-cross' is listed already in line 2: give each a 'name' of its own, or 'symbols' that they do not share")]
    [InlineData("strategies:\n  - {strategy: ma-cross, symbols: [KRW-BTC]}\n  - {strategy: ma-cross, symbols: [KRW-ETH, KRW-BTC]}\n", "f:3:5: a strategy named 'ma-cross' is listed already in line 2")]
    [InlineData("symbols: [KRW-BTC]\nstrategies:\n  - {strategy: ma-cross, symbols: [KRW-ETH]}\n", "f:3:36: KRW-ETH is not one of this file's 'symbols'")]
    [InlineData("strategies:\n  - strategy: ma-cross\n    parameters: {fast: 0}\n", "f:3:24: 0 is out of range: fast of 'ma-cross' is a whole number from 1 to 500")]
    [InlineData("strategies:\n  - strategy: ma-cross\n    parameters: {fsat: 3}\n", "f:3:18: unknown key 'ma-cross.fsat'; did you mean 'fast'?")]
    [InlineData("strategies:\n  - strategy: ma-cross\n    symbols: [btc]\n", "f:3:15: 'btc' is not a market code like KRW-BTC")]
    [InlineData("exchange:\n  secret_key: abc\n", "f:2:3: 'exchange.secret_key': secrets do not belong into this file")]
    [InlineData("access-key: abc\n", "f:1:1: 'access-key': secrets do not belong into this file")]
    [InlineData("- a\n", "f:1:1: sections are expected")]
    [InlineData("risk: &a\n  daily_entries: 3\n", "f:1:7: anchors, aliases and tags are not read")]
    [InlineData("risk:\n  daily_entries: !!int 3\n", "f:2:18: anchors, aliases and tags are not read")]
    [InlineData("risk:\n\tdaily_entries: 3\n", "f:1:1: While scanning a mapping, found invalid tab")]
    [InlineData("risk: [\n", "f:2:1: ")]
    [InlineData("risk:\n---\nrisk:\n", "f:2:1: a second document")]
    public void File_WithAMistake_IsRefusedWithItsPlaceAndWhatIsValid(string yaml, string problem) =>
        Assert.StartsWith(problem, Assert.Single(Parse(yaml).File.Problems).ToString(), StringComparison.Ordinal);

    [Fact]
    public void File_WithManyMistakes_NamesThemAllInTheOrderOfTheLines()
    {
        (ConfigFile file, _) = Parse("stroage:\n  data: x\nsymbols: [x]\nrisk:\n  a: 1\n  daily_entries: x\n");

        Assert.Equal(["f:1:1", "f:3:11", "f:5:3", "f:6:18"], file.Problems.Select(p => p.Where));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("risk:\n")]
    public void File_ThatSaysNothing_IsGood(string yaml)
    {
        Assert.Empty(Parse(yaml).File.Problems);
        Assert.Empty(Parse(yaml).File.Values);
    }

    [Fact]
    public void File_WithTheSameStrategyTwice_KeepsBothUnderTheirNames()
    {
        (ConfigFile file, IReadOnlyList<StrategyChoice> strategies) = Parse("""
            strategies:
              - strategy: ma-cross
                name: fast
                symbols: [KRW-BTC]
                parameters: {fast: 3, slow: 8}
              - strategy: ma-cross
            """);

        Assert.Empty(file.Problems);
        Assert.Equal(["fast", "ma-cross"], strategies.Select(s => s.Name));
        Assert.Equal((3m, 8m), (strategies[0].Settings.Number("fast"), strategies[0].Settings.Number("slow")));
        Assert.Equal([Symbol.Parse("KRW-BTC")], strategies[0].Symbols!);
        Assert.Null(strategies[1].Symbols);
    }

    [Fact]
    public void File_WithAStrategyOnOtherSymbolsWithOtherParameters_KeepsBothUnderItsOwnName()
    {
        (ConfigFile file, IReadOnlyList<StrategyChoice> strategies) = Parse("""
            strategies:
              - {strategy: ma-cross, symbols: [KRW-BTC], parameters: {fast: 3}}
              - {strategy: ma-cross, symbols: [KRW-ETH, KRW-XRP], parameters: {fast: 4}}
            """);

        Assert.Empty(file.Problems);
        Assert.Equal([("ma-cross", 3m), ("ma-cross", 4m)], strategies.Select(s => (s.Name, s.Settings.Number("fast"))));
        Assert.Equal([false, true], strategies.Select(s => s.RunsOn(Symbol.Parse("KRW-XRP"))));
    }

    [Theory]
    [InlineData("secret", true)]
    [InlineData("SecretKey", true)]
    [InlineData("access_key", true)]
    [InlineData("api-key", true)]
    [InlineData("db_password", true)]
    [InlineData("keys_file", false)]
    [InlineData("max_positions", false)]
    public void Key_ThatAsksForASecret_IsKnownByItsName(string key, bool secret) => Assert.Equal(secret, Secrets.IsSecret(key));

    private static (ConfigFile File, IReadOnlyList<StrategyChoice> Strategies) Parse(string yaml)
    {
        ConfigFile file = ConfigFile.Parse("f", new StringReader(yaml));
        return (file, file.ReadStrategies(StrategyCatalog.All));
    }
}
