using CoinPilot.Strategies;
using CoinPilot.Values;
using YamlDotNet.Core;

namespace CoinPilot.App.Config;

/// <summary>What a file says, checked key by key, and everything that is wrong with it.</summary>
internal sealed class ConfigFile
{
    private readonly List<((long Line, long Column) At, string Place, string Message)> _problems = [];
    private readonly Dictionary<string, ConfigValue> _values = new(StringComparer.Ordinal);
    private readonly string _path;
    private YamlItem? _strategies;

    private ConfigFile(string path) => _path = path;

    /// <summary>In the order of the lines.</summary>
    public IReadOnlyList<ConfigProblem> Problems => [.. _problems.OrderBy(p => p.At).Select(p => new ConfigProblem(p.Place, p.Message))];

    /// <summary>By path, as <c>risk.daily_entries</c>.</summary>
    public IReadOnlyDictionary<string, ConfigValue> Values => _values;

    /// <summary>Null where the file does not say.</summary>
    public IReadOnlyList<Symbol>? Symbols { get; private set; }

    /// <summary>Throws <see cref="IOException"/> when the file cannot be read; what is wrong in it is listed.</summary>
    public static ConfigFile Read(string path)
    {
        using StreamReader text = new(path);
        return Parse(path, text);
    }

    public static ConfigFile Parse(string path, TextReader text)
    {
        ConfigFile file = new(path);
        try
        {
            file.TakeRoot(YamlTree.Read(text));
        }
        catch (YamlException broken)
        {
            file._problems.Add(((broken.Start.Line, broken.Start.Column), $"{path}:{broken.Start.Line}:{broken.Start.Column}", MessageOf(broken)));
        }
        return file;
    }

    /// <summary>
    /// The strategies that it lists, of the kinds that there are; none where it does not say. To be read once: what is wrong with them joins
    /// <see cref="Problems"/>. Which kinds there are may depend on the other keys.
    /// </summary>
    public IReadOnlyList<StrategyChoice> ReadStrategies(IReadOnlyList<StrategyDescriptor> kinds)
    {
        List<(StrategyChoice Choice, long Line)> read = [];
        if (_strategies is null)
            return [];
        if (_strategies is not YamlSequence { Items.Count: > 0 } list)
        {
            Report(_strategies, "strategies are a list: each an entry with 'strategy' and, where wanted, 'name', 'symbols' and 'parameters'");
            return [];
        }
        foreach (YamlItem entry in list.Items)
        {
            if (MappingOf(entry, Settings.Strategies) is not { } mapping)
                continue;
            Dictionary<string, YamlItem> parts = new(StringComparer.Ordinal);
            foreach ((YamlScalar key, YamlItem value) in KeysOf(mapping, StrategyEntry.Keys, "strategies."))
                parts[key.Text] = value;
            if (StrategyEntry.Read(kinds, entry, parts, KeysOf, item => SymbolsOf(item, among: Symbols), Report) is { } choice && IsNew(choice, entry, read))
                read.Add((choice, entry.Line));
        }
        return [.. read.Select(r => r.Choice)];
    }

    // Per-symbol lists may each have the strategy by its own name; on one symbol a name is somebody's alone.
    private bool IsNew(StrategyChoice choice, YamlItem entry, List<(StrategyChoice Choice, long Line)> before)
    {
        (StrategyChoice? other, long line) = before.Find(b => b.Choice.Name == choice.Name
            && (b.Choice.Symbols is null || choice.Symbols is null || b.Choice.Symbols.Intersect(choice.Symbols).Any()));
        if (other is not null)
            Report(entry, $"a strategy named '{choice.Name}' is listed already in line {line}: give each a 'name' of its own, or 'symbols' that they do not share");
        return other is null;
    }

    private static string MessageOf(YamlException broken) => broken.InnerException?.Message ?? broken.Message;

