using CoinPilot.Values;

namespace CoinPilot.Runs;

/// <summary>Everything that decides a run's result but the engine: enough to run it again.</summary>
/// <param name="Arguments">The command line as it was given.</param>
/// <param name="Strategies">Each with every setting in force, given or by default.</param>
/// <param name="Settings">The rest of what was in force, by key: cash, every limit, models.</param>
/// <param name="Inputs">The candles, in the order in which they were given.</param>
public sealed record RunParameters(
    ValueList<string> Arguments, ValueList<RunStrategy> Strategies, ValueList<RunSetting> Settings, ValueList<RunInput> Inputs)
{
    /// <summary>Null where there is no such key.</summary>
    public string? Find(string key) => Settings.Where(s => s.Key == key).Select(s => s.Value).FirstOrDefault();
}

/// <summary>A key and its value as text.</summary>
public readonly record struct RunSetting(string Key, string Value);

/// <summary>A strategy of a run.</summary>
/// <param name="Name">By which its orders are known; <paramref name="Kind"/> where it has no name of its own.</param>
/// <param name="Symbols">Where it runs; empty for everywhere.</param>
public sealed record RunStrategy(string Name, string Kind, ValueList<Symbol> Symbols, ValueList<RunSetting> Settings);

/// <summary>One symbol's candles, where they were read and what they were.</summary>
/// <param name="Place">The file; with a <paramref name="Venue"/>, the folder of the candle store.</param>
/// <param name="Venue">Whose stored candles they are; empty for a file.</param>
/// <param name="From">The first time asked for.</param>
/// <param name="To">The time to end before.</param>
/// <param name="Hash">SHA-256 of the file's bytes or of the stored candles, lower-case hex.</param>
public sealed record RunInput(Symbol Symbol, string Place, string Venue, Timestamp From, Timestamp To, string Hash, long Candles)
{
    public bool IsFile => Venue.Length == 0;
}
