using CoinPilot.App.Cli;
using CoinPilot.App.Journals;
using CoinPilot.App.OwnStrategies;
using CoinPilot.Strategies;
using CoinPilot.Values;

namespace CoinPilot.App.Config;

/// <summary>What the command line says: a value for some keys, each with the option that said it, and the lists.</summary>
internal sealed record ConfigOptions
{
    public static ConfigOptions None { get; } = new();

    public IReadOnlyList<(Setting Setting, string Option, string Text)> Values { get; init; } = [];

    public IReadOnlyList<string> Symbols { get; init; } = [];

    public IReadOnlyList<string> Strategies { get; init; } = [];

    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary><c>key=value</c> of limits.</summary>
    public IReadOnlyList<string> Risk { get; init; } = [];
}

/// <summary>
/// Where configuration comes from; can be read again. An option wins over the environment, that over the file, that over the defaults.
/// </summary>
/// <param name="Path">The file; null takes <see cref="DefaultFile"/> where it is there.</param>
internal sealed record ConfigSource(string? Path, IReadOnlyDictionary<string, string> Environment, ConfigOptions Options)
{
    public const string DefaultFile = "coinpilot.yaml";
    private const string SymbolsVariable = "COINPILOT_SYMBOLS";

    private static readonly string[] DefaultSymbols = ["KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-SOL", "KRW-DOGE"];