    private void TakeRoot(YamlItem? root)
    {
        if (root is null or YamlScalar { Text: "" })
            return;
        if (root is not YamlMapping mapping)
        {
            Report(root, $"sections are expected: {string.Join(", ", Roots)}");
            return;
        }
        foreach ((YamlScalar key, YamlItem value) in KeysOf(mapping, Roots, ""))
        {
            if (key.Text == Settings.Symbols)
                Symbols = SymbolsOf(value, among: null);
            else if (key.Text == Settings.Strategies)
                _strategies = value;
            else
                TakeSection(key.Text, value);
        }
    }

    private static IReadOnlyList<string> Roots { get; } = [Settings.Symbols, Settings.Strategies, .. Settings.Sections];

    private void TakeSection(string section, YamlItem item)
    {
        if (MappingOf(item, section) is not { } mapping)
            return;
        foreach ((YamlScalar key, YamlItem value) in KeysOf(mapping, [.. Settings.Of(section).Select(s => s.Key)], section + "."))
        {
            Setting setting = Settings.Find($"{section}.{key.Text}")!;
            if (value is not YamlScalar scalar)
                Report(value, $"{setting.Path} has one value: {setting.Range}");
            else if (setting.ProblemOf(scalar.Text) is { } problem)
                Report(value, problem);
            else
                _values[setting.Path] = new ConfigValue(scalar.Text, PlaceOf(value));
        }
    }

    private List<Symbol>? SymbolsOf(YamlItem item, IReadOnlyList<Symbol>? among)
    {
        if (item is not YamlSequence { Items.Count: > 0 } list)
        {
            Report(item, "symbols are a list of market codes like [KRW-BTC, KRW-ETH]");
            return null;
        }
        List<Symbol> symbols = [];
        foreach (YamlItem entry in list.Items)
        {
            if (entry is not YamlScalar scalar || !Symbol.TryParse(scalar.Text, out Symbol symbol))
                Report(entry, $"'{(entry as YamlScalar)?.Text}' is not a market code like KRW-BTC");
            else if (symbols.Contains(symbol))
                Report(entry, $"{symbol} is listed twice");
            else if (among?.Contains(symbol) == false)
                Report(entry, $"{symbol} is not one of this file's 'symbols'");
            else
                symbols.Add(symbol);
        }
        return symbols;
    }

    private YamlMapping? MappingOf(YamlItem item, string what)
    {
        if (item is YamlMapping mapping)
            return mapping;
        if (item is not YamlScalar { Text: "" })
            Report(item, $"{what}: keys with values are expected here");
        return null;
    }

    // The entries whose keys are known and stand for the first time; all others are reported.
    private List<(YamlScalar Key, YamlItem Value)> KeysOf(YamlMapping mapping, IReadOnlyList<string> known, string prefix)
    {
        List<(YamlScalar Key, YamlItem Value)> good = [];
        Dictionary<string, long> seen = new(StringComparer.Ordinal);
        foreach ((YamlScalar key, YamlItem value) in mapping.Entries)
        {
            if (!seen.TryAdd(key.Text, key.Line))
                Report(key, $"'{prefix}{key.Text}' stands twice, first in line {seen[key.Text]}");
            else if (known.Contains(key.Text, StringComparer.Ordinal))
                good.Add((key, value));
            else if (Secrets.IsSecret(key.Text))
                Report(key, $"'{prefix}{key.Text}': {Secrets.Advice}");
            else
                Report(key, $"unknown key '{prefix}{key.Text}'{Nearest.Suggest(key.Text, known)}");
        }
        return good;
    }

    private string PlaceOf(YamlItem item) => $"{_path}:{item.Line}:{item.Column}";

    private void Report(YamlItem item, string message) => _problems.Add(((item.Line, item.Column), PlaceOf(item), message));
}

/// <summary>A value and who said it: a place in the file, an environment variable, an option, or nobody.</summary>
internal readonly record struct ConfigValue(string Text, string Source)
{
    public const string Nobody = "default";
}
