namespace CoinPilot.Matching;

/// <summary>How a simulated venue treats orders: a model for each question. The defaults err on the cautious side.</summary>
public sealed record ExecutionModels
{
    /// <summary>What is in force unless another is chosen.</summary>
    public static ExecutionModels Usual { get; } = new();

    /// <summary>Of <see cref="ModelCatalog.Fill"/>.</summary>
    public ModelChoice Fill { get; init; } = ModelCatalog.Fill.Usual;

    /// <summary>Of <see cref="ModelCatalog.Slippage"/>.</summary>
    public ModelChoice Slippage { get; init; } = ModelCatalog.Slippage.Usual;

    /// <summary>Of <see cref="ModelCatalog.Fee"/>.</summary>
    public ModelChoice Fee { get; init; } = ModelCatalog.Fee.Usual;

    /// <summary>Of <see cref="ModelCatalog.Latency"/>.</summary>
    public ModelChoice Latency { get; init; } = ModelCatalog.Latency.Usual;

    /// <summary>A model for each family of <see cref="ModelCatalog.All"/>, in its order.</summary>
    public static ExecutionModels Of(Func<ModelFamily, ModelChoice> choose) => new()
    {
        Fill = choose(ModelCatalog.Fill), Slippage = choose(ModelCatalog.Slippage), Fee = choose(ModelCatalog.Fee), Latency = choose(ModelCatalog.Latency),
    };

    /// <summary>In the order of <see cref="ModelCatalog.All"/>.</summary>
    public IReadOnlyList<ModelChoice> All => [Fill, Slippage, Fee, Latency];

    /// <summary>The terms of a venue with these rules under these models.</summary>
    public ExecutionTerms TermsOf(VenueRules rules) =>
        All.Aggregate(new ExecutionTerms(rules, default), static (terms, model) => model.Descriptor.Apply(model, terms));
}
