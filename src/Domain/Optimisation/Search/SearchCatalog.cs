namespace CoinPilot.Optimisation;

/// <summary>The search methods by name.</summary>
public static class SearchCatalog
{
    /// <summary>With what each of them does.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> All { get; } =
    [
        ("grid", "every combination, in order"),
        ("random", "combinations drawn evenly, none twice"),
        ("tpe", "tree-structured Parzen estimator: draws where good trials are dense and others are not"),
    ];

    /// <summary>Throws <see cref="OptimisationException"/> for a name that does not exist.</summary>
    public static ISearch Create(string name, ParameterSpace space, ulong seed) => name switch
    {
        "grid" => new GridSearch(space),
        "random" => new RandomSearch(space, seed),
        "tpe" => new ParzenSearch(space, seed),
        _ => throw new OptimisationException($"there is no method '{name}'; there are: {string.Join(", ", All.Select(m => m.Name))}"),
    };
}
