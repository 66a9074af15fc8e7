namespace CoinPilot.Optimisation;

/// <summary>
/// How the objective depends on each parameter and on each pair of them, over the trials whose objective is a number. A good combination on a plateau is
/// trusted more than one on a peak.
/// </summary>
public sealed class SensitivityMap
{
    private SensitivityMap(IReadOnlyList<ParameterEffect> parameters, IReadOnlyList<PairEffect> pairs) => (Parameters, Pairs) = (parameters, pairs);

    /// <summary>In the order of the dimensions.</summary>
    public IReadOnlyList<ParameterEffect> Parameters { get; }

    public IReadOnlyList<PairEffect> Pairs { get; }

    public static SensitivityMap Of(ParameterSpace space, IEnumerable<Trial> trials)
    {
        Trial[] scored = [.. trials.Where(t => t.Score is { } score && double.IsFinite(score.Objective))];
        ParameterBins[] bins = [.. space.Dimensions.Select(d => new ParameterBins(d))];
        List<PairEffect> pairs = [];
        for (int i = 0; i < bins.Length; i++)
        {
            for (int j = i + 1; j < bins.Length; j++)
                pairs.Add(PairEffect.Of(bins[i], i, bins[j], j, scored));
        }
        return new SensitivityMap([.. bins.Select((b, i) => ParameterEffect.Of(b, i, scored))], pairs);
    }
}
