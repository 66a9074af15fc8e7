using CoinPilot.App.Cli;
using CoinPilot.App.Config;
using CoinPilot.Risk;
using CoinPilot.Tests.Processes;

namespace CoinPilot.Tests.Config;

public sealed class ConfigSourceTests
{
    [Fact]
    public void Configuration_SaidByNobody_IsTheDefaults()
    {
        Configuration configuration = Load(null);

        Assert.Equal(RiskLimits.Default, configuration.Limits);
        Assert.Equal((5, 2), (configuration.Symbols.Count, configuration.Strategies.Count));
        Assert.All(configuration.Values.Values, v => Assert.Equal(ConfigValue.Nobody, v.Source));
    }

    [Fact]
    public void Configuration_SaidByAll_TakesTheOptionThenTheEnvironmentThenTheFile()
    {
        Dictionary<string, string> environment = new() { ["COINPILOT_RISK__DAILY_ENTRIES"] = "2", ["COINPILOT_RISK__MAX_POSITIONS"] = "2", ["COINPILOT_SYMBOLS"] = "KRW-XRP" };
        Configuration configuration = Load(
            "symbols: [KRW-BTC]\nrisk:\n  daily_entries: 1\n  max_positions: 1\n  losses_in_a_row: 1\n", environment,
            new ConfigOptions { Risk = ["daily_entries=3"], Values = [(Settings.Port, "--port", "99")] });

        Assert.Equal((3, 2, 1), (configuration.Limits.DailyEntries, configuration.Limits.MaxPositions, configuration.Limits.LossesInARow));
        Assert.Equal("--risk", configuration.Values["risk.daily_entries"].Source);
        Assert.Equal("COINPILOT_RISK__MAX_POSITIONS", configuration.Values["risk.max_positions"].Source);
        Assert.EndsWith(":5:20", configuration.Values["risk.losses_in_a_row"].Source, StringComparison.Ordinal);
        Assert.Equal(("KRW-XRP", "COINPILOT_SYMBOLS"), (Assert.Single(configuration.Symbols).Code, configuration.SymbolsSource));
        Assert.Equal(99m, configuration.NumberOf(Settings.Port));
    }

    [Theory]
    [InlineData("COINPILOT_RISK__DAILY_ENTRYS", "1", "COINPILOT_RISK__DAILY_ENTRYS: no key of the configuration has this name; did you mean 'COINPILOT_RISK__DAILY_ENTRIES'?")]
    [InlineData("COINPILOT_RISK__DAILY_ENTRIES", "x", "COINPILOT_RISK__DAILY_ENTRIES: risk.daily_entries is 'x', not a whole number from 0 to 1000000")]
    [InlineData("COINPILOT_SYMBOLS", "KRW-BTC, bitcoin", "COINPILOT_SYMBOLS: 'bitcoin' is not a market code like KRW-BTC")]
    public void Environment_WithAMistake_IsNamed(string name, string value, string problem) =>
        Assert.Equal(problem, Assert.Throws<ConfigException>(() => Load(null, new Dictionary<string, string> { [name] = value })).Message);

    [Theory]
    [InlineData("daily_entrys=1", "--risk: there is no limit 'daily_entrys'; did you mean 'daily_entries'?")]
    [InlineData("daily_entries=x", "--risk: risk.daily_entries is 'x', not a whole number from 0 to 1000000")]
    public void RiskOption_WithAMistake_IsNamed(string risk, string problem) =>
        Assert.Equal(problem, Assert.Throws<ConfigException>(() => Load(null, null, new ConfigOptions { Risk = [risk] })).Message);

    [Fact]
    public void RangeBar_ThatDividesNoDay_IsRefused() => Assert.Contains(
        ":2:22: risk.range_bar_minutes is 7, which does not divide a day", Assert.Throws<ConfigException>(() => Load("risk:\n  range_bar_minutes: 7\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Ticks_WithoutADatabase_AreRefusedByFileAndEnvironment()
    {
        const string Problem = "storage.ticks is true, which takes a database: storage.database_file or COINPILOT_DATABASE";
        Assert.EndsWith($":2:10: {Problem}", Assert.Throws<ConfigException>(() => Load("storage:\n  ticks: true\n")).Message, StringComparison.Ordinal);
        Assert.Equal($"COINPILOT_STORAGE__TICKS: {Problem}", Assert.Throws<ConfigException>(
            () => Load(null, new Dictionary<string, string> { ["COINPILOT_STORAGE__TICKS"] = "true", ["COINPILOT_DATABASE"] = "" })).Message);
    }

    [Fact]
    public void Ticks_WithADatabaseOfAnySource_AreTaken()
    {
        Assert.Equal("true", Load("storage:\n  ticks: true\n  database_file: d\n").TextOf(Settings.Ticks));
        Assert.Equal("true", Load("storage:\n  ticks: true\n", new Dictionary<string, string> { ["COINPILOT_DATABASE"] = "Host=db" }).TextOf(Settings.Ticks));
        Assert.Equal("true", Load("storage:\n  ticks: true\n", null, new ConfigOptions { Values = [(Settings.DatabaseFile, "--database", "d")] }).TextOf(Settings.Ticks));
        Assert.Equal("false", Load(null).TextOf(Settings.Ticks));
    }

    [Fact]
    public void StrategyOption_NamesOneOfTheFile_TakesItsParametersAndAddsItsOwn()
    {
        Configuration configuration = Load(
            "strategies:\n  - {strategy: ma-cross, name: quick, parameters: {fast: 3, slow: 8}}\n", null,
            new ConfigOptions { Strategies = ["quick", "volatility-breakout"], Set = ["quick.slow=9"] });

        Assert.Equal(["quick", "volatility-breakout"], configuration.Strategies.Select(s => s.Name));
        Assert.Equal((3m, 9m), (configuration.Strategies[0].Settings.Number("fast"), configuration.Strategies[0].Settings.Number("slow")));
    }

    [Fact]
    public void File_ThatIsNotThere_IsBadUsage() =>
        Assert.Throws<UsageException>(() => new ConfigSource("no/such.yaml", new Dictionary<string, string>(), ConfigOptions.None).Load());

    private static Configuration Load(string? yaml, Dictionary<string, string>? environment = null, ConfigOptions? options = null)
    {
        using TemporaryFolder folder = new();
        string? file = yaml is null ? null : folder.In("c.yaml");
        if (file is not null)
            File.WriteAllText(file, yaml);
        return new ConfigSource(file, environment ?? [], options ?? ConfigOptions.None).Load();
    }
}
