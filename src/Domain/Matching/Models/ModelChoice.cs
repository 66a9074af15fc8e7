using System.Globalization;

namespace CoinPilot.Matching;

/// <summary>A model with the values of its parameters.</summary>
public sealed class ModelChoice : IEquatable<ModelChoice>
{
    // Dividing by it leaves a decimal its value and takes its trailing zeros: 0.10 and 0.1 are one text.
    private const decimal WithoutTrailingZeros = 1.000000000000000000000000000m;

    private readonly SortedDictionary<string, decimal> _values = new(StringComparer.Ordinal);

    internal ModelChoice(ModelDescriptor descriptor, IEnumerable<(string Key, decimal Value)> values)
    {
        Descriptor = descriptor;
        foreach (ModelParameter parameter in descriptor.Parameters)
            _values[parameter.Key] = parameter.Default;
        foreach ((string key, decimal value) in values)
            _values[key] = value / WithoutTrailingZeros;
    }

    public ModelDescriptor Descriptor { get; }

    /// <summary>Every parameter with its value in force, by key.</summary>
    public IReadOnlyDictionary<string, decimal> Values => _values;

    /// <summary>The value of a parameter as parts per million: of a share, or of basis points over 10,000.</summary>
    public int PartsPerMillion(string key, int partsInOne) => (int)decimal.Truncate(_values[key] * partsInOne);

    public TimeSpan Millis(string key) => TimeSpan.FromMilliseconds((double)_values[key]);

    public bool Equals(ModelChoice? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as ModelChoice);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary><c>name:key=value,key=value</c> with every parameter, as <see cref="ModelFamily.Read"/> takes it.</summary>
    public override string ToString() => _values.Count == 0
        ? Descriptor.Name
        : $"{Descriptor.Name}:{string.Join(",", _values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key}={v.Value}")))}";
}
