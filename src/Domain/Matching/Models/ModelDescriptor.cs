namespace CoinPilot.Matching;

/// <summary>How a model is asked for by name, and what it does to the terms of execution.</summary>
/// <param name="Summary">What it assumes, in one line.</param>
/// <param name="Apply">Gives the terms under this model, by the values of its parameters.</param>
public sealed record ModelDescriptor(
    string Name, string Summary, IReadOnlyList<ModelParameter> Parameters, Func<ModelChoice, ExecutionTerms, ExecutionTerms> Apply);
