using System.Globalization;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>Gives back what a <see cref="StateWriter"/> took. Throws <see cref="StrategyStateException"/> for a value that is missing or no such value.</summary>
/// <param name="version">The <see cref="Strategy.StateVersion"/> that wrote it.</param>
public sealed class StateReader(int version, ValueList<StateField> fields)
{
    public int Version => version;

    public bool ReadBool(string name) => Text(name) switch
    {
        "true" => true,
        "false" => false,
        _ => throw Malformed(name),
    };

    public long ReadLong(string name) => Long(name, Text(name));

    public int ReadInt(string name) => ReadLong(name) is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw Malformed(name);

    public double ReadDouble(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Malformed(name);

    public decimal ReadDecimal(string name) =>
        decimal.TryParse(Text(name), NumberStyles.Number, CultureInfo.InvariantCulture, out decimal value) ? value : throw Malformed(name);

    public string ReadText(string name) => Text(name);

    public Quantity ReadQuantity(string name) => Quantity.TryParse(Text(name), out Quantity value) ? value : throw Malformed(name);

    public Price ReadPrice(string name) =>
        Text(name).Length == 0 ? Price.None : Price.TryParse(Text(name), out Price value) ? value : throw Malformed(name);

    public Timestamp ReadTimestamp(string name) => new(ReadLong(name));

    public IReadOnlyList<long> ReadLongs(string name) =>
        [.. Text(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => Long(name, part))];

    private long Long(string name, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : throw Malformed(name);

    private string Text(string name)
    {
        foreach (StateField field in fields)
        {
            if (field.Name == name)
                return field.Value;
        }
        throw new StrategyStateException($"the saved state has no '{name}'");
    }

    private StrategyStateException Malformed(string name) => new($"the saved state's '{name}' is '{Text(name)}', which it cannot be");
}