    public static IReadOnlyDictionary<string, string> ProcessEnvironment() => System.Environment.GetEnvironmentVariables()
        .Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);

    /// <summary>Throws <see cref="ConfigException"/> with all that is wrong, <see cref="UsageException"/> for a file that is not there.</summary>
    public Configuration Load()
    {
        string? path = Path ?? (System.IO.File.Exists(DefaultFile) ? DefaultFile : null);
        if (path is not null && !System.IO.File.Exists(path))
            throw new UsageException($"{path}: the file does not exist");
        ConfigFile? file = path is null ? null : ConfigFile.Read(path);
        List<ConfigProblem> problems = [];
        Dictionary<string, ConfigValue> values = Settings.All.Where(s => s.Default is not null)
            .ToDictionary(s => s.Path, s => new ConfigValue(s.Default!, ConfigValue.Nobody), StringComparer.Ordinal);
        foreach ((string key, ConfigValue value) in file?.Values ?? new Dictionary<string, ConfigValue>())
            values[key] = value;
        TakeEnvironment(values, problems);
        foreach ((Setting setting, string option, string text) in Options.Values.Concat(RiskOptions(problems)))
            Take(setting, text, option, values, problems);
        (IReadOnlyList<Symbol> symbols, string symbolsSource) = ReadSymbols(file, problems);
        CheckTogether(values, problems);
        IReadOnlyList<StrategyDescriptor>? kinds = FindKinds(values, problems);
        IReadOnlyList<StrategyChoice> listed = kinds is null ? [] : file?.ReadStrategies(kinds) ?? [];
        problems.InsertRange(0, file?.Problems ?? []);
        if (problems.Count > 0 || kinds is null)
            throw new ConfigException(problems);
        (IReadOnlyList<StrategyChoice> strategies, string strategiesSource) = ReadStrategies(listed, kinds);
        return new Configuration
        {
            Values = values, Symbols = symbols, SymbolsSource = symbolsSource, Strategies = strategies, StrategiesSource = strategiesSource, Kinds = kinds, File = path,
        };
    }

    // Null where the folder's strategies cannot be had: then nothing can be said of a list that may name them.
    private static IReadOnlyList<StrategyDescriptor>? FindKinds(Dictionary<string, ConfigValue> values, List<ConfigProblem> problems)
    {
        ConfigValue folder = values.GetValueOrDefault(Settings.StrategiesFolder.Path);
        try
        {
            return StrategyFolder.KindsWith(folder.Text);
        }
        catch (StrategyFolderException wrong)
        {
            problems.AddRange(wrong.Problems.Select(p => new ConfigProblem(folder.Source, p)));
            return null;
        }
    }

    // Two keys in one place, each valid, that cannot be together.
    private void CheckTogether(Dictionary<string, ConfigValue> values, List<ConfigProblem> problems)
    {
        ConfigValue bar = values["risk.range_bar_minutes"];
        if (int.TryParse(bar.Text, out int minutes) && minutes > 0 && 1440 % minutes != 0)
            problems.Add(new ConfigProblem(bar.Source, $"risk.range_bar_minutes is {minutes}, which does not divide a day of 1440"));
        ConfigValue ticks = values[Settings.Ticks.Path];
        bool hasDatabase = values.ContainsKey(Settings.DatabaseFile.Path) || !string.IsNullOrWhiteSpace(Environment.GetValueOrDefault(JournalPlace.DatabaseVariable));
        if (ticks.Text == "true" && !hasDatabase)
            problems.Add(new ConfigProblem(ticks.Source, $"{Settings.Ticks.Path} is true, which takes a database: {Settings.DatabaseFile.Path} or {JournalPlace.DatabaseVariable}"));
    }

    private static void Take(Setting setting, string text, string source, Dictionary<string, ConfigValue> values, List<ConfigProblem> problems)
    {
        if (setting.ProblemOf(text) is { } problem)
            problems.Add(new ConfigProblem(source, problem));
        else
            values[setting.Path] = new ConfigValue(text, source);
    }

    private void TakeEnvironment(Dictionary<string, ConfigValue> values, List<ConfigProblem> problems)
    {
        Dictionary<string, Setting> byVariable = Settings.All.ToDictionary(s => s.Variable, StringComparer.Ordinal);
        foreach ((string name, string text) in Environment.Where(e => e.Key.StartsWith("COINPILOT_", StringComparison.Ordinal) && e.Key.Contains("__", StringComparison.Ordinal)).OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (byVariable.TryGetValue(name, out Setting? setting))
                Take(setting, text, name, values, problems);
            else
                problems.Add(new ConfigProblem(name, $"no key of the configuration has this name{Nearest.Suggest(name, byVariable.Keys)}"));
        }
    }

    private List<(Setting Setting, string Option, string Text)> RiskOptions(List<ConfigProblem> problems)
    {
        List<(Setting Setting, string Option, string Text)> found = [];
        foreach ((string key, string text) in CommandLine.Pairs("--risk", Options.Risk))
        {
            if (Settings.Find($"risk.{key}") is { } setting)
                found.Add((setting, "--risk", text));
            else
                problems.Add(new ConfigProblem("--risk", $"there is no limit '{key}'{Nearest.Suggest(key, Settings.Of("risk").Select(s => s.Key))}"));
        }
        return found;
    }

    private (IReadOnlyList<Symbol> Symbols, string Source) ReadSymbols(ConfigFile? file, List<ConfigProblem> problems)
    {
        if (Options.Symbols.Count > 0)
            return ([.. Options.Symbols.Select(s => CommandLine.Symbol("--symbols", s)).Distinct()], "--symbols");
        if (Environment.TryGetValue(SymbolsVariable, out string? listed))
        {
            string[] codes = listed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            problems.AddRange(codes.Where(c => !Symbol.TryParse(c, out _)).Select(c => new ConfigProblem(SymbolsVariable, $"'{c}' is not a market code like KRW-BTC")));
            return ([.. codes.Where(c => Symbol.TryParse(c, out _)).Select(Symbol.Parse).Distinct()], SymbolsVariable);
        }
        return file?.Symbols is { } symbols ? (symbols, file.Values.Count > 0 || symbols.Count > 0 ? Path ?? DefaultFile : ConfigValue.Nobody)
            : ([.. DefaultSymbols.Select(Symbol.Parse)], ConfigValue.Nobody);
    }

    // A name on the command line is one of the file's, else one of those that there are.
    private (IReadOnlyList<StrategyChoice> Strategies, string Source) ReadStrategies(IReadOnlyList<StrategyChoice> listed, IReadOnlyList<StrategyDescriptor> kinds)
    {
        if (Options.Strategies.Count == 0 && Options.Set.Count == 0)
        {
            return listed.Count > 0 ? (listed, Path ?? DefaultFile)
                : ([.. StrategyCatalog.Usual.Select(d => d.Choose(new Dictionary<string, string>()))], ConfigValue.Nobody);
        }
        string[] names = [.. Options.Strategies.Count > 0 ? Options.Strategies : listed.Count > 0 ? listed.Select(s => s.Name) : StrategyCatalog.Usual.Select(d => d.Name)];
        return (StrategyOptions.Choose(names, Options.Set, listed, kinds), "--strategy");
    }
}
