using CoinPilot.Values;

namespace CoinPilot.Optimisation;

/// <summary>
/// Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl, Algorithms for Hyper-Parameter Optimization, NIPS 2011): of the finished
/// trials, the best few give one density for each parameter and the others a second one; of some candidates drawn from the first, that is proposed where
/// the first is highest over the second, which is where the expected improvement is highest. Kernels are triangles, not Gaussians: they take no exponential,
/// whose last bit differs between machines.
/// </summary>
internal sealed class ParzenSearch(ParameterSpace space, ulong seed) : ISearch
{
    private const int MostGood = 25;
    private const int Candidates = 24;

    // So many are drawn evenly first.
    private const int Startup = 10;

    private readonly RandomSearch _even = new(space, seed);

    public bool LearnsFromResults => true;

    public ValueList<int>? Propose(SearchHistory history)
    {
        if (history.Proposed.Count >= space.Size)
            return null;
        SeededRandom random = RandomSearch.Randomness(seed, history);
        return history.Known.Count < Startup ? _even.Fresh(random, history.Proposed) : Best(random, history) ?? _even.Fresh(random, history.Proposed);
    }

    private ValueList<int>? Best(SeededRandom random, SearchHistory history)
    {
        int good = Math.Min(MostGood, (history.Known.Count + 9) / 10);
        ParzenDensity[] best = DensitiesOf(history, 0, good);
        ParzenDensity[] others = DensitiesOf(history, good, history.Known.Count);
        ValueList<int>? chosen = null;
        double highest = 0;
        for (int i = 0; i < Candidates; i++)
        {
            ValueList<int> candidate = ValueList<int>.Of(best.Select(d => d.Draw(random)));
            double gain = GainOf(candidate, best, others);
            if (gain <= highest || history.Proposed.Contains(candidate))
                continue;
            (chosen, highest) = (candidate, gain);
        }
        return chosen;
    }

    private static double GainOf(ValueList<int> candidate, ParzenDensity[] best, ParzenDensity[] others)
    {
        double gain = 1;
        for (int i = 0; i < best.Length; i++)
            gain *= best[i].At(candidate[i]) / others[i].At(candidate[i]);
        return gain;
    }

    private ParzenDensity[] DensitiesOf(SearchHistory history, int from, int to) => [.. space.Dimensions.Select((dimension, i) =>
        new ParzenDensity(dimension, [.. history.Known.Take(from..to).Select(t => t.Combination[i])]))];
}
