namespace CoinPilot.Matching;

/// <summary>The models of one question, by name.</summary>
/// <param name="Name">The question: <c>fill</c>.</param>
/// <param name="Meaning">The question in words.</param>
/// <param name="All">The first is the one in force unless another is chosen.</param>
public sealed record ModelFamily(string Name, string Meaning, IReadOnlyList<ModelDescriptor> All)
{
    /// <summary>The first with its defaults.</summary>
    public ModelChoice Usual => new(All[0], []);

    /// <summary>
    /// Reads <c>name</c> or <c>name:key=value,key=value</c>; what is left out has its default. Throws <see cref="ModelException"/> for a name, key or value that
    /// does not exist, and lists what does.
    /// </summary>
    public ModelChoice Read(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string name = (colon < 0 ? text : text[..colon]).Trim();
        ModelDescriptor descriptor = All.FirstOrDefault(d => d.Name == name)
            ?? throw new ModelException($"{Name} '{name}' is no model; there are: {string.Join(", ", All.Select(d => d.Name))}");
        return new ModelChoice(descriptor, colon < 0 ? [] : ReadValues(descriptor, text[(colon + 1)..]));
    }

    private List<(string Key, decimal Value)> ReadValues(ModelDescriptor descriptor, string text)
    {
        List<(string Key, decimal Value)> values = [];
        foreach (string pair in text.Split(',', StringSplitOptions.TrimEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new ModelException($"{Name} '{descriptor.Name}': '{pair}' is not key=value");
            string key = pair[..equals].Trim();
            ModelParameter parameter = descriptor.Parameters.FirstOrDefault(p => p.Key == key) ?? throw new ModelException(
                $"{Name} '{descriptor.Name}' has no '{key}'{(descriptor.Parameters.Count == 0 ? "; it takes nothing" : $"; it has: {string.Join(", ", descriptor.Parameters.Select(p => p.Key))}")}");
            if (values.Any(v => v.Key == key))
                throw new ModelException($"{Name} '{descriptor.Name}' is told {key} twice");
            if (parameter.ProblemOf(pair[(equals + 1)..].Trim(), out decimal value) is { } problem)
                throw new ModelException($"{Name} '{descriptor.Name}': {problem}");
            values.Add((key, value));
        }
        return values;
    }
}

/// <summary>A model was asked for in a way that cannot be; the message names family, model and key, and lists what is valid.</summary>
public sealed class ModelException(string message) : Exception(message);
