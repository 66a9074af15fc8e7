using System.Globalization;
using CoinPilot.Values;

namespace CoinPilot.Strategies;

/// <summary>Takes the values of <see cref="Strategy.Save"/>, each under a name of its own.</summary>
public sealed class StateWriter
{
    private readonly List<StateField> _fields = [];

    public ValueList<StateField> Fields => ValueList<StateField>.Of(_fields);

    public void Write(string name, bool value) => Add(name, value ? "true" : "false");

    public void Write(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public void Write(string name, double value) => Add(name, value.ToString("R", CultureInfo.InvariantCulture));

    public void Write(string name, decimal value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public void Write(string name, string value) => Add(name, value);

    public void Write(string name, Quantity value) => Add(name, value.ToString());

    /// <summary>An unset price is written as nothing.</summary>
    public void Write(string name, Price value) => Add(name, value.IsSet ? value.ToString() : "");

    /// <summary>In microseconds since 1970, UTC; 0 for none.</summary>
    public void Write(string name, Timestamp value) => Write(name, value.UnixMicros);

    public void Write(string name, IEnumerable<long> values) => Add(name, string.Join(' ', values.Select(v => v.ToString(CultureInfo.InvariantCulture))));

    private void Add(string name, string value)
    {
        if (_fields.Exists(f => f.Name == name))
            throw new ArgumentException($"'{name}' is written twice", nameof(name));
        _fields.Add(new StateField(name, value));
    }
}
